// The point where a function changes sign, by inverse quadratic interpolation that falls back on bisection
// (Chandrupatla, Advances in Engineering Software 28 (1997) 145). Infinite values are allowed: they are bisected.

/**
 * A point next to a change of sign.
 *
 * @param f a continuous function; only its sign must be right, but a smooth one is faster
 * @param positive where f >= 0
 * @param negative where f < 0
 * @returns a point where f >= 0, within 2e-15 max(1, |x|) of one where f < 0
 */
export function signChange(f: (x: number) => number, positive: number, negative: number): number {
  // x1 is the newest point, x2 the nearest with the other sign, x3 the one that was dropped.
  let [x1, x2, x3] = [positive, negative, positive];
  let [f1, f2, f3] = [f(positive), f(negative), NaN];
  let t = 0.5;
  for (;;) {
    const x = x1 + t * (x2 - x1);
    const value = f(x);
    if (value >= 0 === f1 >= 0) {
      [x3, f3] = [x1, f1];
    } else {
      [x3, f3, x2, f2] = [x2, f2, x1, f1];
    }
    [x1, f1] = [x, value];
    const best = Math.abs(f1) < Math.abs(f2) ? x1 : x2;
    const least = (1e-15 * Math.max(1, Math.abs(best))) / Math.abs(x2 - x1);
    if (least >= 0.5 || f1 === 0) {
      return f1 >= 0 ? x1 : x2;
    }
    const xi = (x1 - x2) / (x3 - x2);
    const phi = (f1 - f2) / (f3 - f2);
    const smooth = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    t = smooth
      ? ((f1 / (f2 - f1)) * f3) / (f2 - f3) +
        ((((x3 - x1) / (x2 - x1)) * f1) / (f3 - f1)) * (f2 / (f3 - f2))
      : 0.5;
    t = Math.min(1 - least, Math.max(least, t));
  }
}
