// How often each weight of one of four runs abreast lay on an open path, counted where a machine alone counts it.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { count, word } from '../training/fields';
import { countAllOpen, countOpen, rowOfCounts } from '../training/open';

/**
 * Counts the weights on open paths of a run whose masks are ready, as trainTrace does: bytes, to be taken away after
 * MOST_TRACES calls.
 *
 * @param lane that of the run
 */
export function abreastCount(job: usize, lane: i32): void {
  const place = <usize>(4 * lane);
  let own = word(word(job + place, on.JOBS), at.LAYERS);
  let before: i32 = -1;
  for (let layer = word(job, at.LAYERS); layer < word(job, at.LAYERS_END); layer += on.ABREAST_LAYER_BYTES) {
    const fanIn = count(layer, at.FAN_IN);
    const fanOut = count(layer, at.FAN_OUT);
    const live = load<u32>(layer + place, on.LIVE_UNITS);
    let counts = word(own, at.UPDATES);
    if (count(layer, at.WEIGHT_FLAGS) === -1) {
      if (live !== 0) countAllOpen(counts, before, live, fanIn, fanOut);
    } else {
      const row = rowOfCounts(fanOut);
      let flags = word(layer, on.ROW_FLAGS) + place;
      for (let left = fanIn; left > 0; left--) {
        countOpen(counts, load<u32>(flags) & live & (0 - (before & 1)), fanOut);
        before >>= 1;
        flags += 16;
        counts += row;
      }
    }
    before = load<i32>(layer + place, on.REACHED_UNITS);
    own += at.LAYER_BYTES;
  }
}
