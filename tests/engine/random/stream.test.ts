import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const KEY = keyFromSeed('tests of streams');
const stream = (cell = 0): Stream => new Stream(KEY, cell, 0, Purpose.trials);

/** Mean of n draws minus its expectation, in standard errors. */
function score(draw: () => number, n: number, mean: number, variance: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += draw();
  }
  return (sum / n - mean) / Math.sqrt(variance / n);
}

test.each([0, 1e-9, 0.02, 0.5, 0.75, 1 - 2 ** -40, 1])('bernoulli(%d) has its rate', p => {
  const s = stream(1);
  const n = 200_000;
  const hits = Array.from({ length: n }, () => s.bernoulli(p)).filter(Boolean).length;
  expect(Math.abs(hits - n * p)).toBeLessThan(4.5 * Math.sqrt(n * p * (1 - p)) + 0.5);
});

test('a tie in the first word is settled by the second: multiples of 2^-33 are told apart', () => {
  const p = 0.5 + 2 ** -33;
  const tie = 0x80000000;
  const words = [tie, 0x7fffffff, tie, 0x80000000];
  const s = stream(2) as unknown as {
    generator: { next(): number };
    bernoulli(p: number): boolean;
  };
  s.generator.next = () => words.shift()!;
  expect([s.bernoulli(p), s.bernoulli(p)]).toEqual([true, false]);
});

test('normal numbers have the moments of the normal law', () => {
  const s = stream(3);
  const draws = Array.from({ length: 200_000 }, () => s.normal());
  const moment = (k: number): (() => number) => {
    let i = 0;
    return () => draws[i++] ** k;
  };
  expect(Math.abs(score(moment(1), draws.length, 0, 1))).toBeLessThan(4.5);
  expect(Math.abs(score(moment(2), draws.length, 1, 2))).toBeLessThan(4.5);
  expect(Math.abs(score(moment(3), draws.length, 0, 15))).toBeLessThan(4.5);
  expect(Math.abs(score(moment(4), draws.length, 3, 96))).toBeLessThan(4.5);
});

test('integers are uniform, also where n does not divide 2^32', () => {
  const s = stream(4);
  const counts = new Array<number>(7).fill(0);
  const n = 70_000;
  for (let i = 0; i < n; i++) {
    counts[s.integer(7)] += 1;
  }
  const chiSquare = counts.reduce((sum, count) => sum + (count - n / 7) ** 2 / (n / 7), 0);
  expect(chiSquare).toBeLessThan(30); // 6 degrees of freedom: 1 in 25,000
});

test('a shuffle keeps the items and reaches every order equally often', () => {
  const s = stream(5);
  const orders = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const items = [0, 1, 2, 3];
    s.shuffle(items);
    orders.set(items.join(), (orders.get(items.join()) ?? 0) + 1);
  }
  expect(orders.size).toBe(24);
  const chiSquare = [...orders.values()].reduce(
    (sum, count) => sum + (count - 1000) ** 2 / 1000,
    0
  );
  expect(chiSquare).toBeLessThan(55); // 23 degrees of freedom: 1 in 5,000
});

test('a cell or block outside 32 bits is refused, not wrapped', () => {
  expect(() => new Stream(KEY, 2 ** 32, 0, Purpose.trials)).toThrow(/cell is 4294967296/);
  expect(() => new Stream(KEY, 0, -1, Purpose.trials)).toThrow(/block is -1/);
});

test('streams of different keys, cells, blocks and purposes share no words and no correlation', () => {
  const length = 20_000;
  const draw = (stream: Stream): number[] => Array.from({ length }, () => stream.uniform());
  const streams = [
    new Stream(KEY, 0, 0, Purpose.trials),
    new Stream(KEY, 1, 0, Purpose.trials),
    new Stream(KEY, 0, 1, Purpose.trials),
    new Stream(KEY, 0, 0, Purpose.masks),
    new Stream(keyFromSeed('another'), 0, 0, Purpose.trials)
  ].map(draw);
  expect(new Set(streams.flat()).size).toBe(streams.length * length);
  for (let a = 0; a < streams.length; a++) {
    const mean = streams[a].reduce((sum, x) => sum + x, 0) / length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / length));
    for (let b = 0; b < a; b++) {
      const product = streams[a].reduce((sum, x, i) => sum + (x - 0.5) * (streams[b][i] - 0.5), 0);
      expect(Math.abs(product / length)).toBeLessThan((4.5 * (1 / 12)) / Math.sqrt(length));
    }
  }
});
