// Thresholds of trials on a directed graph: the twin is class PlainTrials of ../maxminplain.ts, which says how it works.

import { fillWords } from './lanes';

// The job: words that hold numbers and addresses.
const UNITS: usize = 0;
const RUN_FIRST: usize = 4; // for each unit and behind the last: address of its first run
const UNIT_FIRST: usize = 8; // for each unit and behind the last: address of its first element
const INPUTS: usize = 12; // from here ..
const INPUTS_END: usize = 16; // .. to here, unit numbers
const OUTPUTS: usize = 20;
const OUTPUTS_END: usize = 24;
const LABELS: usize = 28; // a byte for each element, then those of elements that don't exist
const VECTORS: usize = 32; // vectors of 16 labels
const SWEPT: usize = 36; // for each label whether it is swept
const FIXED: usize = 40; // from here .. triples of element and threshold words of its removal
const FIXED_END: usize = 44;
const COARSE: usize = 48; // leading byte of the widest path to each unit
const FINE: usize = 52; // 24 bits behind it, of the widest path from each unit on; see OPEN
const DRAWN: usize = 56; // for each element a trial and its 24 bits; 0 where no element is shared
const STATE: usize = 60; // random state
const POOL: usize = 64; // words that are drawn one by one
const POOL_AT: usize = 68;
const MASKS: usize = 72; // 16 bytes of ones, 16 of zeros
const TRIAL: usize = 76; // number of this trial, from 1
const LIVE: usize = 80; // bytes: whether a path leads from a critical unit to an output
const FARTHEST: usize = 84; // for each 16 units: the last unit that an edge of theirs or of units before them leads to
const FIRST_OUTPUT: usize = 88; // the least output
const LAYERS: usize = 92; // from here .. quadruples of first unit, unit behind the last, distance of the elements ..
const LAYERS_END: usize = 96; // .. of neighbours and address of the first unit's run; 0 where units are no layer
const HAS_UNIT_ELEMENTS: usize = 100;

const POOL_VECTORS: i32 = 16;

// Fine values: 0 where no path, 1 + 24 bits, or this where only open elements are on the path.
const OPEN: u32 = 1 << 25;

function next(job: usize): u32 {
  let at: usize = load<u32>(job, POOL_AT);
  const pool: usize = load<u32>(job, POOL);
  if (at === pool + 16 * POOL_VECTORS) {
    fillWords(load<u32>(job, STATE), pool, POOL_VECTORS);
    at = pool;
  }
  store<u32>(job, <u32>at + 4, POOL_AT);
  return load<u32>(at);
}

function drawLabels(job: usize): void {
  const labels: usize = load<u32>(job, LABELS);
  fillWords(load<u32>(job, STATE), labels, load<u32>(job, VECTORS));
  const end: usize = load<u32>(job, FIXED_END);
  for (let fixed: usize = load<u32>(job, FIXED); fixed < end; fixed += 12) {
    const word = next(job);
    const threshold = load<u32>(fixed, 4);
    const removed = word === threshold ? next(job) < load<u32>(fixed, 8) : word < threshold;
    store<u8>(labels + load<u32>(fixed), removed ? 0 : 255);
  }
}

/** Leading byte of the widest path through a unit's own elements as well. */
function throughUnit(job: usize, unit: u32): u32 {
  const labels: usize = load<u32>(job, LABELS);
  const coarse: usize = load<u32>(job, COARSE);
  const first: usize = <usize>load<u32>(job, UNIT_FIRST) + (unit << 2);
  let value: u32 = load<u8>(coarse + unit);
  const end: usize = load<u32>(first, 4);
  for (let at: usize = load<u32>(first); at < end; at += 4) {
    value = min<u32>(value, load<u8>(labels + load<u32>(at)));
  }
  store<u8>(coarse + unit, value);
  return value;
}

/** Follows the edges of one unit, 16 at a time. */
function followRuns(job: usize, unit: u32): void {
  const value = throughUnit(job, unit);
  if (value === 0) return;
  const labels: usize = load<u32>(job, LABELS);
  const coarse: usize = load<u32>(job, COARSE);
  const masks: usize = <usize>load<u32>(job, MASKS) + 16;
  const first: usize = <usize>load<u32>(job, RUN_FIRST) + (unit << 2);
  const values = i8x16.splat(<i8>value);
  const end: usize = load<u32>(first, 4);
  for (let run: usize = load<u32>(first); run < end; run += 12) {
    let label = labels + load<u32>(run);
    let target = coarse + load<u32>(run, 4);
    let length = load<i32>(run, 8);
    for (; length >= 16; length -= 16, label += 16, target += 16) {
      v128.store(target, i8x16.max_u(v128.load(target), i8x16.min_u(v128.load(label), values)));
    }
    if (length > 0) {
      const open = v128.and(v128.load(label), v128.load(masks - length));
      v128.store(target, i8x16.max_u(v128.load(target), i8x16.min_u(open, values)));
    }
  }
}

/** Follows the edges of a layer: units that lead to the same targets. 16 targets at a time stay in a register. */
function followLayer(job: usize, layer: usize): void {
  const coarse: usize = load<u32>(job, COARSE);
  const masks: usize = <usize>load<u32>(job, MASKS) + 16;
  const first: usize = coarse + load<u32>(layer);
  const end: usize = coarse + load<u32>(layer, 4);
  const stride: usize = load<u32>(layer, 8);
  const run: usize = load<u32>(layer, 12);
  const labels = <usize>load<u32>(job, LABELS) + load<u32>(run);
  const targets = coarse + load<u32>(run, 4);
  const length = load<i32>(run, 8);
  for (let done: i32 = 0; done < length; done += 16) {
    const old = v128.load(targets + done);
    let best = old;
    let label = labels + done;
    for (let unit = first; unit < end; unit++, label += stride) {
      best = i8x16.max_u(best, i8x16.min_u(v128.load(label), v128.load8_splat(unit)));
    }
    const ours = v128.load(masks - min<i32>(16, length - done));
    v128.store(targets + done, v128.bitselect(best, old, ours));
  }
}

/** Leading byte of the threshold. */
function coarsePass(job: usize): u32 {
  const coarse: usize = load<u32>(job, COARSE);
  memory.fill(coarse, 0, load<u32>(job, UNITS));
  for (
    let at: usize = load<u32>(job, INPUTS), end: usize = load<u32>(job, INPUTS_END);
    at < end;
    at += 4
  ) {
    store<u8>(coarse + load<u32>(at), 255);
  }
  const hasElements = load<u32>(job, HAS_UNIT_ELEMENTS) !== 0;
  const layersEnd: usize = load<u32>(job, LAYERS_END);
  for (let layer: usize = load<u32>(job, LAYERS); layer < layersEnd; layer += 16) {
    const first = load<u32>(layer);
    const end = load<u32>(layer, 4);
    if (load<u32>(layer, 12) === 0) {
      for (let unit = first; unit < end; unit++) followRuns(job, unit);
    } else {
      if (hasElements) for (let unit = first; unit < end; unit++) throughUnit(job, unit);
      followLayer(job, layer);
    }
  }
  let best: u32 = 0;
  for (
    let at: usize = load<u32>(job, OUTPUTS), end: usize = load<u32>(job, OUTPUTS_END);
    at < end;
    at += 4
  ) {
    best = max<u32>(best, load<u8>(coarse + load<u32>(at)));
  }
  return best;
}

/** Fine value of an element whose label is at least `level`. */
function fineOf(job: usize, element: u32, level: u32): u32 {
  const label: u32 = load<u8>(<usize>load<u32>(job, LABELS) + element);
  if (label !== level) return OPEN;
  if (load<u8>(<usize>load<u32>(job, SWEPT) + element) === 0) return label === 0 ? 0 : OPEN;
  const drawn: usize = load<u32>(job, DRAWN);
  if (drawn === 0) return 1 + (next(job) >> 8);
  const place = drawn + (element << 3);
  const trial = load<u32>(job, TRIAL);
  if (load<u32>(place) !== trial) {
    store<u32>(place, trial);
    store<u32>(place, next(job) >> 8, 4);
  }
  return 1 + load<u32>(place, 4);
}

/** What the threshold is behind its leading byte `level`; from the outputs back, since few units lead there. */
function finePass(job: usize, level: u32): u32 {
  const units = load<u32>(job, UNITS);
  const labels: usize = load<u32>(job, LABELS);
  const coarse: usize = load<u32>(job, COARSE);
  const live: usize = load<u32>(job, LIVE);
  const fine: usize = load<u32>(job, FINE);
  const unitFirst: usize = load<u32>(job, UNIT_FIRST);
  const runFirst: usize = load<u32>(job, RUN_FIRST);
  const farthest: usize = load<u32>(job, FARTHEST);
  memory.fill(live, 0, units);
  memory.fill(fine, 0, (<usize>units) << 2);
  for (
    let at: usize = load<u32>(job, OUTPUTS), end: usize = load<u32>(job, OUTPUTS_END);
    at < end;
    at += 4
  ) {
    store<u32>(fine + (load<u32>(at) << 2), OPEN);
  }
  const levels = i8x16.splat(<i8>level);
  let best: u32 = 0;
  let lowest: u32 = load<u32>(job, FIRST_OUTPUT);
  for (let first: i32 = (units - 1) & ~15; first >= 0; first -= 16) {
    // Where all edges from here on end before the first live unit, nothing more can be found.
    if (load<u32>(farthest + ((first >> 4) << 2)) < lowest) break;
    let reached = i8x16.bitmask(i8x16.ge_u(v128.load(coarse + first), levels));
    if (units - first < 16) reached &= (1 << (units - first)) - 1;
    while (reached !== 0) {
      const bit = 31 - clz(reached);
      reached ^= 1 << bit;
      const unit: u32 = first + bit;
      const isCritical = load<u8>(coarse + unit) === level;
      let value: u32 = isCritical ? load<u32>(fine + (unit << 2)) : best;
      const last: usize = load<u32>(runFirst + (unit << 2), 4);
      for (let run: usize = load<u32>(runFirst + (unit << 2)); run < last; run += 12) {
        const element = load<u32>(run);
        const target = load<u32>(run, 4);
        const length = load<u32>(run, 8);
        for (let done: u32 = 0; done < length; done += 16) {
          const isOpen = i8x16.ge_u(v128.load(labels + element + done), levels);
          let edges = i8x16.bitmask(v128.and(isOpen, v128.load(live + target + done)));
          if (length - done < 16) edges &= (1 << (length - done)) - 1;
          for (; edges !== 0; edges &= edges - 1) {
            const edge: u32 = done + ctz(edges);
            const behind = load<u32>(fine + ((target + edge) << 2));
            if (behind > value) {
              value = max<u32>(value, min<u32>(behind, fineOf(job, element + edge, level)));
            }
          }
        }
      }
      if (!isCritical) {
        best = value;
        continue;
      }
      if (value !== 0) {
        const end: usize = load<u32>(unitFirst + (unit << 2), 4);
        for (let at: usize = load<u32>(unitFirst + (unit << 2)); at < end; at += 4) {
          if (value !== 0) value = min<u32>(value, fineOf(job, load<u32>(at), level));
        }
        store<u8>(live + unit, value !== 0 ? 255 : 0);
        lowest = min<u32>(lowest, unit);
      }
      store<u32>(fine + (unit << 2), value);
    }
  }
  for (
    let at: usize = load<u32>(job, INPUTS), end: usize = load<u32>(job, INPUTS_END);
    at < end;
    at += 4
  ) {
    const input = load<u32>(at);
    if (load<u8>(coarse + input) === level) best = max<u32>(best, load<u32>(fine + (input << 2)));
  }
  return best;
}

/** Writes the thresholds of `trials` trials to `to`, as doubles. */
export function maxMin(job: usize, to: usize, trials: u32): void {
  for (const end = to + ((<usize>trials) << 3); to < end; to += 8) {
    store<u32>(job, load<u32>(job, TRIAL) + 1, TRIAL);
    drawLabels(job);
    const level = coarsePass(job);
    const fine = finePass(job, level);
    const threshold = (<f64>((level << 24) | (fine - 1)) + 0.5) / 4294967296.0;
    store<f64>(to, fine === 0 ? -1 : fine === OPEN ? 1 : threshold);
  }
}
