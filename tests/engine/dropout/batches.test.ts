import type { Architecture } from '../../../src/engine/dropout/architecture';
import { Batches } from '../../../src/engine/dropout/batches';
import { copiedRows } from '../../../src/engine/dropout/batchrows';
import { rowsToHold } from '../../../src/engine/dropout/heldrows';
import { Machine } from '../../../src/engine/dropout/machine';
import type { RowRoom } from '../../../src/engine/dropout/rowcopier';
import { compiledTraining, type TrainingKernel } from '../../../src/engine/kernels/trainingkernel';
import { plainTraining } from '../../../src/engine/kernels/trainingplain';
import { Purpose } from '../../../src/engine/random/stream';
import { streamOf } from './machines';

const ROWS = 10;

/** Row r has inputs (r, -r), class r and targets (2 r, 3 r, 4 r). */
const EXAMPLES = {
  x: Float32Array.from({ length: 2 * ROWS }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2)),
  y: Int32Array.from({ length: ROWS }, (_, row) => row),
  targets: Float32Array.from({ length: 3 * ROWS }, (_, i) => ((i % 3) + 2) * Math.floor(i / 3))
};

const CLASSES = { ...EXAMPLES, targets: null };

interface Taken {
  readonly batches: Batches;
  readonly room: RowRoom;
}

/** Rows of inputs are longer than they need to be, as in a machine. */
function roomFor(rows: number): RowRoom {
  return {
    input: new Float32Array(4 * rows).fill(NaN),
    inputRow: 4,
    labels: new Uint32Array(rows),
    targets: new Float32Array(3 * rows)
  };
}

const streamFor = (replicate: number) => streamOf('batches', Purpose.batches, replicate);

/** Batches that are copied by hand. */
function copied(replicate: number, batch: number): Taken {
  const room = roomFor(batch);
  return { batches: new Batches(copiedRows(EXAMPLES, 2, room), streamFor(replicate)), room };
}

/** Batches that a kernel takes from its memory. */
function held(replicate: number, batch: number, kernel: TrainingKernel, isRegression = true) {
  const architecture: Architecture = {
    widths: [2, 3],
    bias: [false],
    activation: 'linear',
    skips: [-1]
  };
  const examples = isRegression ? EXAMPLES : CLASSES;
  const shape = { layout: null, masks: 1, moments: 0, decays: false, hasTargets: isRegression };
  const size = { batch, rows: batch, held: rowsToHold(examples) };
  const room = new Machine({ architecture, loss: 'mse', ...size, ...shape }, kernel);
  expect(size.held).toBe(ROWS);
  return { batches: new Batches(room.rowsOf(examples), streamFor(replicate)), room };
}

const WAYS: [string, typeof copied][] = [
  ['by hand', copied],
  ['by the compiled kernels', (...of) => held(...of, compiledTraining()!)],
  ['by their plain twin', (...of) => held(...of, plainTraining())]
];

function rowsDrawn({ batches, room }: Taken, batch: number, count: number): number[] {
  const rows: number[] = [];
  for (let b = 0; b < count; b++) {
    batches.next(batch);
    room.labels.forEach((label, row) => {
      const at = 4 * row;
      expect([...room.input.subarray(at, at + 2)]).toEqual([label, -label]);
      expect([...room.targets.subarray(3 * row, 3 * row + 3)]).toEqual([
        2 * label,
        3 * label,
        4 * label
      ]);
      rows.push(label);
    });
  }
  return rows;
}

describe.each(WAYS)('%s', (_, taken) => {
  test.each([
    [1, 30],
    [4, 10],
    [10, 4]
  ])('batches of %d pass through all rows before any comes again', (batch, count) => {
    const rows = rowsDrawn(taken(0, batch), batch, count);
    expect(rows).toEqual(rowsDrawn(copied(0, batch), batch, count));
    for (let from = 0; from + ROWS <= rows.length; from += ROWS) {
      const epoch = rows.slice(from, from + ROWS);
      expect([...epoch].sort((a, b) => a - b)).toEqual([...EXAMPLES.y]);
    }
  });

  test('passes are in different orders, and so are replicates', () => {
    const rows = rowsDrawn(taken(0, 10), 10, 2);
    expect(rows.slice(0, ROWS)).not.toEqual(rows.slice(ROWS));
    expect(rowsDrawn(taken(1, 10), 10, 1)).not.toEqual(rows.slice(0, ROWS));
    expect(rowsDrawn(taken(0, 10), 10, 2)).toEqual(rows);
  });

  test('rows that are passed over are those that would have come', () => {
    const all = rowsDrawn(taken(0, 3), 3, 9);
    const own = taken(0, 3);
    own.batches.skip(3);
    expect(rowsDrawn(own, 3, 2)).toEqual(all.slice(3, 9));
    own.batches.skip(12);
    expect(rowsDrawn(own, 3, 2)).toEqual(all.slice(21));
  });
});

test('rows that are copied by hand leave what stands between them', () => {
  const { batches, room } = copied(0, 4);
  batches.next(4);
  for (let row = 0; row < 4; row++) {
    expect([...room.input.subarray(4 * row + 2, 4 * row + 4)]).toEqual([NaN, NaN]);
  }
});

test('classes have no targets', () => {
  const room = { ...roomFor(ROWS), targets: new Float32Array(0) };
  new Batches(copiedRows(CLASSES, 2, room), streamFor(0)).next(ROWS);
  expect([...room.labels].sort((a, b) => a - b)).toEqual([...EXAMPLES.y]);
  for (const kernel of [compiledTraining()!, plainTraining()]) {
    const own = held(0, ROWS, kernel, false);
    own.batches.next(ROWS);
    expect(own.room.labels).toEqual(room.labels);
  }
});

test('a large training set is not held', () => {
  const x = new Float32Array(2 ** 18);
  expect(rowsToHold({ x, y: new Int32Array(2 ** 14), targets: null })).toBe(0);
});
