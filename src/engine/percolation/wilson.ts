// Interval for a probability estimated by counting.

/** Half-width of a 95 % interval in standard deviations. */
export const Z = 1.959963984540054;

/**
 * Wilson score interval at 95 %.
 *
 * @param successes integer, 0 <= successes <= trials
 * @param trials integer >= 1
 * @returns lower and upper end, within 0 .. 1; 0 and 1 are met exactly at no and at all successes
 * @see Wilson, JASA 22 (1927) 209; Brown, Cai, DasGupta, Statistical Science 16 (2001) 101
 */
export function wilson(successes: number, trials: number): { low: number; high: number } {
  const failures = trials - successes;
  const centre = successes + (Z * Z) / 2;
  const spread = Z * Math.sqrt((successes * failures) / trials + (Z * Z) / 4);
  const total = trials + Z * Z;
  return {
    low: successes === 0 ? 0 : (centre - spread) / total,
    high: failures === 0 ? 1 : (centre + spread) / total
  };
}
