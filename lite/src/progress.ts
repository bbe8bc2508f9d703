// How far a study of the running cell has come: a display that is replaced in place and gone at the end. Nothing shows
// for what is over at once.

import type { Progress } from '../../src/host/host';
import type { Bundle } from './protocol';

/** Before a run is worth a display, in milliseconds. */
const PATIENCE = 500;
/** Between two updates. */
const PACE = 100;
/** Between two announcements to a screen reader. */
const SILENCE = 10_000;

/** The display of one run. */
export class ProgressDisplay {
  private readonly begun = performance.now();
  private readonly first = setTimeout(() => this.draw(), PATIENCE);
  private next = this.begun + PATIENCE;
  private announced = -Infinity;
  private shown = false;
  private latest: Progress | null = null;

  /**
   * @param name what runs
   * @param show shows a bundle in place of the one before; null for nothing
   */
  constructor(
    private readonly name: string,
    private readonly show: (data: Bundle | null) => void
  ) {}

  /** Takes the newest progress, and shows it if what is shown is old enough. */
  readonly update = (progress: Progress): void => {
    this.latest = progress;
    if (performance.now() >= this.next) this.draw();
  };

  /** Leaves nothing behind. */
  close(): void {
    clearTimeout(this.first);
    if (this.shown) this.show(null);
    this.shown = false;
  }

  private draw(): void {
    const now = performance.now();
    this.next = now + PACE;
    this.shown = true;
    const announce = now >= this.announced + SILENCE;
    if (announce) this.announced = now;
    this.show(bundleOf(this.name, this.latest, (now - this.begun) / 1000, announce));
  }
}

function bundleOf(
  name: string,
  progress: Progress | null,
  elapsed: number,
  announce: boolean
): Bundle {
  const line = `${name}: ${progress ? wordsOf(progress, elapsed) : 'running'}`;
  const values = progress ? ` value="${progress.done}" max="${progress.total}"` : '';
  const role = announce ? ' role="status"' : '';
  const bar = `<progress aria-label="Progress of ${name}"${values}></progress>`;
  return { 'text/plain': line, 'text/html': `<div${role}>${bar} ${line}</div>` };
}

function wordsOf({ done, total }: Progress, elapsed: number): string {
  const left = done > 0 ? `, about ${durationOf((elapsed * (total - done)) / done)} left` : '';
  return `${done} of ${total}, ${Math.floor((100 * done) / total)} %${left}`;
}

function durationOf(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
