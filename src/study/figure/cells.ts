// Where the cells of a heat map begin and end: halfway between their middles, as Plotly puts them, in the
// coordinates of their axis.

/**
 * Ends of cells.
 *
 * @param middles two or more coordinates, ascending
 * @returns one coordinate more than there are cells
 */
export function edges(middles: readonly number[]): number[] {
  const [first, second] = middles;
  const [last, before] = [middles.at(-1)!, middles.at(-2)!];
  const between = middles.slice(1).map((middle, i) => (middles[i] + middle) / 2);
  return [first - (second - first) / 2, ...between, last + (last - before) / 2];
}
