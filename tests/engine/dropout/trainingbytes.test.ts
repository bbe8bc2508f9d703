// What a run is said to take at most, against what it takes.

import fc from 'fast-check';
import { Run } from '../../../src/engine/dropout/run';
import { teacherBytes, trainingBytes } from '../../../src/engine/dropout/trainingbytes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { DESCENT, taskWith, type Changes } from './task';

/** Bytes that a run has placed. */
function placed(changes: Changes): number {
  const run = new Run(taskWith(changes), null, keyFromSeed('bytes'), 0, 0);
  return run.machine['memory'].end;
}

const teacher = { task: 'classification', balance: null, offset: 0, train: 40, test: 4 } as const;

const runs: fc.Arbitrary<Changes> = fc
  .record({
    hidden: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
    input: fc.integer({ min: 1, max: 600 }),
    model: fc.constantFrom('site', 'bond', 'mixed'),
    mask: fc.constantFrom('step', 'sample'),
    arm: fc.constantFrom('dropout', 'conditioned', 'intact'),
    name: fc.constantFrom('sgd', 'nesterov', 'adam'),
    momentum: fc.constantFrom(0, 0.9),
    bias: fc.boolean(),
    countsWeights: fc.boolean(),
    batch: fc.integer({ min: 1, max: 40 })
  })
  .map(({ hidden, input, name, momentum, ...rest }) => ({
    ...rest,
    widths: [input, ...hidden, 2],
    optimizer: { ...DESCENT, name, momentum },
    teacher
  }));

test('no run takes more than is said', () => {
  fc.assert(
    fc.property(runs, changes => {
      expect(placed(changes)).toBeLessThanOrEqual(trainingBytes(taskWith(changes)));
    }),
    { numRuns: 200 }
  );
});

test.each<Changes>([
  { model: 'site' },
  { model: 'bond', optimizer: { ...DESCENT, name: 'adam' } },
  { model: 'mixed', arm: 'intact' },
  { model: 'bond', mask: 'sample', batch: 300 }
])('wide layers take little less than is said: %j', changes => {
  const wide = { ...changes, widths: [300, 700, 700, 2], p: 0.5 };
  expect(trainingBytes(taskWith(wide)) / placed(wide)).toBeLessThan(1.2);
});

test('a teacher draws inputs and what is to be learned for every row', () => {
  const task = taskWith({ teacher, widths: [10, 3, 2] });
  expect(teacherBytes(task)).toBe(4 * 44 * 12);
  expect(teacherBytes({ ...task, teacher: null })).toBe(0);
});
