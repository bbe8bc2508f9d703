// What runs, in the status bar; nothing is there when nothing runs. A click, or Enter, shows where it runs.

import type { IStatusBar } from '@jupyterlab/statusbar';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Widget } from '@lumino/widgets';
import { element } from '../view/element';
import { runningWords } from './progress/words';
import type { RunningStudies, RunningStudy } from './running';

/** Shows the running studies of the page while there are any. */
export function showRunning(
  bar: IStatusBar,
  { running, trans }: { readonly running: RunningStudies; readonly trans: TranslationBundle }
): void {
  let shown: { readonly item: StatusItem; readonly place: IDisposable } | null = null;
  const follow = () => {
    const { current } = running;
    if (current.length === 0) {
      shown?.place.dispose();
      shown = null;
      return;
    }
    if (shown === null) {
      const item = new StatusItem(trans);
      const place = bar.registerStatusItem('percolab:running', { item, align: 'middle' });
      shown = { item, place };
    }
    shown.item.follow(current);
  };
  running.onChange(follow);
  follow();
}

class StatusItem extends Widget {
  private readonly button = element('button', 'running');
  private oldest: RunningStudy | null = null;

  constructor(private readonly trans: TranslationBundle) {
    super();
    this.button.type = 'button';
    this.button.title = trans.__('Show where it runs');
    this.button.addEventListener('click', () => this.oldest?.reveal());
    this.node.append(this.button);
  }

  /** @param studies at least one */
  follow(studies: readonly RunningStudy[]): void {
    [this.oldest] = studies;
    this.button.textContent = runningWords(studies, this.trans);
  }
}
