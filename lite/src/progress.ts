// How far a study of the running cell has come: a display that is replaced in place and gone at the end. Nothing shows
// for what is over at once. The extension draws the bar, with a button that stops the run; the HTML beside it is for
// front ends without it.

import { sayDuration } from '../../src/study/duration';
import type { RunProgress } from '../../src/study/run';
import type { Bundle } from './protocol';

/** As percolab/progress.py has it. */
const PROGRESS_MIME = 'application/vnd.percolab.progress+json';
/** Before a run is worth a display, in milliseconds. */
const PATIENCE = 500;
/** Between two updates, and between two looks at a run that reports nothing: what is silent is taken for dead. */
const PACE = 100;
const LONG_PACE = 1000;
/** Between two announcements to a screen reader. */
const SILENCE = 10_000;

/** How a run ended. */
export type End = 'done' | 'stopped' | 'failed';

/** The display of one run. */
export class ProgressDisplay {
  private readonly begun = performance.now();
  private readonly run = crypto.randomUUID();
  private timer = setTimeout(() => this.draw(), PATIENCE);
  private next = this.begun + PATIENCE;
  private announced = -Infinity;
  private shown = false;
  private isOver = false;
  private latest: RunProgress | null = null;

  /**
   * @param name what runs
   * @param remains whether the output stays after the end, emptied
   * @param show shows a bundle in place of the one before; `over` with the last
   */
  constructor(
    private readonly name: string,
    private readonly remains: boolean,
    private readonly show: (data: Bundle, over: boolean) => void
  ) {}

  /** Takes the newest progress, and shows it if what is shown is old enough. */
  readonly update = (progress: RunProgress): void => {
    this.latest = progress;
    if (performance.now() >= this.next) this.draw();
  };

  /** Says that the run is over, where anything has been shown. */
  close(state: End): void {
    clearTimeout(this.timer);
    this.isOver = true;
    if (!this.shown) return;
    const { name, run, remains } = this;
    this.show({ [PROGRESS_MIME]: { name, state, run, remains }, 'text/plain': '' }, true);
  }

  private draw(): void {
    if (this.isOver) return;
    const now = performance.now();
    this.next = now + PACE;
    this.shown = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), LONG_PACE);
    const announce = now >= this.announced + SILENCE;
    if (announce) this.announced = now;
    const elapsed = (now - this.begun) / 1000;
    this.show(bundleOf(this.name, this.run, this.latest, elapsed, announce), false);
  }
}

function bundleOf(
  name: string,
  run: string,
  progress: RunProgress | null,
  elapsed: number,
  announce: boolean
): Bundle {
  const { done = 0, total = 0, kept = 0 } = progress ?? {};
  // What earlier runs have done says nothing of the pace.
  const own = done - kept;
  const seconds = own > 0 ? (elapsed * (total - done)) / own : null;
  const left = seconds === null ? '' : `, ${sayDuration(seconds)} left`;
  const before = kept > 0 ? `, ${kept} from the cache` : '';
  const words = progress
    ? `${done} of ${total}, ${Math.floor((100 * done) / total)} %${left}${before}`
    : 'running';
  const values = progress ? ` value="${done}" max="${total}"` : '';
  const role = announce ? ' role="status"' : '';
  const bar = `<progress aria-label="Progress of ${name}"${values}></progress>`;
  return {
    [PROGRESS_MIME]: {
      name,
      state: 'running',
      run,
      as_of: new Date().toLocaleTimeString(),
      ...(progress && { done, total, seconds, rate: own > 0 ? own / elapsed : null })
    },
    'text/plain': `${name}: ${words}`,
    'text/html': `<div${role}>${bar} ${name}: ${words}</div>`
  };
}
