// Trials of the count chain: the number of reachable units from layer to layer, one word and one look-up in an alias
// table a layer. Several trials are in flight so that their look-ups overlap. The twin is walk() of ../countchain.ts.
// There are no calls and few variables here, so that they stay in registers.

// The state, in bytes. Fields of a trial are arrays of four words, one for each trial in flight.
const ROWS: usize = 64; // address of the current layer's row addresses
const COUNT: usize = 80; // reachable units
const LEFT: usize = 96; // layers left in the run of equal layers
const RUN: usize = 112; // address of the run in the program
const AT: usize = 128; // address of the next word
const TURN: usize = 132; // address of the trial whose turn it is: state + 4 slot
const FLYING: usize = 136; // state + 4 times the number of trials in flight
const WAITING: usize = 140; // trials that have not begun
const OPEN: usize = 144; // trials that ended with an open path

/**
 * Makes trials until all have ended or something is missing.
 *
 * @param state trials as laid out above, behind 64 bytes that are the random state's
 * @param program runs of equal layers, as pairs (address of the row addresses, number of layers), and a final 0
 * @param shift 32 - the bits of an index into a row
 * @param first reachable units at the beginning
 * @param end address behind the words, where fewer than two are left to draw
 * @returns 0 when all trials have ended; 1 when the words are used up: make new ones; 2 when the trial whose turn it is
 *   lacks its row: make it. Then call again
 */
export function countChain(state: usize, program: usize, shift: u32, first: u32, end: usize): u32 {
  let at: usize = load<u32>(state, AT);
  let trial: usize = load<u32>(state, TURN);
  let last: usize = load<u32>(state, FLYING);
  let lacks: u32 = 0;
  while (last !== state) {
    if (at >= end) {
      lacks = 1;
      break;
    }
    const row: usize = load<u32>(<usize>load<u32>(trial, ROWS) + (load<u32>(trial, COUNT) << 2));
    let run: usize = 0;
    if (row !== 0) {
      const word = load<u32>(at);
      at += 4;
      const entry = row + ((word >> shift) << 3);
      const threshold = load<u32>(entry);
      const pair = load<u32>(entry, 4);
      // A shift, because a choice would be a branch that is mispredicted every other time.
      let count = (pair >> ((<u32>(word > threshold)) << 4)) & 0xffff;
      if (word === threshold) {
        const lows = row + (8 << (32 - shift));
        count =
          load<u32>(at) < load<u32>(lows + ((word >> shift) << 2)) ? pair & 0xffff : pair >> 16;
        at += 4;
      }
      store<u32>(trial, count, COUNT);
      const left = load<u32>(trial, LEFT) - 1;
      store<u32>(trial, left, LEFT);
      if (left !== 0) {
        trial += 4;
        trial = trial === last ? state : trial;
        continue;
      }
      // The run of layers is over; with it the trial, if it has died or there is no further run.
      if (count !== 0) {
        run = <usize>load<u32>(trial, RUN) + 8;
        if (load<u32>(run) === 0) {
          store<u32>(state, load<u32>(state, OPEN) + 1, OPEN);
          run = 0;
        }
      }
    } else if (load<u32>(trial, COUNT) !== 0) {
      lacks = 2;
      break;
    }
    if (run === 0) {
      const waiting = load<u32>(state, WAITING);
      if (waiting === 0) {
        // The last trial in flight takes the free place.
        last -= 4;
        store<u32>(trial, load<u32>(last, ROWS), ROWS);
        store<u32>(trial, load<u32>(last, COUNT), COUNT);
        store<u32>(trial, load<u32>(last, LEFT), LEFT);
        store<u32>(trial, load<u32>(last, RUN), RUN);
        trial = trial === last ? state : trial;
        continue;
      }
      store<u32>(state, waiting - 1, WAITING);
      run = program;
      store<u32>(trial, first, COUNT);
    }
    store<u32>(trial, load<u32>(run), ROWS);
    store<u32>(trial, load<u32>(run, 4), LEFT);
    store<u32>(trial, <u32>run, RUN);
    trial += 4;
    trial = trial === last ? state : trial;
  }
  store<u32>(state, <u32>at, AT);
  store<u32>(state, <u32>trial, TURN);
  store<u32>(state, <u32>last, FLYING);
  return lacks;
}
