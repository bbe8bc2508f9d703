// Excerpts of large results: what stays, what is said of the rest, and that nothing in them is invented.

import { excerpt, excerptSteps } from '../../src/study/excerpt';
import { excerptNotes } from '../../src/study/excerptwords';
import { described } from '../../src/study/figure';
import { markup } from '../../src/study/markup';
import { parseResult } from '../../src/study/payload';
import { picture } from '../../src/study/picture';
import { xml } from '../../src/study/picture/svg';
import type { Result } from '../../src/study/result';
import { LARGEST_PAYLOAD, LEAST_FOR_NUMBERS } from '../../src/study/sectionlimits';
import { summary } from '../../src/study/summary';
import { tablesOf } from '../../src/study/tables';
import { verify } from '../../src/study/verify';
import { profilesOf } from './figure.measured';
import { percolation, steps } from './figure.samples';
import { ONE_CELL, PLANE, training } from './training.samples';

const plain = { __: (title: string) => title };

/** A large grid, and its excerpt. */
const whole = percolation({
  depths: Array.from({ length: 20 }, (_, i) => i + 1),
  ps: steps(0, 1, 2001)
});
const part = excerpt(whole);

function length(result: Result): number {
  return JSON.stringify(result).length;
}

/** A training result as often as wanted, as if it had so many more replicates. */
function repeated(result: Result, times: number): Result {
  const replicates = Math.max(...result.columns['replicate'].map(Number));
  const again = <T>(list: readonly T[], of: (value: T, time: number) => T): T[] =>
    Array.from({ length: times }, (_, time) => list.map(value => of(value, time))).flat();
  const columns = Object.entries(result.columns).map(([name, list]) => [
    name,
    again(list, (value, time) => (name === 'replicate' ? Number(value) + time * replicates : value))
  ]);
  return {
    ...result,
    rows: result.rows * times,
    columns: Object.fromEntries(columns),
    timing: { seconds: again(result.timing!.seconds, value => value) }
  };
}

/** Every row of every table is, with its cell, a row of the same table of the whole result. */
function expectOnlyRowsOf(result: Result, all: Result): void {
  const tables = new Map(tablesOf(all, plain).map(table => [table.part, table]));
  for (const table of tablesOf(result, plain)) {
    const { rows, cells } = tables.get(table.part)!;
    const known = new Set(Array.from({ length: rows }, (_, row) => JSON.stringify(cells(row))));
    const own = Array.from({ length: table.rows }, (_, row) => JSON.stringify(table.cells(row)));
    expect(own.filter(row => !known.has(row))).toEqual([]);
    expect(table.whole).toBe(rows);
  }
}

test('it is made in steps of a moment each', () => {
  const steps = excerptSteps(whole);
  let count = 1;
  while (steps.next().done !== true) count++;
  const columns = Object.keys(whole.columns).length;
  expect(count).toBeGreaterThan((columns * whole.rows) / 10_000);
});

test('a result within the budget is itself', () => {
  const small = percolation({ depths: [4, 8], ps: steps(0, 1, 2001) });
  expect(length(small)).toBeLessThan(LARGEST_PAYLOAD);
  expect(excerpt(small)).toBe(small);
});

test('a large grid is a smaller one, evenly spaced, with the digest of the large one', () => {
  expect(length(whole)).toBeGreaterThan(LARGEST_PAYLOAD);
  expect(length(part)).toBeLessThan(LARGEST_PAYLOAD);
  expect(length(part)).toBeGreaterThan(LARGEST_PAYLOAD * 0.8);
  expect(part.digest).toBe(whole.digest);
  expect(part.study).toBe(whole.study);
  expect(part.excerpt).toEqual({ columns: 40020 });
  const [ps, depths] = ['p', 'depth'].map(name => new Set(part.columns[name]));
  expect(ps.size * depths.size).toBe(part.rows);
  expect([Math.min(...(ps as Set<number>)), Math.max(...(ps as Set<number>))]).toEqual([0, 1]);
  const gaps = [...(ps as Set<number>)].slice(1).map((p, i) => p - [...(ps as Set<number>)][i]);
  expect(Math.max(...gaps)).toBeLessThan(2.5 * Math.min(...gaps));
  expectOnlyRowsOf(part, whole);
  expect(excerpt(whole)).toEqual(part);
  expect(excerpt(part)).toBe(part);
});

test('it is a result as a page reads it, and makes figure and picture', () => {
  expect(parseResult(JSON.parse(JSON.stringify(part)))).toEqual(part);
  expect(described(part).notes.at(-1)).toBe(excerptNotes(part)[0]);
  expect(described(whole).notes.join()).not.toContain('excerpt');
  expect(picture(part)).toContain(`${part.rows} of 40020 rows`);
});

test('picture, markup and text say how much it is, and where the rest is', () => {
  const rest = 'The full table: Result.save("FILE.csv") in Python, percolab run';
  expect(excerptNotes(whole)).toEqual([]);
  expect(excerptNotes(part)[0]).toContain(`Results, ${part.rows} of 40020 rows. ${rest}`);
  const text = summary(part);
  expect(text).toContain(`percolation study, ${part.rows} of 40020 rows, percolab`);
  expect(text).toContain('... 40008 more rows');
  expect(text).toContain(rest);
  const page = markup(part);
  const summaries = [...page.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, words]) => words);
  expect(summaries).toEqual(['Results (100 of 40020 rows, 6 digits)']);
  const [caption] = /<figcaption>[^]*<\/figcaption>/.exec(page)!;
  expect(caption).toContain(xml(rest));
});

test('what is large yields, what is small stays whole', () => {
  const small = percolation({ depths: [4, 8], ps: steps(0, 1, 101) });
  const profiles = profilesOf(
    Array.from({ length: small.rows }, (_, row) => row).flatMap(row =>
      Array.from({ length: 800 }, (_, at) => [row, 'reach', at, 1 / (at + 3), 0.1, 0.9] as const)
    )
  );
  const all = { ...small, profiles };
  const shown = excerpt(all);
  expect(shown.columns).toEqual(small.columns);
  expect(shown.excerpt).toEqual({ profiles: 161600 });
  expect(length(shown)).toBeLessThan(LARGEST_PAYLOAD);
  // Those that stay are complete.
  const counts = new Map<number, number>();
  for (const row of shown.profiles!.row) counts.set(row, (counts.get(row) ?? 0) + 1);
  expect(new Set(counts.values())).toEqual(new Set([800]));
  expectOnlyRowsOf(shown, all);
  expect(described(shown).figure.data.length).toBeGreaterThan(2);
});

test('a profile that is too long by itself is thinned, its ends stay', () => {
  const one = percolation({ ps: [0.5] });
  const profiles = profilesOf(
    ['reach', 'live'].flatMap(measure =>
      Array.from({ length: 100_000 }, (_, at) => [0, measure, at, 1 / (at + 3), 0.1, 0.9] as const)
    )
  );
  const shown = excerpt({ ...one, profiles });
  expect(length(shown)).toBeLessThan(LARGEST_PAYLOAD);
  expect(length(shown)).toBeGreaterThan(LARGEST_PAYLOAD / 2);
  for (const measure of ['reach', 'live']) {
    const at = shown.profiles!.at.filter((_, i) => shown.profiles!.measure[i] === measure);
    expect([at[0], at.at(-1)]).toEqual([0, 99_999]);
  }
});

test('cells of a training study stay with all their runs, and what belongs to these goes with them', () => {
  const all = repeated(training(PLANE), 25);
  const shown = excerpt(all);
  expect(length(all)).toBeGreaterThan(LARGEST_PAYLOAD);
  expect(length(shown)).toBeLessThan(LARGEST_PAYLOAD);
  expect(shown.rows % (3 * 125)).toBe(0);
  expect(shown.timing!.seconds).toHaveLength(shown.rows);
  expect(Object.keys(shown.excerpt!)).toContain('verdicts');
  expectOnlyRowsOf(shown, all);
  expect(parseResult(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
  expect(described(shown).figure.data.length).toBeGreaterThan(2);
  // Wall times differ from run to run; what is chosen must not.
  const slower = { seconds: all.timing!.seconds.map(value => Number(value) * Math.PI) };
  expect(excerpt({ ...all, timing: slower }).columns).toEqual(shown.columns);
});

test('of a single cell with very many runs the first replicates stay', () => {
  const all = repeated(training(ONE_CELL), 1500);
  const shown = excerpt(all);
  expect(length(shown)).toBeLessThan(LARGEST_PAYLOAD);
  const replicates = new Set(shown.columns['replicate']);
  expect(Math.max(...[...replicates].map(Number))).toBe(replicates.size);
  expect(shown.rows).toBe(3 * replicates.size);
  expectOnlyRowsOf(shown, all);
});

test('a study is never cut; numbers have room beside it', () => {
  const study = { ...whole.study, network: { edges: 'x'.repeat(LARGEST_PAYLOAD) } };
  const shown = excerpt({ ...whole, study });
  expect(shown.study).toBe(study);
  const numbers = length(shown) - length({ ...whole, study, columns: {} });
  expect(numbers).toBeLessThan(LEAST_FOR_NUMBERS);
  expect(numbers).toBeGreaterThan(LEAST_FOR_NUMBERS / 2);
  const small = { ...percolation({ ps: steps(0, 1, 11) }), study };
  expect(excerpt(small)).toBe(small);
});

test('an excerpt is verified by the digest of the whole and by its own rows', async () => {
  const same = () => Promise.resolve(whole);
  expect(await verify(part, same)).toEqual({ is: 'equal' });
  const other = { ...whole, digest: `sha256:${'0'.repeat(64)}` };
  const differs = { is: 'differs', found: other.digest };
  expect(await verify(part, () => Promise.resolve(other))).toEqual(differs);
  const theta = part.columns['theta'].map((value, row) => (row === 7 ? 0.5 : value));
  const altered = { ...part, columns: { ...part.columns, theta } };
  expect(await verify(altered, same)).toEqual({ is: 'altered', found: null });
});
