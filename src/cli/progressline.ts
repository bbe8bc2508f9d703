// Progress of a run as one line of the terminal, rewritten in place.

import type { WriteStream } from 'node:tty';
import { sayDuration } from '../study/duration';
import type { RunProgress } from '../study/run';
import type { Remaining } from './remaining';

/** Least time between two drawings, in milliseconds. */
const INTERVAL = 100;
const CLEAR = '\r\x1b[K';

/** The line; it draws nothing where there is no terminal. */
export class ProgressLine {
  private drawn = -Infinity;

  /** @param stream standard error */
  constructor(private readonly stream: WriteStream) {}

  /** Draws how far the run has come and what is left of it, at most ten times a second. */
  show = (progress: RunProgress, remaining: Remaining): void => {
    const now = performance.now();
    if (!this.stream.isTTY || now - this.drawn < INTERVAL) {
      return;
    }
    this.drawn = now;
    const { done, total } = progress;
    const left = remaining.after(progress);
    const time = left === null ? '' : `, ${sayDuration(left)} left`;
    const line = `${done}/${total}, ${Math.floor((100 * done) / total)} %${time}`;
    this.stream.write(CLEAR + line.slice(0, this.stream.columns - 1));
  };

  /** Removes the line. */
  clear(): void {
    if (this.stream.isTTY) {
      this.stream.write(CLEAR);
    }
  }
}
