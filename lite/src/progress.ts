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
  private next = this.begun + PATIENCE;
  private announced = -Infinity;
  private shown = false;

  /**
   * @param name what runs
   * @param show shows a bundle in place of the one before; null for nothing
   */
  constructor(
    private readonly name: string,
    private readonly show: (data: Bundle | null) => void
  ) {}

  /** Shows the progress, if the last one shown is old enough. */
  readonly update = (progress: Progress): void => {
    const now = performance.now();
    if (now < this.next) return;
    this.next = now + PACE;
    this.shown = true;
    const announce = now >= this.announced + SILENCE;
    if (announce) this.announced = now;
    this.show(bundleOf(this.name, progress, (now - this.begun) / 1000, announce));
  };

  /** Leaves nothing behind. */
  close(): void {
    if (this.shown) this.show(null);
  }
}

function bundleOf(
  name: string,
  { done, total }: Progress,
  elapsed: number,
  announce: boolean
): Bundle {
  const left = done > 0 ? `, about ${durationOf((elapsed * (total - done)) / done)} left` : '';
  const line = `${name}: ${done} of ${total}, ${Math.floor((100 * done) / total)} %${left}`;
  const role = announce ? ' role="status"' : '';
  const bar = `<progress aria-label="Progress of ${name}" value="${done}" max="${total}"></progress>`;
  return { 'text/plain': line, 'text/html': `<div${role}>${bar} ${line}</div>` };
}

function durationOf(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
