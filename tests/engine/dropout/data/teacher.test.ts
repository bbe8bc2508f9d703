// The teacher's data: Gaussian inputs, labelled by a plane, or by the height above it.

import { createHash } from 'node:crypto';
import { replicateData } from '../../../../src/engine/dropout/data/replicate';
import { TEACHER, teacherDataset, type Teacher } from '../../../../src/engine/dropout/data/teacher';
import { keyFromSeed } from '../../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../../src/engine/random/stream';

function streamOf(replicate: number): Stream {
  return new Stream(keyFromSeed('teacher'), 0, replicate, Purpose.data);
}

test('4000 training and 1000 test rows, all labelled by the same plane', () => {
  const { train, test: held, ...about } = teacherDataset(TEACHER, 5, 2, streamOf(0));
  expect(about).toEqual({ name: 'teacher', inputs: 5, outputs: 2, task: 'classification' });
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
  const [one, other] = [0, 1].map(replicate => teacherDataset(TEACHER, 5, 2, streamOf(replicate)));
  expect(other.train.y).not.toEqual(one.train.y);
});

// Hash of the draws of the release before the teacher had options: their defaults may change no bit.
test('without options the teacher is the one it always was', () => {
  const { train, test: held } = teacherDataset(TEACHER, 16, 2, streamOf(0));
  const hash = createHash('sha256');
  for (const { x, y } of [train, held!]) {
    hash.update(new Uint8Array(x.buffer)).update(new Uint8Array(y.buffer));
  }
  expect(hash.digest('hex')).toBe(
    '6cd823bee1d84c15577038c034c39d7f4834c53c28cb5de29cc9f233e6d42aff'
  );
  expect(teacherDataset({ ...TEACHER, balance: 0.5 }, 16, 2, streamOf(0)).train).toEqual(train);
});

/** A teacher with options, drawn as replicate 0, with the plane that it draws first. */
function drawn(options: Partial<Teacher>, inputs: number, outputs: number) {
  const data = teacherDataset({ ...TEACHER, ...options }, inputs, outputs, streamOf(0));
  const stream = streamOf(0);
  const planes = Array.from({ length: data.task === 'regression' ? outputs : 1 }, () => {
    const plane = Array.from({ length: inputs }, () => stream.normal());
    const length = Math.hypot(...plane);
    return plane.map(w => w / length);
  });
  const heights = (row: number): number[] =>
    planes.map(plane => plane.reduce((sum, w, i) => sum + w * data.train.x[row * inputs + i], 0));
  return { ...data, heights };
}

function shareOfOnes(y: Int32Array): number {
  return y.reduce((sum, label) => sum + label, 0) / y.length;
}

const deviationOf = (share: number, rows: number): number =>
  Math.sqrt((share * (1 - share)) / rows);

test.each([0.77, 0.2, 0.999, 0.001])(
  'balance %d: that share of class 1, the same plane',
  balance => {
    const { train, test: held, heights } = drawn({ balance, train: 20000, test: 5000 }, 3, 2);
    for (const { y } of [train, held!]) {
      expect(Math.abs(shareOfOnes(y) - balance)).toBeLessThan(4.5 * deviationOf(balance, y.length));
    }
    expect(Array.from(train.y, (_, row) => (heights(row)[0] > 0 ? 1 : 0))).toEqual([...train.y]);
    // Each class keeps its law: the height has the mean square of a Gaussian, whatever its sign.
    const squares = Array.from(train.y, (_, row) => heights(row)[0] ** 2);
    const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
    expect(Math.abs(mean - 1)).toBeLessThan(4.5 * Math.sqrt(2 / squares.length));
  }
);

test.each([
  [0.75, 0.7733726476231317],
  [-2, 0.02275013194817921]
])('offset %d: the plane moves, and class 1 has the share Phi(offset)', (offset, share) => {
  const { train, heights } = drawn({ offset, train: 20000 }, 4, 2);
  expect(Math.abs(shareOfOnes(train.y) - share)).toBeLessThan(4.5 * deviationOf(share, 20000));
  expect(Array.from(train.y, (_, row) => (heights(row)[0] + offset > 0 ? 1 : 0))).toEqual([
    ...train.y
  ]);
});

test('regression: a target for each output, the height above a plane of its own', () => {
  const offset = -1.5;
  const {
    train,
    test: held,
    heights,
    ...about
  } = drawn({ task: 'regression', offset, train: 3000, test: 70 }, 6, 3);
  expect(about).toEqual({ name: 'teacher', inputs: 6, outputs: 3, task: 'regression' });
  expect([train.y.length, held!.y.length]).toEqual([3000, 70]);
  expect([...train.y].every(label => label === 0)).toBe(true);
  const targets = Array.from(train.y, (_, row) => heights(row).map(height => height + offset));
  targets.flat().forEach((target, i) => expect(train.targets![i]).toBeCloseTo(target, 5));
  for (const k of [0, 1, 2]) {
    const mean = targets.reduce((sum, row) => sum + row[k], 0) / 3000;
    const square = targets.reduce((sum, row) => sum + (row[k] - offset) ** 2, 0) / 3000;
    expect(Math.abs(mean - offset)).toBeLessThan(4.5 / Math.sqrt(3000));
    expect(Math.abs(square - 1)).toBeLessThan(4.5 * Math.sqrt(2 / 3000));
  }
});

test('a replicate has the data of its teacher, as wide as the network, or its split of the data set', () => {
  const place = { key: keyFromSeed('teacher'), cell: 0, replicate: 0 };
  const { train, test: held } = teacherDataset(TEACHER, 5, 2, streamOf(0));
  expect(replicateData(TEACHER, [5, 9, 2], place)).toEqual({ train, test: held });
  const whole = { ...teacherDataset(TEACHER, 5, 2, streamOf(0)), test: null };
  const split = replicateData(whole, [5, 9, 2], place);
  expect([split.train.y.length, split.test.y.length]).toEqual([3200, 800]);
});

test('the data of a replicate are its own, whatever was drawn and kept before', () => {
  const key = keyFromSeed('kept');
  const places = Array.from({ length: 40 }, (_, i) => ({ key, cell: i % 2, replicate: i >> 1 }));
  const teachers: Teacher[] = [
    { ...TEACHER, train: 50, test: 10 },
    { ...TEACHER, train: 50, test: 10, offset: 1 }
  ];
  for (const round of [0, 1]) {
    for (const place of round === 0 ? places : [...places].reverse()) {
      for (const teacher of teachers) {
        const own = new Stream(key, place.cell, place.replicate, Purpose.data);
        const { train, test: held } = teacherDataset(teacher, 4, 2, own);
        expect(replicateData(teacher, [4, 3, 2], place)).toEqual({ train, test: held });
      }
    }
  }
});
