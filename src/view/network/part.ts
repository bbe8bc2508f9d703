// The action that opens the network view; the view itself is loaded when it is first opened.

import type { Result } from '../../study/result';
import { element } from '../element';
import type { Instrument, Part } from '../instrument';
import { PAGE } from '../live/place';
import type { NetworkView, ShownTrial } from './networkview';

const load = () => import('./networkview');

/** Adds the action. */
export const part: Part = instrument => {
  const { stored, actions, trans } = instrument;
  const toggle = new Toggle(instrument);
  const button = actions.add({
    id: 'network',
    label: trans.__('Network'),
    title: isTraining(stored)
      ? trans.__('Draw the network under one of the masks of a run')
      : trans.__('Draw the network of one trial, and open and close its elements by p'),
    run: () => {
      toggle.turn();
      button.update({ pressed: toggle.isOpen });
    }
  });
  button.update({ pressed: false });
};

function isTraining({ study }: Result): boolean {
  return study.study === 'dropout';
}

/** The view, open or closed. */
class Toggle {
  isOpen = false;
  private view: NetworkView | null = null;
  private end: AbortController | null = null;
  private readonly host = element('div', 'network');

  constructor(private readonly instrument: Instrument) {
    instrument.signal.addEventListener('abort', () => this.close());
  }

  turn(): void {
    if (this.isOpen) {
      this.close();
    } else {
      const end = new AbortController();
      this.end = end;
      this.open(end.signal).catch((error: unknown) => this.fail(error, end.signal));
    }
  }

  private async open(end: AbortSignal): Promise<void> {
    const { instrument, host } = this;
    const { stored, surroundings, trans } = instrument;
    const page = surroundings.runner ?? { sources: PAGE, data: ['teacher'] };
    this.isOpen = true;
    host.replaceChildren();
    instrument.below.append(host);
    const [{ NetworkView }, { pickedBar, withTrial }] = await Promise.all([
      load(),
      import('./histogram')
    ]);
    if (end.aborted) return;
    const mark = (shown: ShownTrial | null): void => {
      const name = instrument.trans.__('trial %1', (shown?.trial ?? 0) + 1);
      void instrument.mark(
        shown === null || shown.threshold < 0
          ? null
          : figure => withTrial(figure, shown.threshold, name)
      );
    };
    const view = new NetworkView(host, isTraining(stored), page, trans, mark);
    this.view = view;
    instrument.shown.onChange(({ result }) => {
      view.show(result).catch((error: unknown) => this.fail(error, end));
    }, end);
    instrument.onPick(picked => {
      const bar = pickedBar(picked);
      if (bar !== null) view.find(bar);
    }, end);
    await view.show(instrument.shown.current.result);
  }

  private close(): void {
    this.isOpen = false;
    this.end?.abort();
    this.view?.dispose();
    this.view = null;
    this.host.remove();
    void this.instrument.mark(null);
  }

  /** @param end of the opening that failed; the host may show another by now */
  private fail(error: unknown, end: AbortSignal): void {
    console.error(error);
    if (end.aborted) return;
    this.host.textContent = this.instrument.trans.__(
      'The network view can\u2019t be loaded from the server. Is it still running? Then reload the page.'
    );
  }
}
