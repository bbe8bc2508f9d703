// What the controls have to say: that something runs and how far it is, or why nothing does.

import { sayDuration } from '../../study/duration';
import { freshId } from '../controls/row';
import { element } from '../element';
import { focusedBeside } from '../focused';
import type { Translation } from '../translation';

/** All that there can be to say. */
export type State =
  | { readonly is: 'rest' }
  | { readonly is: 'later' }
  | { readonly is: 'draft'; readonly words: string }
  | { readonly is: 'running'; readonly done: number; readonly total: number }
  | { readonly is: 'done'; readonly milliseconds: number; readonly cached: boolean }
  | { readonly is: 'stopped' }
  | { readonly is: 'untrusted' }
  | { readonly is: 'waiting' }
  | { readonly is: 'costly'; readonly seconds: number }
  | { readonly is: 'invalid'; readonly words: string }
  | { readonly is: 'failed'; readonly words: string }
  | { readonly is: 'cannot'; readonly words: string };

/** The line below the controls. */
export class StatusLine {
  readonly element: HTMLElement;
  /** Of the words, for inputs that they are about. */
  readonly id = freshId();
  private readonly words = element('p', 'state');
  private readonly bar = element('progress', 'progress');
  private readonly stop: HTMLButtonElement;

  /**
   * @param onStop the reader wants what runs to end
   * @param trans translates the words
   */
  constructor(
    onStop: () => void,
    private readonly trans: Translation
  ) {
    this.words.id = this.id;
    this.words.setAttribute('role', 'status');
    this.bar.max = 1;
    this.bar.setAttribute('aria-label', trans.__('Progress'));
    this.stop = element('button', 'stop', trans.__('Stop'));
    this.stop.type = 'button';
    this.stop.addEventListener('click', onStop);
    this.element = element('div', 'status', this.words, this.bar, this.stop);
    this.say({ is: 'rest' });
  }

  /** Says something in place of what was said before. */
  say(state: State): void {
    const runs = state.is === 'running';
    const hadFocus = focusedBeside(this.stop) === this.stop;
    this.element.dataset['state'] = state.is;
    this.bar.hidden = !runs;
    this.stop.hidden = !runs;
    if (runs) this.bar.value = state.total > 0 ? state.done / state.total : 0;
    const text = this.text(state);
    if (this.words.textContent !== text) this.words.textContent = text;
    if (hadFocus && !runs) {
      this.words.tabIndex = -1;
      this.words.focus();
    }
  }

  private text(state: State): string {
    const { trans } = this;
    switch (state.is) {
      case 'rest':
        return '';
      case 'later':
        return trans.__('Computed when you let go.');
      case 'draft':
        return state.words;
      case 'running':
        return trans.__('Computing \u2026');
      case 'done':
        return state.cached
          ? trans.__('Computed in this browser before, and kept.')
          : trans.__('Computed in this page in %1.', spoken(state.milliseconds));
      case 'stopped':
        return trans.__('Stopped. The figure shows what was there before. Press Run to compute.');
      case 'untrusted':
        return trans.__(
          'This output is not trusted, so nothing is computed by itself. The figure shows the stored result. Press Run to compute.'
        );
      case 'waiting':
        return trans.__('The figure shows what was there before. Press Run to compute.');
      case 'costly':
        return trans.__(
          'This takes about %1 of one core. Press Run to compute.',
          sayDuration(state.seconds)
        );
      case 'invalid':
      case 'failed':
      case 'cannot':
        return state.words;
    }
  }
}

function spoken(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toPrecision(2)} s`;
}
