import { Batches } from '../../../src/engine/dropout/batches';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const ROWS = 10;

/** Row r has inputs (r, -r) and class r. */
const EXAMPLES = {
  x: Float32Array.from({ length: 2 * ROWS }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2)),
  y: Int32Array.from({ length: ROWS }, (_, row) => row)
};

function batchesOf(replicate: number): Batches {
  const stream = new Stream(keyFromSeed('batches'), 0, replicate, Purpose.batches);
  return new Batches(EXAMPLES, 2, stream);
}

function rowsDrawn(batches: Batches, batch: number, count: number): number[] {
  const x = new Float32Array(2 * batch);
  const labels = new Int32Array(batch);
  const rows: number[] = [];
  for (let b = 0; b < count; b++) {
    batches.next(x, labels);
    labels.forEach((label, row) => {
      expect([x[2 * row], -x[2 * row + 1]]).toEqual([label, label]);
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
