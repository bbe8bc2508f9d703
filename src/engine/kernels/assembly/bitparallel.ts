// 128 trials side by side, a bit of a vector for each: the twin is class PlainBatches of ../bitplain.ts, which says how
// it works.

import { drawGap, GAP, SHIFT, STATE, TABLE, VECTORS, WORD, WORDS, WORDS_END } from './gaps';
import { drawKept, fillWords } from './lanes';

// The job, behind the words of gaps.ts: words that hold numbers and addresses.
const UNITS: usize = 16; // from here ..
const UNITS_END: usize = 20; // .. to here, units
const INPUTS: usize = 24; // from here ..
const INPUTS_END: usize = 28; // .. to here, addresses of units
const IS_DIRECTED: usize = 32;
const BATCH: usize = 36; // number of the last batch
const LIST: usize = 40; // address of a list of trials

// A list of trials: 2^40 divided by how many they are, rounded up, and their numbers, a byte each.
const NUMBERS: usize = 8;

// A unit, and behind the last one a unit that has only addresses.
const ARRIVED: usize = 0; // trials in which an open edge leads here
const WAITING: usize = 16; // those of them in which the search has yet to go on
const SEGMENTS: usize = 32; // address of its first segment
const ELEMENTS: usize = 36; // address of its first kind
const FLAGS: usize = 40;
const UNIT: usize = 48; // bytes

const IS_OUTPUT: u32 = 1;
const IS_JOINED: u32 = 2; // its edges are never removed and lead where those of the next unit lead

// A segment: what its edges have, and the address of the first of them. Behind the last one a segment that has only an
// address. An edge: the address of its target, and that of its shared element if it has one.
const NEVER: u32 = 0;
const SHARED: u32 = 1; // else the address of a class
const EDGES: usize = 4;
const SEGMENT: usize = 8; // bytes
const ELEMENT: usize = 4;
const EDGE: usize = 8; // bytes

// A class: the 64 bits of its rate, the words of gaps.ts, and the most trials whose edges are followed by gaps.
const MOST: usize = 20;

// A shared element, whose address is marked by 1 where the address of a class may stand.
const KEPT: usize = 0;
const CLASS: usize = 16;
const DRAWN: usize = 20; // batch

/** Of the given trials, of which there are some, those in which an element is kept. */
function keptOf(job: usize, trials: v128, kind: usize): v128 {
  return drawKept(load<u32>(job, STATE), trials, load<i64>(kind));
}

/** Of the given trials those in which a shared element is kept. */
function sharedKept(job: usize, trials: v128, shared: usize): v128 {
  const batch = load<u32>(job, BATCH);
  if (load<u32>(shared, DRAWN) !== batch) {
    store<u32>(shared, batch, DRAWN);
    v128.store(shared, keptOf(job, i64x2.splat(-1), load<u32>(shared, CLASS)), KEPT);
  }
  return v128.and(trials, v128.load(shared, KEPT));
}

/** Of the given trials those in which a unit is open. */
function through(job: usize, unit: usize, trials: v128): v128 {
  const end: usize = load<u32>(unit, UNIT + ELEMENTS);
  for (let at: usize = load<u32>(unit, ELEMENTS); at < end && v128.any_true(trials); at += 4) {
    const kind: usize = load<u32>(at);
    trials = (kind & 1) === 0 ? keptOf(job, trials, kind) : sharedKept(job, trials, kind - 1);
  }
  return trials;
}

/** Marks a unit as reached through an edge that is open in some of the trials in which it was not reached before. */
function arrive(target: usize, before: v128, fresh: v128, isDirected: bool): void {
  v128.store(target, v128.or(before, fresh), ARRIVED);
  if (!isDirected) v128.store(target, v128.or(v128.load(target, WAITING), fresh), WAITING);
}

function followNever(from: usize, to: usize, trials: v128, isDirected: bool): void {
  for (let edge = from; edge < to; edge += EDGE) {
    const target: usize = load<u32>(edge);
    const before = v128.load(target, ARRIVED);
    arrive(target, before, v128.andnot(trials, before), isDirected);
  }
}

function followShared(job: usize, from: usize, to: usize, trials: v128, isDirected: bool): void {
  for (let edge = from; edge < to; edge += EDGE) {
    const target: usize = load<u32>(edge);
    const before = v128.load(target, ARRIVED);
    const fresh = v128.andnot(trials, before);
    if (!v128.any_true(fresh)) continue;
    arrive(target, before, sharedKept(job, fresh, load<u32>(edge, ELEMENT)), isDirected);
  }
}

/** Draws the edges one by one, in the trials in which their targets have not been reached. */
function followBits(
  job: usize,
  ofClass: usize,
  from: usize,
  to: usize,
  trials: v128,
  isDirected: bool
): void {
  const state: usize = load<u32>(job, STATE);
  const rate = load<i64>(ofClass);
  for (let edge = from; edge < to; edge += EDGE) {
    const target: usize = load<u32>(edge);
    const before = v128.load(target, ARRIVED);
    const fresh = v128.andnot(trials, before);
    if (!v128.any_true(fresh)) continue;
    arrive(target, before, drawKept(state, fresh, rate), isDirected);
  }
}

/**
 * Lists trials: their reciprocal as LIST has it, then their numbers in ascending order. It stands in memory because
 * compilers would divide anew for every pair.
 */
function list(at: usize, trials: v128, count: u32): void {
  store<u64>(at, (((<u64>1) << 40) + count - 1) / count);
  let to = at + NUMBERS;
  let low = i64x2.extract_lane(trials, 0);
  for (; low !== 0; low &= low - 1) store<u8>(to++, <u8>ctz(low));
  let high = i64x2.extract_lane(trials, 1);
  for (; high !== 0; high &= high - 1) store<u8>(to++, <u8>(64 + ctz(high)));
}

/**
 * Goes from one open pair of an edge and a trial to the next, edge by edge, and the trials of an edge in their order.
 */
function followGaps(
  job: usize,
  ofClass: usize,
  from: usize,
  to: usize,
  trials: u32,
  isDirected: bool
): void {
  const numbers = <usize>load<u32>(job, LIST) + NUMBERS;
  const pairs = (<u32>(to - from) / <u32>EDGE) * trials;
  // A pair divided by `trials`, rounded down: exact, since a pair is below 2^30 and there are at most 128 trials.
  const reciprocal = load<u64>(load<u32>(job, LIST));
  // As drawGap, with everything that it reads in registers.
  const shift = load<u32>(ofClass, SHIFT);
  const table: usize = load<u32>(ofClass, TABLE);
  const wordsEnd: usize = load<u32>(job, WORDS_END);
  let next: usize = load<u32>(job, WORD);
  let pair: u32 = 0;
  let gap = load<u32>(ofClass, GAP);
  if (gap === 0) {
    gap = drawGap(job, ofClass);
    next = load<u32>(job, WORD);
  }
  for (;;) {
    pair += gap >> 1;
    if (pair >= pairs) break;
    const isOpen = gap & 1;
    const edge = <u32>((<u64>pair * reciprocal) >> 40);
    const trial: u32 = load<u8>(numbers + pair - edge * trials);
    const word = <usize>load<u32>(from + <usize>edge * EDGE) + ((trial >> 5) << 2);
    const before = load<u32>(word, ARRIVED);
    const after = before | (isOpen << (trial & 31));
    store<u32>(word, after, ARRIVED);
    if (!isDirected) store<u32>(word, load<u32>(word, WAITING) | (before ^ after), WAITING);
    pair += isOpen;
    if (next === wordsEnd) {
      next = load<u32>(job, WORDS);
      fillWords(load<u32>(job, STATE), next, VECTORS);
    }
    const drawn = load<u32>(next);
    const entry = table + ((drawn >> shift) << 3);
    const threshold = load<u32>(entry);
    if (drawn === threshold) {
      store<u32>(job, <u32>next, WORD);
      gap = drawGap(job, ofClass);
      next = load<u32>(job, WORD);
    } else {
      next += 4;
      gap = (load<u32>(entry, 4) >> ((<u32>(drawn > threshold)) << 4)) & 0xffff;
    }
  }
  store<u32>(job, <u32>next, WORD);
  store<u32>(ofClass, ((pair - pairs) << 1) | (gap & 1), GAP);
}

/** Follows the edges of a unit in trials in which it is reached. */
function follow(job: usize, unit: usize, trials: v128): void {
  const isDirected = load<u32>(job, IS_DIRECTED) !== 0;
  const end: usize = load<u32>(unit, UNIT + SEGMENTS);
  let listed: u32 = 0;
  for (let segment: usize = load<u32>(unit, SEGMENTS); segment < end; segment += SEGMENT) {
    const kind: usize = load<u32>(segment);
    const from: usize = load<u32>(segment, EDGES);
    const to: usize = load<u32>(segment, SEGMENT + EDGES);
    if (kind === NEVER) {
      followNever(from, to, trials, isDirected);
      continue;
    }
    if (kind === SHARED) {
      followShared(job, from, to, trials, isDirected);
      continue;
    }
    const count = <u32>(
      (popcnt(i64x2.extract_lane(trials, 0)) + popcnt(i64x2.extract_lane(trials, 1)))
    );
    if (count > load<u32>(kind, MOST)) {
      followBits(job, kind, from, to, trials, isDirected);
    } else if (count > 0) {
      if (listed === 0) list(load<u32>(job, LIST), trials, count);
      listed = count;
      followGaps(job, kind, from, to, count, isDirected);
    }
  }
}

/** Trials with an open path: units in their order, so that all edges into a unit come before those out of it. */
function pass(job: usize): v128 {
  const all = i64x2.splat(-1);
  const end: usize = load<u32>(job, UNITS_END);
  let open = i64x2.splat(0);
  let joined = i64x2.splat(0);
  for (let unit: usize = load<u32>(job, UNITS); unit < end; unit += UNIT) {
    const arrived = v128.andnot(v128.load(unit, ARRIVED), v128.or(open, joined));
    const trials = v128.or(joined, through(job, unit, arrived));
    const flags = load<u32>(unit, FLAGS);
    if ((flags & IS_JOINED) !== 0) {
      joined = trials;
      continue;
    }
    joined = i64x2.splat(0);
    if (!v128.any_true(trials)) continue;
    if ((flags & IS_OUTPUT) !== 0) {
      open = v128.or(open, trials);
      if (i64x2.all_true(i64x2.eq(open, all))) break;
    }
    follow(job, unit, v128.andnot(trials, open));
  }
  return open;
}

/** Trials with an open path, where edges have no direction: sweeps up and down until nothing waits. */
function spread(job: usize): v128 {
  const all = i64x2.splat(-1);
  const none = i64x2.splat(0);
  const first: usize = load<u32>(job, UNITS);
  const last: usize = <usize>load<u32>(job, UNITS_END) - UNIT;
  const inputsEnd: usize = load<u32>(job, INPUTS_END);
  for (let input: usize = load<u32>(job, INPUTS); input < inputsEnd; input += 4) {
    v128.store(load<u32>(input), all, WAITING);
  }
  let open = none;
  let isSettled = false;
  for (let isUp = true; !isSettled; isUp = !isUp) {
    isSettled = true;
    const step: usize = isUp ? UNIT : 0 - UNIT;
    const end = isUp ? last + UNIT : first - UNIT;
    for (let unit = isUp ? first : last; unit !== end; unit += step) {
      const waiting = v128.andnot(v128.load(unit, WAITING), open);
      if (!v128.any_true(waiting)) continue;
      isSettled = false;
      v128.store(unit, none, WAITING);
      const trials = through(job, unit, waiting);
      if ((load<u32>(unit, FLAGS) & IS_OUTPUT) === 0) {
        follow(job, unit, trials);
        continue;
      }
      open = v128.or(open, trials);
      if (i64x2.all_true(i64x2.eq(open, all))) return open;
    }
  }
  return open;
}

/** Makes batches of 128 trials; the trials with an open path of each as a vector at `to`. */
export function bitSearch(job: usize, to: usize, batches: u32): void {
  const units: usize = load<u32>(job, UNITS);
  const unitsEnd: usize = load<u32>(job, UNITS_END);
  const inputs: usize = load<u32>(job, INPUTS);
  const inputsEnd: usize = load<u32>(job, INPUTS_END);
  const isDirected = load<u32>(job, IS_DIRECTED) !== 0;
  for (const end = to + ((<usize>batches) << 4); to < end; to += 16) {
    store<u32>(job, load<u32>(job, BATCH) + 1, BATCH);
    for (let unit = units; unit < unitsEnd; unit += UNIT) {
      v128.store(unit, i64x2.splat(0), ARRIVED);
      v128.store(unit, i64x2.splat(0), WAITING);
    }
    for (let input = inputs; input < inputsEnd; input += 4) {
      v128.store(load<u32>(input), i64x2.splat(-1), ARRIVED);
    }
    v128.store(to, isDirected ? pass(job) : spread(job));
  }
}
