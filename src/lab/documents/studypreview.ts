// A study that is a file, run in the page: what it will cost, how far it has come, and its figure; or what is wrong
// with it, by line and column. It runs when the reader presses Run, and when the file is saved.

import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { turns } from '../../host/turns';
import { StudyError } from '../../study/diagnostic';
import { readStudy } from '../../study/read';
import { checkStudy } from '../../study/run';
import type { Study } from '../../study/study';
import { element } from '../../view/element';
import type { Content } from '../lazywidget';
import { duration } from '../progress/words';
import { pageSources } from '../pagesources';
import { ShownResult } from '../view';
import type { Surroundings } from './plugin';

/** Core-seconds up to which a study runs by itself when its file is saved. */
const SAVED_SECONDS = 60;
/** Milliseconds between two looks at a text that is being typed. */
const PAUSE = 300;

/**
 * Shows a study's preview.
 *
 * @param node the element to fill
 * @param around the file, the reader's settings, and the list of running studies
 */
export function showStudy(node: HTMLElement, around: Surroundings): Content {
  return new StudyPreview(node, around);
}

/** A study that can be run here, and what it will cost. */
interface Ready {
  readonly study: Study;
  readonly text: string;
  /** Core-seconds. */
  readonly seconds: number;
}

class StudyPreview implements Content {
  private readonly run: HTMLButtonElement;
  private readonly note = element('span', 'report-line');
  private readonly bar = element('progress', 'report-bar');
  private readonly faults = element('pre', 'faults');
  private readonly outdated: HTMLElement;
  private readonly figure = element('div', '');
  private readonly pane: ShownResult;
  private aborter: AbortController | null = null;
  private isClosed = false;
  private timer = 0;
  /** The text whose figure is shown. */
  private drawn: string | null = null;
  /** The look at the newest text; the answer about an older one is dropped. */
  private looking: AbortController | null = null;

  constructor(
    node: HTMLElement,
    private readonly around: Surroundings
  ) {
    const { context, services } = around;
    const { trans } = services;
    this.run = element('button', 'report-button', trans.__('Run'));
    this.run.type = 'button';
    this.run.addEventListener('click', () => void this.toggle());
    this.note.setAttribute('role', 'status');
    this.faults.setAttribute('role', 'alert');
    this.outdated = element(
      'p',
      'message',
      trans.__('The figure is that of an earlier text. Save the file, or press Run.')
    );
    this.faults.hidden = this.bar.hidden = this.outdated.hidden = true;
    this.bar.setAttribute('aria-label', trans.__('Progress of the study'));
    node.append(
      element('div', 'report-row', this.run, this.bar, this.note),
      this.faults,
      this.outdated,
      this.figure
    );
    // Who runs the study has seen that it may run.
    this.pane = new ShownResult(this.figure, services, {
      reveal: around.reveal,
      trusted: () => true
    });
    context.model.contentChanged.connect(this.onTyped);
    context.saveState.connect(this.onSaved);
    void this.look();
  }

  dispose(): void {
    this.isClosed = true;
    window.clearTimeout(this.timer);
    this.around.context.model.contentChanged.disconnect(this.onTyped);
    this.around.context.saveState.disconnect(this.onSaved);
    this.looking?.abort();
    this.aborter?.abort();
    this.pane.dispose();
  }

  private readonly onTyped = (): void => {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), PAUSE);
  };

  private readonly onSaved = (_: unknown, state: DocumentRegistry.SaveState): void => {
    if (state === 'completed') void this.start(SAVED_SECONDS);
  };

  private toggle(): void {
    if (this.aborter === null) void this.start(Infinity);
    else this.aborter.abort();
  }

  /** Reads the text as it stands, and says what is wrong with it or what it will cost. */
  private async look(): Promise<Ready | null> {
    this.looking?.abort();
    const looking = (this.looking = new AbortController());
    // This is the look that a change of the text waits for; another would take this one's answer away.
    window.clearTimeout(this.timer);
    const { trans } = this.around.services;
    const text = this.around.context.model.toString();
    this.compare();
    try {
      const study = readStudy(text, { name: this.around.context.path });
      const place = { ...pageSources, giveWay: turns(looking.signal) };
      const { cells, seconds } = await checkStudy(study, place);
      if (looking.signal.aborted) return null;
      this.blame('');
      if (this.aborter === null) {
        const size = cells === 1 ? trans.__('1 cell') : trans.__('%1 cells', cells);
        this.say(
          seconds < 1
            ? trans.__('%1, under 1 s on one core', size)
            : trans.__('%1, about %2 on one core', size, duration(seconds, trans))
        );
      }
      return { study, text, seconds };
    } catch (error) {
      if (looking.signal.aborted) return null;
      if (!(error instanceof StudyError)) throw error;
      this.blame(error.message);
      return null;
    }
  }

  /** Runs the study if it can be run and costs at most some core-seconds; a run before it ends. */
  private async start(mostSeconds: number): Promise<void> {
    const { trans } = this.around.services;
    this.aborter?.abort();
    const ready = await this.look();
    if (ready === null || this.isClosed) return;
    if (ready.seconds > mostSeconds) {
      this.say(
        trans.__(
          'This study takes about %1 on one core, so it waits for Run',
          duration(ready.seconds, trans)
        )
      );
      return;
    }
    this.aborter?.abort();
    const aborter = (this.aborter = new AbortController());
    this.showRunning(true);
    try {
      const result = await this.pane.runner.run(
        ready.study,
        'cached',
        ({ done, total }) => this.advance(done / total),
        aborter.signal
      );
      aborter.signal.throwIfAborted();
      this.pane.show(result);
      this.drawn = ready.text;
      this.compare();
      this.say(result.cached ? trans.__('Done, from the cache') : trans.__('Done'));
    } catch (error) {
      // A run that a newer one has ended has nothing to say.
      if (this.aborter !== aborter) return;
      if (aborter.signal.aborted) this.say(trans.__('Stopped'));
      else this.blame(error instanceof Error ? error.message : String(error));
    } finally {
      if (this.aborter === aborter) {
        this.aborter = null;
        this.showRunning(false);
      }
    }
  }

  private advance(share: number): void {
    this.bar.value = share;
    this.say(this.around.services.trans.__('%1 %', Math.floor(100 * share)), false);
  }

  /** @param isAloud whether a screen reader says it, too: each percent would be too much */
  private say(words: string, isAloud = true): void {
    this.note.setAttribute('aria-live', isAloud ? 'polite' : 'off');
    this.note.textContent = words;
  }

  private showRunning(isRunning: boolean): void {
    const { trans } = this.around.services;
    this.run.textContent = isRunning ? trans.__('Stop') : trans.__('Run');
    this.bar.hidden = !isRunning;
    this.bar.removeAttribute('value');
  }

  /** Says what is wrong; nothing for the empty text. */
  private blame(words: string): void {
    this.faults.textContent = words;
    this.faults.hidden = words === '';
    if (words !== '') this.say('');
  }

  private compare(): void {
    this.outdated.hidden =
      this.drawn === null || this.drawn === this.around.context.model.toString();
  }
}
