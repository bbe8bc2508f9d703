// The bar of a study that runs in the kernel, with its rate, the time that is left, a button that stops it, and what it
// has found so far. The elements are made once and updated: the button keeps the focus. A report that was saved looks like
// one that comes from a run, so a run is believed to be under way only once it has reported again.

import type { TranslationBundle } from '@jupyterlab/translation';
import { element } from '../../view/element';
import { focusedBeside } from '../../view/focused';
import type { RunningHandle, RunningStudies } from '../running';
import { Announcements } from './announcements';
import type { Place } from './place';
import { readProgress, type Progress } from './payload';
import { endedLine, leftLine, progressLine } from './words';

/** Milliseconds in which a run that is under way reports many times. */
const SILENCE = 10_000;

/** What the view needs of the place that it is in. */
export interface ProgressHost {
  /** The cell, once the output stands in it. */
  find(): Place | null;
  /** Takes the output out of its cell. */
  remove(): void;
  readonly running: RunningStudies;
  readonly trans: TranslationBundle;
}

/** Shows the progress of one study. */
export class ProgressView {
  private readonly bar = element('progress', 'report-bar');
  private readonly line = element('span', 'report-line');
  private readonly stop: HTMLButtonElement;
  private readonly picture = element('img', 'report-picture');
  private readonly announcements: Announcements;
  private newest: Progress | null = null;
  private place: Place | null = null;
  private run: RunningHandle | null = null;
  /** Whether the kernel has rested since the newest report: what it does next is other work. */
  private isLeft = false;
  /** Whether the run of the newest report has reported before. */
  private isAlive = false;
  private silence = 0;
  private leave = () => {};

  /**
   * @param root the element to fill
   * @param host what is around it
   */
  constructor(
    root: HTMLElement,
    private readonly host: ProgressHost
  ) {
    const { trans } = host;
    this.announcements = new Announcements(trans);
    this.stop = element('button', 'report-button', trans.__('Stop'));
    this.stop.type = 'button';
    this.stop.hidden = this.picture.hidden = true;
    this.stop.title = trans.__('Stop the study by interrupting the kernel');
    this.stop.addEventListener('click', () => void this.interrupt());
    this.picture.alt = trans.__('The study so far');
    root.append(element('div', 'report-row', this.bar, this.line, this.stop), this.picture);
  }

  /**
   * Shows a report in place of the one before.
   *
   * @param payload anything; what is no progress is passed over
   */
  show(payload: unknown): void {
    const progress = readProgress(payload);
    if (progress === null) return;
    if (progress.state !== 'running') {
      this.newest = progress;
      this.announcements.tell(progress);
      this.end();
      if (progress.remains) this.host.remove();
      return;
    }
    this.take(progress);
  }

  /**
   * Finds the cell if need be, and whether its kernel still is at work. An output may be filled before it stands in its
   * cell: to be called once it does.
   */
  settle(): void {
    if (this.place === null) {
      const place = this.host.find();
      this.place = place;
      if (place !== null) {
        const leaves = [place.onState(() => this.follow()), place.onReport(own => this.hear(own))];
        this.leave = () => leaves.forEach(leave => leave());
      }
    }
    this.follow();
  }

  dispose(): void {
    clearTimeout(this.silence);
    this.leave();
    this.run?.end();
  }

  /** Takes the report of a run that is under way, or was when it was saved. */
  private take(progress: Progress): void {
    this.isAlive = this.newest?.run === progress.run;
    this.newest = progress;
    this.isLeft = false;
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.leaveRun(), SILENCE);
    this.draw(progress);
    this.settle();
  }

  /** Takes what the kernel tells of the run, also where no cell of this page asked for it: the page was reloaded. */
  private hear(payload: unknown): void {
    const progress = readProgress(payload);
    const { newest, host } = this;
    if (progress === null || newest === null || progress.run === '') return;
    if (progress.run !== newest.run) return;
    if (progress.state === 'running') {
      this.take(progress);
    } else if (newest.state === 'running') {
      this.end();
      clearTimeout(this.silence);
      this.line.textContent = endedLine(progress, host.trans);
    }
  }

  private leaveRun(): void {
    const { newest, host } = this;
    if (newest?.state !== 'running' || this.isLeft) return;
    this.isLeft = true;
    this.isAlive = false;
    this.end();
    this.line.textContent = leftLine(newest, host.trans);
  }

  private follow(): void {
    const { newest, place } = this;
    if (newest?.state !== 'running' || place === null || this.isLeft) return;
    if (!place.isBusy()) {
      this.leaveRun();
      return;
    }
    if (!this.isAlive) return;
    const { parts, secondsLeft } = newest;
    this.announcements.tell(newest);
    this.run ??= this.host.running.begin(newest.name, () => place.reveal());
    this.run.advance({ share: parts && parts.done / parts.total, secondsLeft });
    this.stop.hidden = false;
  }

  private draw(progress: Progress): void {
    const { name, parts, picture } = progress;
    const { trans } = this.host;
    this.bar.setAttribute('aria-label', trans.__('Progress of %1', name));
    if (parts === null) this.bar.removeAttribute('value');
    else [this.bar.max, this.bar.value] = [parts.total, parts.done];
    this.line.textContent = progressLine(progress, trans);
    this.picture.hidden = picture === null;
    // As an image, in which nothing can run and which loads nothing.
    if (picture !== null) {
      this.picture.src = `data:image/svg+xml,${encodeURIComponent(picture)}`;
    }
  }

  private async interrupt(): Promise<void> {
    const { trans } = this.host;
    if (this.stop.getAttribute('aria-disabled') === 'true') return;
    // Not disabled: a button that is takes the focus from the reader who pressed it.
    this.stop.setAttribute('aria-disabled', 'true');
    this.stop.textContent = trans.__('Stopping \u2026');
    try {
      await this.place?.interrupt();
    } catch (error) {
      console.error(error);
      this.line.textContent = trans.__(
        'The kernel can\u2019t be interrupted. Is the server still running?'
      );
      this.readyToStop();
    }
  }

  private end(): void {
    this.run?.end();
    this.run = null;
    // The focus must not fall off the page with the button that had it, nor with the output.
    const hadFocus = focusedBeside(this.stop) === this.stop;
    this.stop.hidden = true;
    this.readyToStop();
    if (hadFocus) this.place?.focus();
  }

  private readyToStop(): void {
    this.stop.textContent = this.host.trans.__('Stop');
    this.stop.setAttribute('aria-disabled', 'false');
  }
}
