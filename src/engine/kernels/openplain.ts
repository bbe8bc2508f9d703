// What masks leave open in a network of narrow layers without skips: the twin of assembly/training/open.ts.

import * as at from './trainingfields';
import { updatesRow } from './trainingmemory';
import type { TrainingNumbers } from './trainingnumbers';

/** Traces a mask, unit by unit and weight by weight; adds the weights on open paths to the set of each layer. */
function traceMask(
  numbers: TrainingNumbers,
  layers: readonly number[],
  mask: number,
  masks: number,
  marked: readonly Set<number>[]
): boolean {
  const units = (layer: number, field: number): number[] =>
    Array.from({ length: numbers.word(layer, field) }, (_, unit) => unit);
  let reached = units(layers[0], at.FAN_IN);
  const reachable = layers.map(layer => {
    const all = units(layer, at.FAN_OUT);
    reached = all.filter(
      j =>
        numbers.flag(layer, at.UNIT_FLAGS, mask, j) &&
        reached.some(i => numbers.isWeightKept(layer, mask, i, j))
    );
    numbers.words[(layer + at.REACHED) / 4] = reached.reduce((set, j) => set + 2 ** j, 0);
    numbers.doubles[(layer + at.REACH) / 8] += reached.length / all.length / masks;
    return reached;
  });
  const isOpen = reached.length > 0;
  layers.reduceRight((live, layer, l) => {
    const before = l === 0 ? units(layer, at.FAN_IN) : reachable[l - 1];
    const open = before.map(i => live.filter(j => numbers.isWeightKept(layer, mask, i, j)));
    numbers.words[(layer + at.LIVE_WEIGHTS) / 4] = open.flat().length;
    const row = updatesRow(numbers.word(layer, at.FAN_OUT));
    before.forEach((i, place) => open[place].forEach(j => marked[l].add(i * row + j)));
    return before.filter((_, place) => open[place].length > 0);
  }, reached);
  return isOpen;
}

/** The operation of the kernels. */
export function trainTrace(
  numbers: TrainingNumbers,
  job: number,
  mask: number,
  maskBytes: number,
  masks: number
): number {
  const layers = numbers.layers(job);
  const marked = layers.map(() => new Set<number>());
  layers.forEach(layer => (numbers.doubles[(layer + at.REACH) / 8] = 0));
  let open = 0;
  for (let k = 0; k < masks; k++) {
    open += traceMask(numbers, layers, mask + k * maskBytes, masks, marked) ? 1 : 0;
  }
  layers.forEach((layer, l) => {
    const updates = numbers.word(layer, at.UPDATES);
    marked[l].forEach(place => (numbers.bytes[updates + place] += updates === 0 ? 0 : 1));
  });
  return open;
}
