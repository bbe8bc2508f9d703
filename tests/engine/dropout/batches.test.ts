import { Batches } from '../../../src/engine/dropout/batches';
import type { RowRoom } from '../../../src/engine/dropout/rowcopier';
import { Purpose } from '../../../src/engine/random/stream';
import { streamOf } from './machines';

const ROWS = 10;

/** Row r has inputs (r, -r), class r and targets (2 r, 3 r, 4 r). */
const EXAMPLES = {
  x: Float32Array.from({ length: 2 * ROWS }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2)),
  y: Int32Array.from({ length: ROWS }, (_, row) => row),
  targets: Float32Array.from({ length: 3 * ROWS }, (_, i) => ((i % 3) + 2) * Math.floor(i / 3))
};

function batchesOf(replicate: number, examples = EXAMPLES as typeof EXAMPLES | typeof CLASSES) {
  return new Batches(examples, 2, streamOf('batches', Purpose.batches, replicate));
}
const CLASSES = { ...EXAMPLES, targets: null };

/** Rows of inputs are longer than they need to be, as in a machine. */
function roomFor(rows: number): RowRoom {
  return {
    input: new Float32Array(4 * rows).fill(NaN),
    inputRow: 4,
    labels: new Uint32Array(rows),
    targets: new Float32Array(3 * rows)
  };
}

function rowsDrawn(batches: Batches, batch: number, count: number): number[] {
  const room = roomFor(batch);
  const rows: number[] = [];
  for (let b = 0; b < count; b++) {
    batches.next(room, batch);
    room.labels.forEach((label, row) => {
      const at = 4 * row;
      expect([...room.input.subarray(at, at + 4)]).toEqual([label, -label, NaN, NaN]);
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

test.each([
  [1, 30],
  [4, 10],
  [10, 4]
])('batches of %d pass through all rows before any comes again', (batch, count) => {
  const rows = rowsDrawn(batchesOf(0), batch, count);
  for (let from = 0; from + ROWS <= rows.length; from += ROWS) {
    const epoch = rows.slice(from, from + ROWS);
    expect([...epoch].sort((a, b) => a - b)).toEqual([...EXAMPLES.y]);
  }
});

test('passes are in different orders, and so are replicates', () => {
  const rows = rowsDrawn(batchesOf(0), 10, 2);
  expect(rows.slice(0, ROWS)).not.toEqual(rows.slice(ROWS));
  expect(rowsDrawn(batchesOf(1), 10, 1)).not.toEqual(rows.slice(0, ROWS));
  expect(rowsDrawn(batchesOf(0), 10, 2)).toEqual(rows);
});

test('rows that are passed over are those that would have come', () => {
  const all = rowsDrawn(batchesOf(0), 3, 9);
  const batches = batchesOf(0);
  batches.skip(3);
  expect(rowsDrawn(batches, 3, 2)).toEqual(all.slice(3, 9));
  batches.skip(12);
  expect(rowsDrawn(batches, 3, 2)).toEqual(all.slice(21));
});

test('classes have no targets', () => {
  const room = { ...roomFor(ROWS), targets: new Float32Array(0) };
  batchesOf(0, CLASSES).next(room, ROWS);
  expect([...room.labels].sort((a, b) => a - b)).toEqual([...EXAMPLES.y]);
});
