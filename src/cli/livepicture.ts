// The picture of what a running study has found so far, made now and then: it must not keep the engine from its work.

import { briefPicture } from '../study/picture';
import type { SoFar } from '../study/run';

/** Least time between two pictures, in milliseconds. */
const INTERVAL = 1000;
/** A picture may take this part of the time at most. */
const SHARE = 0.05;
/** Letters of a picture that a display can be sent twice a second. */
const LONGEST = 150_000;

/** Makes pictures of one run. */
export class LivePicture {
  private next = performance.now() + INTERVAL;

  /** A picture (SVG), if the time for one has come and there is something to see; else undefined. */
  of(soFar: SoFar): string | undefined {
    const begun = performance.now();
    if (begun < this.next) {
      return undefined;
    }
    const result = soFar();
    const drawn = result === null ? undefined : briefPicture(result);
    const now = performance.now();
    this.next = now + Math.max(INTERVAL, (now - begun) / SHARE);
    return drawn !== undefined && drawn.length <= LONGEST ? drawn : undefined;
  }
}
