// Lazy searches for an open path: the twin is class PlainSearches of ../lazyplain.ts, which says how it works. All
// variables of a search are in one function, so that they stay in registers.

import { drawGap, GAP, nextWord } from './gaps';

// The job, behind the words of gaps.ts: words that hold numbers and addresses.
const STACK: usize = 16;
const INPUTS: usize = 20; // from here ..
const INPUTS_END: usize = 24; // .. to here, addresses of units
const TRIAL: usize = 28; // number of the last trial
const DELTA: usize = 32; // from an edge's target to its shared element

// A unit, and behind the last one a unit that has only addresses.
const VISITED: usize = 0; // trial
const SEGMENTS: usize = 4; // address of its first segment
const ELEMENTS: usize = 8; // address of its first element, in a list of addresses
const IS_OUTPUT: usize = 12;
const UNIT: usize = 16; // bytes

// A segment: what its edges have, and the address of the first of them in the list of targets, which are addresses of
// units. Behind the last one a segment that has only an address.
const NEVER: u32 = 0;
const SHARED: u32 = 1; // else the address of a class
const EDGES: usize = 4;
const SEGMENT: usize = 8; // bytes

// A class, before the words of gaps.ts.
const WHOLE: usize = 0; // threshold words of its removal
const LOW: usize = 4;

// A shared element, whose address is marked by 1 where the address of a class may stand.
const OF: usize = 0; // class
const DRAWN: usize = 4; // trial
const KEPT: usize = 8;

function isDrawnKept(job: usize, ofClass: usize): bool {
  const word = nextWord(job);
  const whole = load<u32>(ofClass, WHOLE);
  return word === whole ? nextWord(job) >= load<u32>(ofClass, LOW) : word > whole;
}

function isSharedKept(job: usize, shared: usize, trial: u32): bool {
  if (load<u32>(shared, DRAWN) !== trial) {
    store<u32>(shared, trial, DRAWN);
    store<u32>(shared, <u32>isDrawnKept(job, load<u32>(shared, OF)), KEPT);
  }
  return load<u32>(shared, KEPT) !== 0;
}

/** Whether a unit that is visited for the first time is open. */
function enters(job: usize, unit: usize, trial: u32): bool {
  const end: usize = load<u32>(unit, UNIT + ELEMENTS);
  for (let at: usize = load<u32>(unit, ELEMENTS); at < end; at += 4) {
    const element: usize = load<u32>(at);
    const kept =
      (element & 1) !== 0 ? isSharedKept(job, element - 1, trial) : isDrawnKept(job, element);
    if (!kept) return false;
  }
  return true;
}

/** Makes trials; returns how many have an open path. */
export function lazySearch(job: usize, trials: u32): u32 {
  const stack: usize = load<u32>(job, STACK);
  const inputs: usize = load<u32>(job, INPUTS);
  const inputsEnd: usize = load<u32>(job, INPUTS_END);
  const delta: usize = load<u32>(job, DELTA);
  const first = load<u32>(job, TRIAL);
  const lastTrial = first + trials;
  let open: u32 = 0;
  for (let trial = first + 1; trial - 1 !== lastTrial; trial++) {
    let top = stack;
    let input = inputs;
    // The place: the edges ahead in this segment, and where the unit's segments end.
    let edge: usize = 0;
    let edgesEnd: usize = 0;
    let segment: usize = 0;
    let last: usize = 0;
    for (;;) {
      let unit: usize = 0;
      if (edge !== edgesEnd) {
        const kind: usize = load<u32>(segment);
        if (<u32>kind > SHARED) {
          let gap = load<u32>(kind, GAP);
          if (gap === 0) gap = drawGap(job, kind);
          // Four bytes an edge.
          const closed: usize = (gap & ~1) << 1;
          if (closed >= edgesEnd - edge) {
            store<u32>(kind, gap - ((<u32>(edgesEnd - edge)) >> 1), GAP);
            edge = edgesEnd;
            continue;
          }
          store<u32>(kind, 0, GAP);
          edge += closed;
          if ((gap & 1) === 0) continue;
          unit = load<u32>(edge);
          edge += 4;
        } else {
          const at = edge;
          edge += 4;
          if (kind === SHARED && !isSharedKept(job, load<u32>(at + delta), trial)) continue;
          unit = load<u32>(at);
        }
      } else if (segment + SEGMENT < last) {
        segment += SEGMENT;
        edge = edgesEnd;
        edgesEnd = load<u32>(segment, SEGMENT + EDGES);
        continue;
      } else if (top !== stack) {
        top -= 12;
        edge = load<u32>(top);
        segment = load<u32>(top, 4);
        last = load<u32>(top, 8);
        edgesEnd = load<u32>(segment, SEGMENT + EDGES);
        continue;
      } else if (input !== inputsEnd) {
        unit = load<u32>(input);
        input += 4;
      } else {
        break;
      }
      if (load<u32>(unit, VISITED) === trial) continue;
      store<u32>(unit, trial, VISITED);
      if (!enters(job, unit, trial)) continue;
      if (load<u32>(unit, IS_OUTPUT) !== 0) {
        open++;
        break;
      }
      const segments: usize = load<u32>(unit, SEGMENTS);
      const segmentsEnd: usize = load<u32>(unit, UNIT + SEGMENTS);
      if (segments === segmentsEnd) continue;
      if (edge !== edgesEnd || segment + SEGMENT < last) {
        store<u32>(top, <u32>edge);
        store<u32>(top, <u32>segment, 4);
        store<u32>(top, <u32>last, 8);
        top += 12;
      }
      segment = segments;
      last = segmentsEnd;
      edge = load<u32>(segment, EDGES);
      edgesEnd = load<u32>(segment, SEGMENT + EDGES);
    }
  }
  store<u32>(job, lastTrial, TRIAL);
  return open;
}
