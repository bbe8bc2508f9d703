import { BIT_BLOCK, bitOpen } from '../../../src/engine/kernels/bitparallel';
import { mostByGaps, rateWords } from '../../../src/engine/kernels/bitplain';
import { kernels } from '../../../src/engine/kernels/module';
import { testSearch } from './searches';

testSearch(bitOpen, BIT_BLOCK);

test('a rate is its first 64 binary digits', () => {
  for (const rate of [0.5, 0.9653, 1 / 3, 1 - 2 ** -53, 2 ** -40, 3e-9]) {
    const [high, low] = rateWords(rate);
    expect(high * 2 ** -32 + low * 2 ** -64).toBe(Math.floor(rate * 2 ** 64) / 2 ** 64);
  }
  expect(rateWords(0.5)).toEqual([2 ** 31, 0]);
});

test('batches fill blocks', () => {
  expect(BIT_BLOCK % 128).toBe(0);
});

test('gaps are for edges of which few are open', () => {
  expect([1e-9, 0.5, 0.75, 0.9, 0.97, 1 - 2 ** -53].map(mostByGaps)).toEqual([
    4, 8, 16, 40, 128, 128
  ]);
});

// Two units and edges between them, with words and a table of our own; see the kernel for the layout.
test('gaps lead from edge to edge and trial to trial, and a word that ties leaves the choice to the next', () => {
  const engine = kernels()!;
  engine.clear();
  const job = engine.place(44);
  const words = engine.place(16 * 64);
  const kind = engine.place(24);
  const table = engine.place(24);
  const list = engine.place(8 + 128);
  const to = engine.place(16);
  const units = engine.place(3 * 48);
  const edges = engine.place(8 * 3);
  const segments = engine.place(16);
  const inputs = engine.place(4);
  // Two entries: below 0x40000000 the next edge is open, above it three are closed and an open one follows; where it is met
  // the first from 7 up is the latter. Above 0xc0000000 nothing is known behind 200 closed edges.
  engine.words(table, 6).set([0x40000000, 1 + 0x70000, 0xc0000000, 7 + 0x1900000, 7, 9]);
  const [now, later, far] = [0, 0x40000001, 0xffffffff];
  const search = (count: number, known: number, ...drawn: number[]): number[] => {
    engine.words(words, drawn.length).set(drawn);
    engine.words(kind, 6).set([0, 0, known, 31, table, 128]);
    engine.words(inputs, 1)[0] = units;
    engine.words(edges, 6).set([units + 48, 0, units + 48, 0, units + 96, 0]);
    engine.words(segments, 4).set([kind, edges, 0, edges + 8 * count]);
    const unit = (first: number, flags: number): number[] => [
      ...new Array<number>(8).fill(0),
      first,
      0,
      flags,
      0
    ];
    const end = segments + 8;
    engine.words(units, 36).set([...unit(segments, 0), ...unit(end, 1), ...unit(end, 0)]);
    const all = [units, units + 96, inputs, inputs + 4];
    const buffer = [words, words, words + 16 * 64];
    engine.words(job, 11).set([0, ...buffer, ...all, 1, 0, list]);
    engine.functions.bitSearch(job, to, 1);
    expect(engine.words(job, 2)[1]).toBe(words + 4 * drawn.length);
    return [...engine.words(to, 4), engine.words(kind, 3)[2]];
  };
  // Trials 0 and 4 of one edge, and then none; of 200 closed pairs 128 - 5 are used up.
  expect(search(1, 0, now, later, far)).toEqual([0b10001, 0, 0, 0, 2 * (200 - 123)]);
  // What is known from before comes first: 31 closed pairs and an open one, then 33 and one.
  expect(search(1, 63, 0x40000000, 6, far)).toEqual([2 ** 31, 1, 0, 0, 2 * (200 - 95)]);
  expect(search(1, 63, 0x40000000, 7, far)).toEqual([2 ** 31, 8, 0, 0, 2 * (200 - 92)]);
  expect(search(1, 63, 0xc0000000, 8, far)).toEqual([2 ** 31, 8, 0, 0, 2 * (200 - 92)]);
  expect(search(1, 63, 0xc0000000, 9)).toEqual([2 ** 31, 0, 0, 0, 2 * (200 - 96)]);
  // The last pair of the edge, and the first two of the next, which leads to the same unit.
  expect(search(2, 255, now, now, far)).toEqual([3, 0, 0, 2 ** 31, 2 * (200 - 126)]);
  // An open pair behind the last is kept.
  expect(search(1, 257)).toEqual([0, 0, 0, 0, 1]);
  expect(search(1, 261)).toEqual([0, 0, 0, 0, 5]);
});
