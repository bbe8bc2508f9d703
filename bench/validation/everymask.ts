// The laws of small layered networks by looking at every mask: written from the definitions, sharing nothing with the
// engine, so that what the engine samples and what it has in closed form are both held against it.

/** What is expected of a mask, and what is expected of those that have no open path, or have one. */
export interface Laws {
  readonly theta: number;
  /** Expected share of the units of each layer that are kept and joined to an input. */
  readonly reach: readonly number[];
  /** The same for units that lie on an open path. */
  readonly live: readonly number[];
  /** Probability, over weights of each layer of them, of lying on an open path; layer 1 enters the first hidden layer. */
  readonly trainable: readonly number[];
  /** P(the first layer that no open path reaches is this one). */
  readonly cut: readonly number[];
  /** Mean of that layer among masks without open path. */
  readonly meanCut: number;
  /** Mean of ln(number of open paths) among masks that have one. */
  readonly paths: number;
}

/** Open paths from the inputs to each unit, or from each unit to the outputs. */
type Counts = number[][];

/** Kept units of each layer, and kept weights as [layer][from][to]. */
interface Mask {
  readonly units: readonly boolean[][];
  readonly weights: readonly boolean[][][];
}

function countsFrom({ units, weights }: Mask): Counts {
  const counts: Counts = [units[0].map(Number)];
  weights.forEach((layer, l) => {
    counts.push(
      units[l + 1].map((kept, to) =>
        kept ? layer.reduce((sum, row, from) => sum + (row[to] ? counts[l][from] : 0), 0) : 0
      )
    );
  });
  return counts;
}

function reversed({ units, weights }: Mask): Mask {
  return {
    units: [...units].reverse(),
    weights: [...weights].reverse().map(layer => layer[0].map((_, to) => layer.map(row => row[to])))
  };
}

/**
 * All laws of a layered network, units removed with probability `site` (hidden ones only; or one for each hidden layer) and
 * weights with `bond`.
 *
 * @param widths units of every layer from input to output; at most 22 elements that can be removed
 */
export function everyMask(
  widths: readonly number[],
  site: number | readonly number[],
  bond: number
): Laws {
  const last = widths.length - 1;
  const rates = widths.map((_, l) => {
    if (l === 0 || l === last) return 0;
    return typeof site === 'number' ? site : site[l - 1];
  });
  const hidden = widths.reduce((sum, width, l) => sum + (rates[l] > 0 ? width : 0), 0);
  const edges = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l], 0);
  const elements = hidden + (bond > 0 ? edges : 0);
  const sums = {
    theta: 0,
    reach: widths.map(() => 0),
    live: widths.map(() => 0),
    trainable: widths.slice(1).map(() => 0),
    cut: widths.map(() => 0),
    paths: 0
  };
  for (let code = 0; code < 2 ** elements; code++) {
    let left = code;
    let chance = 1;
    const draw = (p: number): boolean => {
      const kept = left % 2 === 1;
      left = Math.floor(left / 2);
      chance *= kept ? 1 - p : p;
      return kept;
    };
    const units = widths.map((width, l) =>
      Array.from({ length: width }, () => (rates[l] === 0 ? true : draw(rates[l])))
    );
    const weights = widths
      .slice(1)
      .map((to, l) =>
        Array.from({ length: widths[l] }, () =>
          Array.from({ length: to }, () => (bond === 0 ? true : draw(bond)))
        )
      );
    const mask = { units, weights };
    const forward = countsFrom(mask);
    const backward = countsFrom(reversed(mask)).reverse();
    const open = forward[last].reduce((sum, count) => sum + count, 0);
    widths.forEach((width, l) => {
      const share = (of: (unit: number) => boolean): number =>
        units[l].filter((_, unit) => of(unit)).length / width;
      sums.reach[l] += chance * share(unit => forward[l][unit] > 0);
      sums.live[l] += chance * share(unit => forward[l][unit] > 0 && backward[l][unit] > 0);
    });
    weights.forEach((layer, l) => {
      const on = layer.flatMap((row, from) =>
        row.map((kept, to) => kept && forward[l][from] > 0 && backward[l + 1][to] > 0)
      );
      sums.trainable[l] += (chance * on.filter(Boolean).length) / on.length;
    });
    if (open > 0) {
      sums.theta += chance;
      sums.paths += chance * Math.log(open);
    } else {
      sums.cut[forward.findIndex(layer => layer.every(count => count === 0))] += chance;
    }
  }
  const closed = sums.cut.reduce((sum, chance) => sum + chance, 0);
  return {
    ...sums,
    paths: sums.paths / sums.theta,
    meanCut: sums.cut.reduce((sum, chance, layer) => sum + layer * chance, 0) / closed
  };
}
