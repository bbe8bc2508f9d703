// 128 trials side by side, a bit of a vector for each: the twin is class PlainBatches of ../bitplain.ts, which says how
// it works. The generator is that of lanes.ts, step by step, since the words drawn decide whether more are needed.

// The job: words that hold numbers and addresses.
const STATE: usize = 0; // random state
const UNITS: usize = 4; // from here ..
const UNITS_END: usize = 8; // .. to here, units
const INPUTS: usize = 12; // from here ..
const INPUTS_END: usize = 16; // .. to here, addresses of units
const IS_DIRECTED: usize = 20;
const BATCH: usize = 24; // number of the last batch

// A unit, and behind the last one a unit that has only addresses.
const ARRIVED: usize = 0; // trials in which an open edge leads here
const WAITING: usize = 16; // those of them in which the search has yet to go on
const EDGES: usize = 32; // address of its first edge: pairs of the address of a unit and a kind
const ELEMENTS: usize = 36; // address of its first kind
const FLAGS: usize = 40;
const UNIT: usize = 48; // bytes

const IS_OUTPUT: u32 = 1;
const IS_JOINED: u32 = 2; // its edges are never removed and lead where those of the next unit lead

// A kind is NEVER, the address of the 64 bits of its class's rate, or the address of a shared element, marked by 1.
const NEVER: u32 = 0;

// A shared element.
const KEPT: usize = 0;
const CLASS: usize = 16;
const DRAWN: usize = 20; // batch

function rotateLeft(x: v128, k: i32): v128 {
  return v128.or(i32x4.shl(x, k), i32x4.shr_u(x, 32 - k));
}

/** Of the given trials, of which there are some, those in which an element is kept. */
function drawKept(job: usize, trials: v128, kind: usize): v128 {
  const state: usize = load<u32>(job, STATE);
  let s0 = v128.load(state);
  let s1 = v128.load(state, 16);
  let s2 = v128.load(state, 32);
  let s3 = v128.load(state, 48);
  let bits = load<i64>(kind);
  let undecided = trials;
  let removed = i64x2.splat(0);
  for (let left = 64; left !== 0; left--) {
    const bit = i64x2.splat(bits >> 63);
    bits <<= 1;
    const word = i32x4.add(rotateLeft(i32x4.add(s0, s3), 7), s0);
    const t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = rotateLeft(s3, 11);
    // A uniform number is told from the rate by the first bit in which they differ.
    const differs = v128.and(undecided, v128.xor(word, bit));
    removed = v128.or(removed, v128.and(differs, bit));
    undecided = v128.xor(undecided, differs);
    if (!v128.any_true(undecided)) break;
  }
  v128.store(state, s0);
  v128.store(state, s1, 16);
  v128.store(state, s2, 32);
  v128.store(state, s3, 48);
  return v128.andnot(trials, removed);
}

/** Of the given trials those in which a shared element is kept. */
function sharedKept(job: usize, trials: v128, shared: usize): v128 {
  const batch = load<u32>(job, BATCH);
  if (load<u32>(shared, DRAWN) !== batch) {
    store<u32>(shared, batch, DRAWN);
    v128.store(shared, drawKept(job, i64x2.splat(-1), load<u32>(shared, CLASS)), KEPT);
  }
  return v128.and(trials, v128.load(shared, KEPT));
}

/** Of the given trials those in which a unit is open. */
function through(job: usize, unit: usize, trials: v128): v128 {
  const end: usize = load<u32>(unit, UNIT + ELEMENTS);
  for (let at: usize = load<u32>(unit, ELEMENTS); at < end && v128.any_true(trials); at += 4) {
    const kind: usize = load<u32>(at);
    trials = (kind & 1) === 0 ? drawKept(job, trials, kind) : sharedKept(job, trials, kind - 1);
  }
  return trials;
}

/** Follows the edges of a unit in trials in which it is reached. */
function follow(job: usize, unit: usize, trials: v128): void {
  const isDirected = load<u32>(job, IS_DIRECTED) !== 0;
  const state: usize = load<u32>(job, STATE);
  // The loop of drawKept once more: here, so that the random state stays in registers from edge to edge.
  let s0 = v128.load(state);
  let s1 = v128.load(state, 16);
  let s2 = v128.load(state, 32);
  let s3 = v128.load(state, 48);
  const end: usize = load<u32>(unit, UNIT + EDGES);
  for (let edge: usize = load<u32>(unit, EDGES); edge < end; edge += 8) {
    const target: usize = load<u32>(edge);
    const kind: usize = load<u32>(edge, 4);
    const before = v128.load(target, ARRIVED);
    let fresh = v128.andnot(trials, before);
    if (kind !== NEVER) {
      if (!v128.any_true(fresh)) continue;
      if ((kind & 1) !== 0) {
        v128.store(state, s0);
        v128.store(state, s1, 16);
        v128.store(state, s2, 32);
        v128.store(state, s3, 48);
        fresh = sharedKept(job, fresh, kind - 1);
        s0 = v128.load(state);
        s1 = v128.load(state, 16);
        s2 = v128.load(state, 32);
        s3 = v128.load(state, 48);
      } else {
        let bits = load<i64>(kind);
        let undecided = fresh;
        let removed = i64x2.splat(0);
        for (let left = 64; left !== 0; left--) {
          const bit = i64x2.splat(bits >> 63);
          bits <<= 1;
          const word = i32x4.add(rotateLeft(i32x4.add(s0, s3), 7), s0);
          const t = i32x4.shl(s1, 9);
          s2 = v128.xor(s2, s0);
          s3 = v128.xor(s3, s1);
          s1 = v128.xor(s1, s2);
          s0 = v128.xor(s0, s3);
          s2 = v128.xor(s2, t);
          s3 = rotateLeft(s3, 11);
          const differs = v128.and(undecided, v128.xor(word, bit));
          removed = v128.or(removed, v128.and(differs, bit));
          undecided = v128.xor(undecided, differs);
          if (!v128.any_true(undecided)) break;
        }
        fresh = v128.andnot(fresh, removed);
      }
    }
    v128.store(target, v128.or(before, fresh), ARRIVED);
    if (!isDirected) v128.store(target, v128.or(v128.load(target, WAITING), fresh), WAITING);
  }
  v128.store(state, s0);
  v128.store(state, s1, 16);
  v128.store(state, s2, 32);
  v128.store(state, s3, 48);
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
