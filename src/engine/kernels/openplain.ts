// What a mask leaves open in a network of narrow layers without skips: the twin of assembly/training/open.ts.

import * as at from './trainingfields';
import { updatesRow } from './trainingmemory';
import type { TrainingNumbers } from './trainingnumbers';

/** The operation of the kernels; unit by unit and weight by weight. */
export function trainTrace(numbers: TrainingNumbers, job: number, mask: number): boolean {
  const layers = numbers.layers(job);
  const units = (layer: number, field: number): number[] =>
    Array.from({ length: numbers.word(layer, field) }, (_, unit) => unit);
  let reached = units(layers[0], at.FAN_IN);
  const reachable = layers.map(layer => {
    reached = units(layer, at.FAN_OUT).filter(
      j =>
        numbers.flag(layer, at.UNIT_FLAGS, mask, j) &&
        reached.some(i => numbers.isWeightKept(layer, mask, i, j))
    );
    numbers.words[(layer + at.REACHED) / 4] = reached.reduce((set, j) => set + 2 ** j, 0);
    return reached;
  });
  const isOpen = reached.length > 0;
  layers.reduceRight((live, layer, l) => {
    const before = l === 0 ? units(layer, at.FAN_IN) : reachable[l - 1];
    const open = before.map(i => live.filter(j => numbers.isWeightKept(layer, mask, i, j)));
    numbers.words[(layer + at.LIVE_WEIGHTS) / 4] = open.flat().length;
    const updates = numbers.word(layer, at.UPDATES);
    for (const [place, i] of before.entries()) {
      const row = updates + i * updatesRow(numbers.word(layer, at.FAN_OUT));
      open[place].forEach(j => (numbers.bytes[row + j] += updates === 0 ? 0 : 1));
    }
    return before.filter((_, place) => open[place].length > 0);
  }, reached);
  return isOpen;
}
