// Layered networks: an input layer, hidden layers and an output layer, every unit joined to every unit of
// the next layer. Held as runs of equal layers, so that a depth of 10^18 costs no more than a depth of 1.

/** `count` consecutive layers of `width` units each. */
export interface LayerRun {
  readonly width: number;
  readonly count: number;
}

/** A complete layered network. Depth, in the paper's sense, is the number of hidden layers. */
export interface LayeredNetwork {
  readonly input: number;
  readonly hidden: readonly LayerRun[];
  readonly output: number;
}

/**
 * Rectangular network: `depth` hidden layers of `width` units.
 *
 * @param width units of each hidden layer, integer >= 1
 * @param depth hidden layers, integer >= 0
 * @param input units of the input layer; the width if not given
 * @param output units of the output layer; the width if not given
 */
export function rectangular(
  width: number,
  depth: number,
  input = width,
  output = width
): LayeredNetwork {
  return { input, hidden: depth > 0 ? [{ width, count: depth }] : [], output };
}

/**
 * Network with the given widths, from input to output; equal neighbours share a run.
 *
 * @param widths at least two integers >= 1
 */
export function fromWidths(widths: readonly number[]): LayeredNetwork {
  const runs: { width: number; count: number }[] = [];
  for (const width of widths.slice(1, -1)) {
    const last = runs.at(-1);
    if (last?.width === width) {
      last.count += 1;
    } else {
      runs.push({ width, count: 1 });
    }
  }
  return { input: widths[0], hidden: runs, output: widths.at(-1)! };
}

/** Number of hidden layers. */
export function depthOf(network: LayeredNetwork): number {
  return network.hidden.reduce((sum, run) => sum + run.count, 0);
}

/** All widths from input to output, for work that visits every layer. */
export function widthsOf(network: LayeredNetwork): number[] {
  const hidden = network.hidden.flatMap(run => new Array<number>(run.count).fill(run.width));
  return [network.input, ...hidden, network.output];
}
