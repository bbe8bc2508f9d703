// A result that is larger than a notebook or an answer should hold, as an excerpt of itself: a smaller result, with the
// digest of the whole one. What is large yields and what is small stays whole; rows go by whole cells of the grid, and those
// that stay are a grid again, evenly spaced, so that figure and tables are made of an excerpt as of any result.

import { type Axis, groups, inputs } from './figure/axis';
import { subgrid } from './figure/subgrid';
import { thin } from './figure/thin';
import { SECTIONS, type Result, type Section, type Value } from './result';
import { LARGEST_PAYLOAD, LEAST_FOR_NUMBERS } from './sectionlimits';
import { atOnce, type Steps } from './steps';
import { tablesOf } from './tables';

type Lists = Readonly<Record<string, readonly Value[]>>;

/** Characters of a wall time and its comma, the longest: they differ from run to run, and what is chosen must not. */
const LONGEST_NUMBER = 25;
/** Characters of names, digest and version. */
const AROUND = 2000;
/** Cells that stay however large they are. */
const FEWEST_CELLS = 2;
/** Part of the budget that is aimed at: rows differ in length. */
const AIM = 0.95;
/** Values of a list that are measured at a step. */
const VALUES_OF_A_STEP = 10_000;

function length(value: unknown): number {
  return value === undefined ? 0 : JSON.stringify(value).length;
}

/** Characters of lists, some values at a time: together they may be more than fits into one text. */
function* lengthOf(lists: Lists | undefined): Steps<number> {
  let sum = 0;
  for (const list of Object.values(lists ?? {})) {
    for (let from = 0; from < list.length; from += VALUES_OF_A_STEP) {
      // With one of its brackets, or with the comma before it.
      sum += length(list.slice(from, from + VALUES_OF_A_STEP)) - 1;
      yield;
    }
    sum += list.length > 0 ? 1 : length(list);
  }
  return sum;
}

function sectionOf(result: Result, name: Section): Lists | undefined {
  return result[name] as Lists | undefined;
}

/** What of a result is never cut by itself. */
function lengthOfRest({ study, notes, masks, weight_updates: weights }: Result): number {
  return AROUND + length(study) + length(notes) + length(masks) + length(weights);
}

function* lengthOfRows({ columns, timing, rows }: Result): Steps<number> {
  return (yield* lengthOf(columns)) + (timing === undefined ? 0 : rows * LONGEST_NUMBER);
}

/** Characters of the parts of a result as JSON, or a few more. */
interface Lengths {
  readonly rest: number;
  readonly rows: number;
  /** In the order of SECTIONS. */
  readonly sections: readonly number[];
  readonly whole: number;
}

function* lengthsOf(result: Result): Steps<Lengths> {
  const [rest, rows] = [lengthOfRest(result), yield* lengthOfRows(result)];
  const sections: number[] = [];
  for (const name of SECTIONS) sections.push(yield* lengthOf(sectionOf(result, name)));
  return { rest, rows, sections, whole: sections.reduce((sum, own) => sum + own, rest + rows) };
}

/** What each of several may have of some room, so that none has less than it needs while another has more than that. */
function fairLevel(lengths: readonly number[], room: number): number {
  const ascending = lengths.toSorted((a, b) => a - b);
  let left = room;
  for (const [i, own] of ascending.entries()) {
    const fair = left / (ascending.length - i);
    if (own > fair) return fair;
    left -= own;
  }
  return Infinity;
}

function picked<T>(list: readonly T[], places: readonly number[]): T[] {
  return places.map(place => list[place]);
}

function pickedLists(lists: Lists, places: readonly number[]): Lists {
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [name, picked(list, places)])
  );
}

/** Chooses among the rows of a result. */
class Chooser {
  private readonly axes: readonly Axis[];
  private readonly replicates: readonly Value[] | undefined;

  constructor(result: Result) {
    // Replicates belong to the cell of which they are: means are those of the whole result.
    this.axes = inputs(result).filter(({ name }) => name !== 'replicate');
    this.replicates = result.columns['replicate'];
  }

  /**
   * About a share of the rows, ascending: those of cells that are a grid themselves; of the fewest cells the first
   * replicates.
   */
  *rows(all: readonly number[], share: number): Steps<readonly number[]> {
    if (share >= 1) return all;
    const cells = groups(all, this.axes);
    yield;
    const fewer = subgrid(cells, Math.max(FEWEST_CELLS, Math.floor(cells.length * share)));
    yield;
    const chosen = fewer.flatMap(({ rows }) => rows).sort((a, b) => a - b);
    const { replicates } = this;
    const most = all.length * share;
    if (replicates === undefined || chosen.length <= most || fewer.length > FEWEST_CELLS) {
      return chosen;
    }
    const count = new Set(picked(replicates, chosen)).size;
    const last = Math.max(1, Math.floor((count * most) / chosen.length));
    return chosen.filter(row => Number(replicates[row]) <= last);
  }
}

/** The entries of a section that belong to some rows, which are numbered anew; of those, about what some room holds. */
function* cutSection(
  section: Lists,
  level: number,
  chooser: Chooser,
  placeOf: ReadonlyMap<number, number>
): Steps<Lists> {
  const row = section['row'] as readonly number[];
  const own = [...row.keys()].filter(entry => placeOf.has(row[entry]));
  yield;
  const followed = yield* lengthOf(own.length < row.length ? pickedLists(section, own) : section);
  const share = Math.min(1, level / followed);
  const rows = new Set(yield* chooser.rows([...new Set(picked(row, own))], share));
  yield;
  const kept = own.filter(entry => rows.has(row[entry]));
  yield;
  const most = Math.floor((own.length * level) / followed);
  const chosen = pickedLists(section, kept.length > most ? thinned(section, kept, most) : kept);
  return { ...chosen, row: chosen['row'].map(place => placeOf.get(place as number)!) };
}

/** Fewer entries of profiles that are long by themselves, each evenly spaced; of other sections, which are never so, all. */
function thinned(section: Lists, entries: readonly number[], most: number): readonly number[] {
  const { row, measure } = section;
  if (measure === undefined) return entries;
  const profiles = new Map<string, number[]>();
  for (const entry of entries) {
    const name = `${row[entry]} ${measure[entry]}`;
    const profile = profiles.get(name);
    if (profile) profile.push(entry);
    else profiles.set(name, [entry]);
  }
  const each = Math.max(2, Math.floor(most / profiles.size));
  return [...profiles.values()].flatMap(profile => thin(profile, each)).sort((a, b) => a - b);
}

/** An excerpt that takes about some room, however much it is. */
function* cut(result: Result, lengths: Lengths, room: number): Steps<Result> {
  const left = Math.max(room - lengths.rest, LEAST_FOR_NUMBERS);
  const level = fairLevel([lengths.rows, ...lengths.sections], left);
  const chooser = new Chooser(result);
  yield;
  const rows = yield* chooser.rows([...Array(result.rows).keys()], level / lengths.rows);
  yield;
  const placeOf = new Map(rows.map((row, place) => [row, place]));
  const follow = <T extends { readonly row: number }>(entries: readonly T[]): T[] =>
    entries
      .filter(({ row }) => placeOf.has(row))
      .map(entry => ({ ...entry, row: placeOf.get(entry.row)! }));
  const sections: Record<string, Lists> = {};
  for (const name of SECTIONS) {
    const section = sectionOf(result, name);
    if (section !== undefined) {
      sections[name] = yield* cutSection(section, level, chooser, placeOf);
    }
  }
  const { timing, weight_updates: weights, masks } = result;
  return {
    ...result,
    rows: rows.length,
    columns: pickedLists(result.columns, rows),
    ...sections,
    ...(timing && { timing: { seconds: picked(timing.seconds, rows) } }),
    ...(weights && { weight_updates: follow(weights) }),
    ...(masks && { masks: follow(masks) })
  };
}

/** An excerpt with what it leaves out of the tables of the whole result, which is itself where that is nothing. */
function counted(part: Result, whole: Result): Result {
  const plain = { __: (title: string) => title };
  const rows = new Map(tablesOf(part, plain).map(table => [table.part, table.rows]));
  const missing = tablesOf(whole, plain).filter(table => (rows.get(table.part) ?? 0) < table.whole);
  const rowsOf = missing.map(table => [table.part, table.whole] as const);
  return missing.length === 0 ? whole : { ...part, excerpt: Object.fromEntries(rowsOf) };
}

/**
 * The result itself where it fits into LARGEST_PAYLOAD characters, else an excerpt that does. The study stays whole; where
 * it leaves less than LEAST_FOR_NUMBERS characters, an excerpt takes that much more. The same result gives the same excerpt.
 *
 * @param result a result whose columns are complete and of equal length
 */
export function* excerptSteps(result: Result): Steps<Result> {
  const lengths = yield* lengthsOf(result);
  if (lengths.whole <= LARGEST_PAYLOAD) return result;
  const least = lengths.rest + LEAST_FOR_NUMBERS;
  const most = Math.max(LARGEST_PAYLOAD, least);
  for (let room = most * AIM; ; room *= AIM) {
    const part = yield* cut(result, lengths, room);
    const { whole } = yield* lengthsOf(part);
    if (whole > most && room >= least) continue;
    yield;
    return counted(part, result);
  }
}

/** The excerpt at once, see excerptSteps. */
export function excerpt(result: Result): Result {
  return atOnce(excerptSteps(result));
}
