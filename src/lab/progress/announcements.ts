// What a screen reader is told of a run: that it began, each quarter, and how it ended. Said by an element of the
// page that outlives the output, which goes when the run is over.

import type { TranslationBundle } from '@jupyterlab/translation';
import type { Progress } from './payload';
import { duration, percent } from './words';

/** Percent between two announcements. */
const QUARTER = 25;
/** The last quarter that is told: the end is told by itself. */
const LAST = 3;

/** The announcements of one run. */
export class Announcements {
  private quarter = -1;

  /**
   * @param trans translates them
   * @param say says a sentence
   */
  constructor(
    private readonly trans: TranslationBundle,
    private readonly say: (sentence: string) => void = sayInPage
  ) {}

  /** Says of a report what is worth saying. */
  tell({ name, state, parts, secondsLeft }: Progress): void {
    const { trans } = this;
    if (state !== 'running') {
      const ends = {
        done: trans.__('%1 is done', name),
        stopped: trans.__('%1 was stopped', name),
        failed: trans.__('%1 failed', name)
      };
      if (this.quarter >= 0) this.say(ends[state]);
      this.quarter = -1;
      return;
    }
    const quarter = parts === null ? 0 : Math.min(LAST, Math.floor(percent(parts) / QUARTER));
    if (quarter <= this.quarter) return;
    const words =
      this.quarter < 0 ? trans.__('%1 runs', name) : trans.__('%1: %2 %', name, QUARTER * quarter);
    this.quarter = quarter;
    this.say(
      secondsLeft === null
        ? words
        : trans.__('%1, about %2 left', words, duration(secondsLeft, trans))
    );
  }
}

let region: HTMLElement | null = null;

function sayInPage(sentence: string): void {
  if (region === null) {
    region = document.createElement('div');
    region.className = 'percolab-announcements';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  region.textContent = sentence;
}
