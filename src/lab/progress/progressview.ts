// The bar of a study that runs in the kernel, with its rate, the time that is left, a button that stops it, and what it
// has found so far. The elements are made once and updated: the button keeps the focus.

import type { TranslationBundle } from '@jupyterlab/translation';
import { element } from '../../view/element';
import { focusedBeside } from '../../view/focused';
import type { RunningHandle, RunningStudies } from '../running';
import { Announcements } from './announcements';
import type { Place } from './place';
import { readProgress, type Progress } from './payload';
import { leftLine, progressLine } from './words';

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
  private leave = () => {};
  private readonly frame: number;

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
    // An output is filled before it stands in its cell.
    this.frame = requestAnimationFrame(() => this.settle());
  }

  /**
   * Shows a report in place of the one before.
   *
   * @param payload anything; what is no progress is passed over
   */
  show(payload: unknown): void {
    const progress = readProgress(payload);
    if (progress === null) return;
    this.newest = progress;
    if (progress.state !== 'running') {
      this.announcements.tell(progress);
      this.end();
      if (progress.remains) this.host.remove();
      return;
    }
    this.isLeft = false;
    this.draw(progress);
    this.settle();
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.leave();
    this.run?.end();
  }

  /** Finds the cell if need be, and whether its kernel still is at work. */
  private settle(): void {
    if (this.place === null) {
      this.place = this.host.find();
      this.leave = this.place?.onState(() => this.follow()) ?? this.leave;
    }
    this.follow();
  }

  private follow(): void {
    const { newest, place } = this;
    if (newest?.state !== 'running' || place === null || this.isLeft) return;
    if (!place.isBusy()) {
      this.isLeft = true;
      this.end();
      this.line.textContent = leftLine(newest, this.host.trans);
      return;
    }
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
