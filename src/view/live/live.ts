// What the controls under a result stand at: each move, undo, reset and pin, and what is shown for it. The last picture
// stays until the next is there.

import { changed, difference, readAgain, type PlainStudy } from '../../study/change';
import { StudyError } from '../../study/diagnostic';
import type { Figure } from '../../study/figure';
import { readStudy } from '../../study/read';
import type { Result } from '../../study/result';
import { resolve, type Study } from '../../study/study';
import type { Instrument, Showing } from '../instrument';
import type { Runner } from '../surroundings';
import { Watchable } from '../watched';
import { Computation, type Wish } from './computation';
import { History, isSame } from './history';
import { Newest } from './newest';
import { withPins } from './pins';
import type { State } from './status';

/** Milliseconds that stale work may go on. */
const PATIENCE = 100;
/** The heart of the controls. */
export class Live {
  readonly state = new Watchable<State>({ is: 'rest' });
  /** Told when what can be undone, redone, pinned or run has changed. */
  readonly steps: Watchable<History>;
  private readonly history: History;
  private readonly newest = new Newest(PATIENCE);
  private readonly computation: Computation;
  private pins: readonly { readonly study: PlainStudy; readonly figure: Figure }[] = [];
  private isAsked = false;
  private dragging = false;
  private isWarm = false;

  constructor(
    private readonly instrument: Instrument,
    private readonly runner: Runner
  ) {
    const { settings, trans } = instrument;
    this.computation = new Computation(runner, settings, trans, {
      state: state => this.state.set(state),
      draft: (result, origin) => this.show({ result, state: 'draft', origin }),
      whole: (plain, result) => this.finish(plain, result)
    });
    this.history = new History({ study: instrument.stored.study, result: instrument.stored });
    this.steps = new Watchable(this.history);
    instrument.signal.addEventListener('abort', () => this.newest.stop());
  }

  /** Whether the last change was one of many. */
  get isDragging(): boolean {
    return this.dragging;
  }

  /** Whether curves are kept. */
  get isPinned(): boolean {
    return this.pins.length > 0;
  }

  /** Whether the controls stand at the stored study. */
  get isStored(): boolean {
    return isSame(this.instrument.study.current, this.instrument.stored.study);
  }

  /**
   * Takes another value of a key.
   *
   * @param value as in YAML
   * @returns the study, or null where it would not be valid, which the state then says
   */
  change(path: string, value: unknown, wish: Wish): Study | null {
    let study: Study;
    try {
      study = readAgain(changed(this.instrument.study.current, path, value));
    } catch (error) {
      this.refuse(error);
      return null;
    }
    const plain = resolve(study);
    // A field tells its value again when the focus leaves it.
    const isTold = !this.dragging && this.state.current.is !== 'invalid';
    if (isTold && isSame(plain, this.instrument.study.current)) return study;
    this.dragging = wish === 'drag';
    this.instrument.moveTo(plain);
    if (wish !== 'drag') {
      this.history.push(this.instrument.study.current);
      this.steps.set(this.history);
    }
    this.follow(wish);
    return study;
  }

  /** Computes what the controls stand at, as the reader asks. */
  run(): void {
    this.isAsked = true;
    this.compute('ask');
  }

  /** Has workers started before the reader moves a control, so that the first picture comes as soon as the next. */
  warmUp(): void {
    if (this.isWarm || !this.instrument.surroundings.trusted()) return;
    this.isWarm = true;
    const least = readStudy('study: percolation\nnetwork: {width: 1, depth: 1}\np: 0.5');
    this.runner
      .run(least, 'afresh', () => undefined, this.instrument.signal)
      .catch(() => {
        // The first real run will say it.
        this.isWarm = false;
      });
  }

  /** Ends what runs. */
  stop(): void {
    this.newest.stop();
    this.state.set({ is: 'stopped' });
  }

  /** Goes steps back or forth in what the controls stood at. */
  go(by: number): void {
    this.dragging = false;
    this.instrument.moveTo(this.history.go(by).study);
    this.steps.set(this.history);
    this.follow('release');
  }

  /** Back to what the output holds; this can be undone. */
  reset(): void {
    const { stored } = this.instrument;
    this.dragging = false;
    this.instrument.moveTo(stored.study);
    this.history.push(stored.study, stored);
    this.steps.set(this.history);
    this.follow('release');
  }

  /** Keeps the curves that are shown. */
  pin(): void {
    const { shown, figure } = this.instrument;
    this.pins = [...this.pins, { study: shown.current.result.study, figure }];
    this.redraw();
  }

  /** Lets all kept curves go. */
  unpin(): void {
    this.pins = [];
    this.redraw();
  }

  private redraw(): void {
    void this.show(this.instrument.shown.current);
    this.steps.set(this.history);
  }

  /** Shows or computes what the controls stand at. */
  private follow(wish: Wish): void {
    const { instrument, history } = this;
    const { current: study } = instrument.study;
    if (this.isStored) {
      this.have({ result: instrument.stored, state: 'stored', origin: '' });
    } else if (isSame(study, history.current.study) && history.current.result !== null) {
      this.have(this.whole(history.current.result));
    } else if (!this.isAsked && !instrument.surroundings.trusted()) {
      this.newest.stop();
      this.state.set({ is: 'untrusted' });
    } else if (!instrument.settings.current.autorun) {
      this.newest.stop();
      this.state.set({ is: 'waiting' });
    } else {
      this.compute(wish);
    }
  }

  /** Shows what need not be computed. */
  private have(showing: Showing): void {
    this.newest.stop();
    this.state.set({ is: 'rest' });
    void this.show(showing);
  }

  private compute(wish: Wish): void {
    const { current: plain } = this.instrument.study;
    this.newest.submit(async signal => {
      try {
        await this.computation.compute(plain, wish, signal);
      } catch (error) {
        if (!signal.aborted) this.refuse(error);
      }
    });
  }

  private async finish(plain: PlainStudy, result: Result): Promise<void> {
    const { current } = this.history;
    if (isSame(plain, current.study)) current.result = result;
    await this.show(this.whole(result));
  }

  private whole(result: Result): Showing {
    const { stored, trans } = this.instrument;
    if (result === stored) return { result, state: 'stored', origin: '' };
    const origin = result.cached
      ? trans.__('Computed in this browser before')
      : trans.__('Computed in this page');
    return { result, state: 'full', origin };
  }

  private async show(showing: Showing): Promise<void> {
    const { pins } = this;
    const kept = pins.map(({ study, figure }) => ({
      figure,
      name: this.pinName(study, showing.result.study)
    }));
    const adorn = pins.length > 0 ? { adorn: (own: Figure) => withPins(own, kept) } : {};
    const { result, state, origin } = showing;
    await this.instrument.show({ result, state, origin, ...adorn });
  }

  private pinName(study: PlainStudy, shown: PlainStudy): string {
    const words = difference(study, shown);
    return words === ''
      ? this.instrument.trans.__('pinned')
      : this.instrument.trans.__('pinned: %1', words);
  }

  private refuse(error: unknown): void {
    const { trans } = this.instrument;
    if (error instanceof StudyError) {
      const words = error.diagnostics.map(({ key, message }) =>
        `${key}: ${message}`.replace(/^: /, '')
      );
      this.newest.stop();
      this.state.set({ is: 'invalid', words: words.join('\n') });
    } else {
      console.error(error);
      const why = error instanceof Error ? error.message : String(error);
      this.state.set({ is: 'failed', words: trans.__('It can\u2019t be computed here: %1.', why) });
    }
  }
}
