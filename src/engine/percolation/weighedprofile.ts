// What is left of each layer, exactly, over all masks of a graph with few removable elements, each weighed by its
// probability. As in kernels/everymask.ts 32 masks go through the graph at a time, a bit for each; here through the whole
// graph, from the inputs and back from the outputs. The counterpart for complete layers of any size is profile.ts.

import type { Graph, RemovalGraph } from '../network/graph';
import { MOST_ENUMERATED } from './enumeration';
import { edgesByLayer, unitsByLayer } from './layersizes';
import type { Profile } from './profile';

/** Elements that differ inside a word. */
const INSIDE = 5;

/** Bit b is set where bit e of b is not: the masks of a word that keep element e. */
const KEEPS = Int32Array.of(0x55555555, 0x33333333, 0x0f0f0f0f, 0x00ff00ff, 0x0000ffff);

/** Words whose sums are added up before they join the others, so that rounding does not grow with the number of masks. */
const BLOCK = 256;

/** Probabilities of the masks of a word. */
class WordWeights {
  /** For each byte of a word, the probability of the masks whose bits are set in it. */
  private readonly bytes = Array.from({ length: 4 }, () => new Float64Array(256));
  /** Probability of the elements that are the same in all masks of the word. */
  outside = 1;

  constructor(private readonly rates: Float64Array) {
    const inside = Math.min(rates.length, INSIDE);
    this.bytes.forEach((sums, byte) => {
      for (let word = 1; word < sums.length; word++) {
        const bit = 31 - Math.clz32(word & -word);
        const mask = 8 * byte + bit;
        sums[word] = sums[word & (word - 1)] + (mask < 2 ** inside ? this.of(mask, 0, inside) : 0);
      }
    });
  }

  /** Probability of what a mask does with elements from .. to - 1. */
  private of(mask: number, from: number, to: number): number {
    let weight = 1;
    for (let element = from; element < to; element++) {
      const rate = this.rates[element];
      weight *= (mask >>> (element - from)) & 1 ? rate : 1 - rate;
    }
    return weight;
  }

  /** Goes to the word of masks that remove these of the elements that differ between words. */
  goTo(removed: number): void {
    this.outside = this.of(removed, INSIDE, this.rates.length);
  }

  /** Probability of the masks whose bits are set. */
  sum(word: number): number {
    const [a, b, c, d] = this.bytes;
    const inside =
      a[word & 255] + b[(word >>> 8) & 255] + (c[(word >>> 16) & 255] + d[word >>> 24]);
    return this.outside * inside;
  }
}

/** Sums by layer. */
interface Sums {
  readonly reach: Float64Array;
  readonly live: Float64Array;
  readonly trainable: Float64Array;
  readonly cut: Float64Array;
}

function noSums(layers: number): Sums {
  return {
    reach: new Float64Array(layers),
    live: new Float64Array(layers),
    trainable: new Float64Array(layers),
    cut: new Float64Array(layers + 1)
  };
}

function addTo(total: Sums, part: Sums): void {
  for (const name of ['reach', 'live', 'trainable', 'cut'] as const) {
    part[name].forEach((value, layer) => (total[name][layer] += value));
  }
}

/** Runs words of masks through one graph. */
class MaskWords {
  /** Masks that keep each element, and at the end a word of all masks, for what is never removed. */
  private readonly kept: Int32Array;
  private readonly all: number;
  private readonly edgeElement: Int32Array;
  private readonly isOutput: Uint8Array;
  private readonly open: Int32Array;
  private readonly reachable: Int32Array;
  private readonly live: Int32Array;
  private readonly reachedLayer: Int32Array;

  constructor(private readonly graph: Graph) {
    const { elements, units, layers } = graph;
    const inside = Math.min(elements, INSIDE);
    this.all = inside === INSIDE ? -1 : 2 ** (2 ** inside) - 1;
    this.kept = new Int32Array(elements + 1).fill(this.all);
    for (let element = 0; element < inside; element++) {
      this.kept[element] = KEEPS[element] & this.all;
    }
    this.edgeElement = graph.edgeElement.map(element => (element < 0 ? elements : element));
    this.isOutput = new Uint8Array(units);
    graph.outputs.forEach(unit => (this.isOutput[unit] = 1));
    [this.open, this.reachable, this.live] = [1, 2, 3].map(() => new Int32Array(units));
    this.reachedLayer = new Int32Array(layers);
  }

  /** Goes to the word of masks that remove these of the elements that differ between words. */
  goTo(removed: number): void {
    const { kept, all, graph, open } = this;
    for (let element = INSIDE; element < graph.elements; element++) {
      kept[element] = (removed >>> (element - INSIDE)) & 1 ? 0 : all;
    }
    for (let unit = 0; unit < graph.units; unit++) {
      let word = all;
      for (let at = graph.unitFirst[unit]; at < graph.unitFirst[unit + 1]; at++) {
        word &= kept[graph.unitElement[at]];
      }
      open[unit] = word;
    }
    this.find();
  }

  /** Finds the masks in which each unit is reachable, and those in which it is live, as in joinedunits.ts. */
  private find(): void {
    const { graph, open, reachable, live } = this;
    reachable.fill(0);
    live.fill(0);
    graph.inputs.forEach(unit => (reachable[unit] = open[unit]));
    this.spread(reachable, open);
    if (graph.directed) {
      this.passBack();
    } else {
      graph.outputs.forEach(unit => (live[unit] = reachable[unit]));
      this.spread(live, reachable);
    }
  }

  /** Follows edges to units in the masks that allow them, until nothing changes. */
  private spread(found: Int32Array, allowed: Int32Array): void {
    const { graph, kept, edgeElement } = this;
    const { edgeFirst, edgeTarget } = graph;
    for (let isSettled = false; !isSettled;) {
      isSettled = true;
      for (let unit = 0; unit < graph.units; unit++) {
        const word = found[unit];
        if (word === 0) {
          continue;
        }
        for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
          const target = edgeTarget[edge];
          const before = found[target];
          const after = before | (word & kept[edgeElement[edge]] & allowed[target]);
          found[target] = after;
          isSettled &&= target > unit || after === before;
        }
      }
    }
  }

  private passBack(): void {
    const { graph, kept, edgeElement, isOutput, reachable, live } = this;
    const { edgeFirst, edgeTarget } = graph;
    for (let unit = graph.units - 1; unit >= 0; unit--) {
      let word = isOutput[unit] === 1 ? this.all : 0;
      for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
        word |= live[edgeTarget[edge]] & kept[edgeElement[edge]];
      }
      live[unit] = word & reachable[unit];
    }
  }

  /** Adds the masks of this word to sums, each with its probability. */
  addTo({ reach, live: alive, trainable, cut }: Sums, weights: WordWeights): void {
    const { graph, kept, edgeElement, reachable, live, reachedLayer, isOutput } = this;
    const { edgeFirst, edgeTarget, layer, directed } = graph;
    reachedLayer.fill(0);
    let closed = this.all;
    for (let unit = 0; unit < graph.units; unit++) {
      const word = reachable[unit];
      if (word === 0) {
        continue;
      }
      if (isOutput[unit] === 1) {
        closed &= ~word;
      }
      if (layer[unit] >= 0) {
        reach[layer[unit]] += weights.sum(word);
        alive[layer[unit]] += weights.sum(live[unit]);
        reachedLayer[layer[unit]] |= word;
      }
      for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
        const target = edgeTarget[edge];
        if (layer[target] >= 0 && (directed || unit < target)) {
          trainable[layer[target]] += weights.sum(word & live[target] & kept[edgeElement[edge]]);
        }
      }
    }
    for (let at = graph.layers - 1; at >= 0; at--) {
      cut[at + 1] += weights.sum(closed & reachedLayer[at]);
      closed &= ~reachedLayer[at];
    }
    cut[0] += weights.sum(closed);
  }
}

function sumsOf({ graph, rates }: RemovalGraph): Sums {
  const weights = new WordWeights(Float64Array.from(graph.elementClass, at => rates[at]));
  const words = new MaskWords(graph);
  const total = noSums(graph.layers);
  const count = 2 ** Math.max(0, graph.elements - INSIDE);
  for (let block = 0; block < count; block += BLOCK) {
    const sums = noSums(graph.layers);
    for (let removed = block; removed < Math.min(block + BLOCK, count); removed++) {
      weights.goTo(removed);
      if (weights.outside > 0) {
        words.goTo(removed);
        words.addTo(sums, weights);
      }
    }
    addTo(total, sums);
  }
  return total;
}

/**
 * Exact profile of a graph.
 *
 * @param removal at most MOST_ENUMERATED elements, of any classes, shared or not; rates in 0 .. 1
 * @returns reach, live and cut of layer 0 .. layers - 1 (cut also behind the last, where some masks end there), trainable
 *   of layer 1 .. layers - 1; relative error below 1e-12 on each. In undirected graphs live is joined to inputs and
 *   outputs, which is more than being on a path
 * @throws RangeError for more elements or another rate
 */
export function weighedProfile(removal: RemovalGraph): Profile {
  const { graph, rates } = removal;
  const wrong = rates.findIndex(rate => !(rate >= 0 && rate <= 1));
  if (graph.elements > MOST_ENUMERATED || wrong >= 0) {
    const found =
      wrong >= 0
        ? `removal probability ${rates[wrong]} of class ${wrong}; allowed: 0 .. 1`
        : `${graph.elements} removable elements; allowed: up to ${MOST_ENUMERATED}; sample the graph`;
    throw new RangeError(`weighedProfile: found ${found}`);
  }
  const { reach, live, trainable, cut } = sumsOf(removal);
  const [units, edges] = [unitsByLayer(graph), edgesByLayer(graph)].map(sizes =>
    sizes.map(size => Math.max(1, size))
  );
  // Where all masks have all of a layer, sums of their probabilities may be above it by rounding.
  const share = (sum: number, all: number): number => Math.min(1, sum / all);
  return {
    reach: reach.map((sum, layer) => share(sum, units[layer])),
    live: live.map((sum, layer) => share(sum, units[layer])),
    trainable: trainable.map((sum, layer) => share(sum, edges[layer])).slice(1),
    cut: cut.at(-1) === 0 ? cut.slice(0, -1) : cut
  };
}
