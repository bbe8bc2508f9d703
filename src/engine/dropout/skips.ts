// Where identity skips lie in the layers of a trained network: as in percolation studies, blocks of `span` layers of
// weights from the input on, with a skip where the layer that a block begins at and the one that it ends at are equally wide.

/**
 * Skips of layers, as an Architecture has them.
 *
 * @param widths units of every layer, from input to output
 * @param span layers of weights that a skip passes over, at least 1
 * @param first layer at which the first block begins
 * @param last layer behind which no block ends; the output if not given
 */
export function skipsOf(
  widths: readonly number[],
  span: number,
  first = 0,
  last = widths.length - 1
): number[] {
  return widths.slice(1).map((width, l) => {
    const source = l + 1 - span;
    const isEnd = source >= first && (source - first) % span === 0 && l + 1 <= last;
    return isEnd && widths[source] === width ? source : -1;
  });
}
