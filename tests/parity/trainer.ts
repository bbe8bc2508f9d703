// Trains networks of given cases with the engine and tells everything that another library needs to do the same: initial
// weights, the masks and batches of every step, and what came of them. Reads cases as JSON, writes a line of JSON for each;
// arrays are base64 of their bytes, little-endian.

import { readFileSync } from 'node:fs';
import type { Dataset, Examples } from '../../src/engine/dropout/dataset';
import { Machine } from '../../src/engine/dropout/machine';
import { maskLayout } from '../../src/engine/dropout/mask';
import type { TrainingTask } from '../../src/engine/dropout/task';
import { evaluationFactors } from '../../src/engine/dropout/thinning';
import { train } from '../../src/engine/dropout/train';
import { keyFromSeed } from '../../src/engine/random/seed';

interface GivenExamples {
  readonly x: number[];
  readonly y: number[];
  readonly targets: number[] | null;
}

/** One run: what to train, and on which data. */
interface Case {
  readonly task: TrainingTask;
  readonly train: GivenExamples;
  readonly test: GivenExamples;
}

type Numbers = Float32Array | Uint32Array;

function base64(arrays: readonly Numbers[]): string {
  const bytes = arrays.map(array => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return Buffer.concat(bytes).toString('base64');
}

function examplesOf({ x, y, targets }: GivenExamples): Examples {
  return {
    x: Float32Array.from(x),
    y: Int32Array.from(y),
    targets: targets && Float32Array.from(targets)
  };
}

/** The first numbers of rows of a machine. */
function rowsOf(values: Float32Array, row: number, columns: number, rows: number): Float32Array[] {
  return Array.from({ length: rows }, (_, r) => values.slice(r * row, r * row + columns));
}

function weightsOf(machine: Machine, widths: readonly number[]) {
  return widths.slice(1).map((_, l) => ({
    weights: base64(Array.from({ length: widths[l] }, (_, i) => machine.weightRow(l, i))),
    biases: base64([machine.biases(l)])
  }));
}

const { gradient, loss } = Machine.prototype;

function run({ task, ...given }: Case): string {
  const { architecture, removal } = task;
  const { widths } = architecture;
  const [inputs, outputs] = [widths[0], widths.at(-1)!];
  const masks: Uint32Array[] = [];
  const x: Float32Array[] = [];
  const labels: Uint32Array[] = [];
  const targets: Float32Array[] = [];
  const losses: number[] = [];
  let initial: unknown = null;
  let final: unknown = null;
  let tested: Float32Array[] | null = null;
  Machine.prototype.gradient = function (this: Machine, rows) {
    initial ??= weightsOf(this, widths);
    masks.push(this.masks.slice());
    x.push(...rowsOf(this.input, this.inputRow, inputs, rows));
    labels.push(this.labels.slice(0, rows));
    targets.push(this.targets.slice(0, this.targets.length > 0 ? rows * outputs : 0));
    losses.push(gradient.call(this, rows));
    return losses.at(-1)!;
  };
  // The first pass behind the last step is that of the test set.
  Machine.prototype.loss = function (this: Machine, rows) {
    final ??= weightsOf(this, widths);
    tested ??= rowsOf(this.output, this.outputRow, outputs, rows);
    return loss.call(this, rows);
  };
  const data: Dataset = {
    name: 'parity',
    inputs,
    outputs,
    task: given.train.targets ? 'regression' : 'classification',
    train: examplesOf(given.train),
    test: examplesOf(given.test)
  };
  const outcome = train(task, data, keyFromSeed('parity'), 0, 0);
  return JSON.stringify({
    sections: maskLayout(architecture, removal).sections,
    initial,
    masks: base64(masks),
    x: base64(x),
    labels: base64(labels),
    targets: base64(targets),
    losses,
    final,
    tested: base64(tested!),
    off: evaluationFactors(architecture, removal, task),
    testLoss: outcome.test.loss,
    trainLoss: outcome.trainLoss
  });
}

const cases = JSON.parse(readFileSync(0, 'utf8')) as Case[];
for (const each of cases) {
  console.log(run(each));
}
