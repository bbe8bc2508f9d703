import { gapTable } from '../../../src/engine/kernels/gaps';
import { LAZY_BLOCK, lazyOpen } from '../../../src/engine/kernels/lazygeometric';
import { kernels } from '../../../src/engine/kernels/module';
import { testSearch } from './searches';

testSearch(lazyOpen, LAZY_BLOCK);

test.each([1e-12, 0.1, 0.5, 0.872, 0.9653, 0.9999, 1 - 2 ** -53])(
  'the table of rate %d holds the geometric law',
  rate => {
    const { bits, words } = gapTable(rate);
    const size = 2 ** bits;
    const held = new Map<number, number>();
    const add = (outcome: number, share: number): void => {
      held.set(outcome, (held.get(outcome) ?? 0) + share);
    };
    for (let j = 0; j < size; j++) {
      const below = words[2 * j] / 2 ** 32 - j / size + words[2 * size + j] / 2 ** 64;
      add(words[2 * j + 1] & 0xffff, below);
      add(words[2 * j + 1] >>> 16, 1 / size - below);
    }
    for (let gap = 0; gap < size - 1; gap++) {
      expect(held.get(2 * gap + 1) ?? 0).toBeCloseTo(rate ** gap * (1 - rate), 14);
    }
    expect(held.get(2 * (size - 1)) ?? 0).toBeCloseTo(rate ** (size - 1), 13);
    expect([...held.values()].reduce((sum, share) => sum + share)).toBeCloseTo(1, 14);
    expect(rate ** (size - 1) < 1 / 64 || bits === 8).toBe(true);
  }
);

// Two units and edges between them, with words, thresholds and a table of our own; see the kernel for the layout.
test('a word that ties with a threshold leaves the choice to the next', () => {
  const engine = kernels()!;
  engine.clear();
  const job = engine.place(36);
  const words = engine.place(16 * 64);
  const stack = engine.place(24);
  const inputs = engine.place(4);
  const kind = engine.place(20);
  const table = engine.place(24);
  const units = engine.place(48);
  const elements = engine.place(4);
  const targets = engine.place(12);
  const segments = engine.place(16);
  // Two entries: below 0x40000000 the first of five edges is open, above it three are closed and an open one follows; where
  // it is met the first from 7 up is the latter.
  engine.words(table, 6).set([0x40000000, 1 + 0x70000, 0xc0000000, 1 + 0x70000, 7, 9]);
  const openWith = (edges: number, ...drawn: number[]): number => {
    engine.words(words, drawn.length).set(drawn);
    engine.words(kind, 5).set([0x80000000, 5, 0, 31, table]);
    engine.words(inputs, 1)[0] = units;
    engine.words(targets, 3).fill(units + 16);
    engine.words(elements, 1)[0] = kind;
    engine.words(segments, 4).set([kind, targets, 0, targets + 4 * edges]);
    engine
      .words(units, 12)
      .set([
        0,
        segments,
        elements,
        0,
        0,
        segments + 8,
        elements,
        1,
        0,
        segments + 8,
        elements + 4,
        0
      ]);
    const end = words + 16 * 64;
    engine.words(job, 9).set([0, words, words, end, stack, inputs, inputs + 4, 0, 0]);
    const open = engine.functions.lazySearch(job, 1);
    expect(engine.words(job, 2)[1]).toBe(words + 4 * drawn.length);
    return open;
  };
  // The gap: with one edge, an open one at once or none.
  expect(openWith(1, 0x3fffffff, 0x80000001)).toBe(1);
  expect(openWith(1, 0x40000001)).toBe(0);
  expect(openWith(1, 0x40000000, 6, 0x80000001)).toBe(1);
  expect(openWith(1, 0x40000000, 7)).toBe(0);
  expect(openWith(1, 0xc0000000, 8, 0x80000001)).toBe(1);
  expect(openWith(1, 0xc0000000, 9)).toBe(0);
  // The output's own element.
  expect(openWith(1, 0, 0x80000000, 5)).toBe(1);
  expect(openWith(1, 0, 0x80000000, 4)).toBe(0);
  expect(openWith(1, 0, 0x7fffffff)).toBe(0);
  // Three closed edges fill the range exactly.
  expect(openWith(3, 0x40000001)).toBe(0);
});
