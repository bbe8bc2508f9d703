import { blockOf } from '../../src/engine/percolation/run';
import { fromWidths } from '../../src/engine/network/layered';
import type { Subject } from '../../src/engine/percolation/task';
import { cutTrials, type SampledTask } from '../../src/study/measure/cut';
import { answerSize } from '../../src/study/measure/answersize';
import type { Context } from '../../src/study/measure/part';

const subject: Subject = {
  network: { is: 'layers', layers: fromWidths([8, 8, 8, 8]), sparse: null },
  model: 'bond',
  removal: { site: 0, bond: 0.8 }
};

/** Of what a cut looks at, its context has only these. */
const context = { edges: null, firstBlock: 7 } as Partial<Context> as Context;

function tasks(trials: number): SampledTask[] {
  return [
    { kind: 'trials', subject, sampler: 'count chain', trials },
    { kind: 'trials', subject, sampler: 'lazy geometric', trials },
    { kind: 'trials', subject, sampler: 'bit-parallel', trials },
    { kind: 'curve', subject, ps: [0.1, 0.2], trials },
    { kind: 'thresholds', subject, trials },
    { kind: 'splitting', subject, trials },
    { kind: 'masks', subject, trials }
  ];
}

test.each([1, 5000, 1e6, 1e9, 1e10])(
  'pieces hold all of %d trials, each with blocks of its own, and are never too many to keep',
  trials => {
    for (const task of tasks(trials)) {
      const cut = cutTrials(3, task, context);
      const pieces = [...cut];
      expect(cut.count).toBe(pieces.length);
      expect(cut.count).toBeLessThanOrEqual(4096);
      const seconds = pieces.reduce((sum, piece) => sum + piece.seconds, 0);
      expect(cut.seconds / seconds).toBeCloseTo(1, 12);
      // All pieces are counted as large as the first.
      expect(cut.numbers).toBe(pieces.length * answerSize(pieces[0].task, null));
      const sizes = pieces.map(piece => (piece.task as SampledTask).trials);
      expect(sizes.reduce((sum, size) => sum + size)).toBe(trials);
      const begins = sizes.map((_, i) => 7 + (i * sizes[0]) / blockOf(task));
      expect(pieces.map(({ block }) => block)).toEqual(begins);
      expect(new Set(sizes.slice(0, -1)).size).toBeLessThan(2);
      expect(new Set(pieces.map(({ row }) => row))).toEqual(new Set([3]));
    }
  }
);
