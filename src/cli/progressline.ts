// Progress of a run as one line of the terminal, rewritten in place.

import type { WriteStream } from 'node:tty';
import { sayDuration } from '../study/plan';
import type { RunProgress } from '../study/run';
import { secondsLeft } from './remaining';

/** Least time between two drawings, in milliseconds. */
const INTERVAL = 100;
const CLEAR = '\r\x1b[K';

/** The line; it draws nothing where there is no terminal. */
export class ProgressLine {
  private readonly begun = performance.now();
  private drawn = -Infinity;

  /** @param stream standard error */
  constructor(private readonly stream: WriteStream) {}

  /** Draws how far the run has come, at most ten times a second. */
  show = ({ done, total }: RunProgress): void => {
    const now = performance.now();
    if (!this.stream.isTTY || now - this.drawn < INTERVAL) {
      return;
    }
    this.drawn = now;
    const left = secondsLeft((now - this.begun) / 1000, done, total);
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
