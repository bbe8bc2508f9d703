// The teacher's data: Gaussian inputs, labelled by a plane through the origin.

import { teacherDataset } from '../../../../src/engine/dropout/data/teacher';
import { keyFromSeed } from '../../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../../src/engine/random/stream';

function streamOf(replicate: number): Stream {
  return new Stream(keyFromSeed('teacher'), 0, replicate, Purpose.data);
}

test('4000 training and 1000 test rows, all labelled by the same plane', () => {
  const { train, test: held, ...about } = teacherDataset(5, streamOf(0));
  expect(about).toEqual({ name: 'teacher', inputs: 5, classes: 2 });
  // The plane is what the stream draws first.
  const stream = streamOf(0);
  const plane = Array.from({ length: 5 }, () => stream.normal());
  for (const [{ x, y }, rows] of [
    [train, 4000],
    [held!, 1000]
  ] as const) {
    expect([x.length, y.length]).toEqual([5 * rows, rows]);
    const sides = Array.from(y, (_, row) =>
      plane.reduce((sum, w, i) => sum + w * x[5 * row + i], 0)
    );
    expect([...y]).toEqual(sides.map(side => (side > 0 ? 1 : 0)));
    const ones = y.reduce((sum, label) => sum + label, 0);
    expect(Math.abs(ones - rows / 2)).toBeLessThan(4.5 * Math.sqrt(rows / 4));
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const square = x.reduce((sum, value) => sum + value * value, 0) / x.length;
    expect(Math.abs(mean)).toBeLessThan(4.5 / Math.sqrt(x.length));
    expect(Math.abs(square - 1)).toBeLessThan(4.5 * Math.sqrt(2 / x.length));
  }
  expect(held!.x.slice(0, 50)).not.toEqual(train.x.slice(0, 50));
});

test('another replicate has another plane', () => {
  const [one, other] = [0, 1].map(replicate => teacherDataset(5, streamOf(replicate)));
  expect(other.train.y).not.toEqual(one.train.y);
});
