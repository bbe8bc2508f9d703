// Computes the study that the controls stand at: a draft while they are dragged, the whole study when they are let go,
// and nothing of high cost unless the reader asks for it.

import { readAgain, valueAt, type PlainStudy } from '../../study/change';
import { draftOf, type Draft } from '../../study/draft';
import type { Result } from '../../study/result';
import type { Study } from '../../study/study';
import type { Runner, Way } from '../surroundings';
import type { Translation } from '../translation';
import type { ViewSettings } from '../viewsettings';
import type { Watched } from '../watched';
import { isSame } from './history';
import type { State } from './status';

/** drag: more will come; release: the reader has chosen; ask: the reader wants it, whatever it costs. */
export type Wish = 'drag' | 'release' | 'ask';

/** Core-seconds of a draft, estimated; a study that costs no more is computed in full at once, and not worth keeping. */
const DRAFT_SECONDS = 0.1;
/** Core-seconds above which even the least draft is left out. */
const MOST_DRAFT_SECONDS = 1;
/** Core-seconds above which the reader must ask. */
const MOST_UNASKED_SECONDS = 30;
/** Milliseconds before progress is shown, and between two looks at it. */
const QUIET = 500;
const LOOK = 100;

/** Who is told what comes of a computation. */
export interface Told {
  state(state: State): void;
  draft(result: Result, words: string): Promise<void>;
  whole(study: PlainStudy, result: Result): Promise<void>;
}

/** Computes studies, one at a time, and keeps the last. */
export class Computation {
  /** The last result that was computed in full. */
  private latest: { readonly study: PlainStudy; readonly result: Result } | null = null;

  /**
   * @param runner the place that computes
   * @param settings the limit of what starts by itself
   * @param trans translates the words
   * @param tell is told what is shown and said
   */
  constructor(
    private readonly runner: Runner,
    private readonly settings: Watched<ViewSettings>,
    private readonly trans: Translation,
    private readonly tell: Told
  ) {}

  /**
   * Computes a study, or says why it doesn't.
   *
   * @param plain a valid study
   * @param wish what the reader does
   * @param signal ends it
   * @throws StudyError, and whatever the place throws; the signal's reason once that is aborted
   */
  async compute(plain: PlainStudy, wish: Wish, signal: AbortSignal): Promise<void> {
    const before = this.latest;
    if (wish !== 'ask' && before !== null && isSame(before.study, plain)) {
      this.tell.state({ is: 'rest' });
      await this.tell.whole(plain, before.result);
      return;
    }
    const study = readAgain(plain);
    const { seconds } = await this.runner.check(study, signal);
    signal.throwIfAborted();
    const isLight = seconds <= DRAFT_SECONDS;
    if (wish === 'drag' && !isLight) {
      await this.sketch(draftOf(plain, DRAFT_SECONDS / seconds), signal);
    } else if (
      wish === 'release' &&
      (seconds > MOST_UNASKED_SECONDS || (!isLight && this.isLarge(plain)))
    ) {
      this.tell.state({ is: 'costly', seconds });
    } else {
      const begun = performance.now();
      const result = await this.running(study, wish, isLight ? 'afresh' : 'cached', signal);
      this.latest = { study: plain, result };
      const milliseconds = performance.now() - begun;
      const { cached = false } = result;
      this.tell.state(wish === 'drag' ? { is: 'rest' } : { is: 'done', milliseconds, cached });
      await this.tell.whole(plain, result);
    }
  }

  /** Whether a study has more trials in a cell, or steps in a run, than the reader lets a control start. */
  private isLarge(plain: PlainStudy): boolean {
    const effort = valueAt(plain, plain.study === 'percolation' ? 'trials' : 'steps');
    const { trialsLimit } = this.settings.current;
    return [effort].flat().some(value => typeof value === 'number' && value > trialsLimit);
  }

  /** Shows a draft, if there is one that costs little. */
  private async sketch(draft: Draft, signal: AbortSignal): Promise<void> {
    const study = readAgain(draft.study);
    const { seconds } = await this.runner.check(study, signal);
    signal.throwIfAborted();
    if (draft.reduced.length === 0 || seconds > MOST_DRAFT_SECONDS) {
      this.tell.state({ is: 'later' });
      return;
    }
    const result = await this.runner.run(study, 'afresh', () => undefined, signal);
    signal.throwIfAborted();
    const words = this.draftWords(draft);
    this.tell.state({ is: 'draft', words });
    await this.tell.draft(result, words);
  }

  private draftWords({ reduced }: Draft): string {
    const { trans } = this;
    const parts = reduced.map(({ key, from, to }) =>
      from === ''
        ? trans.__('%1 %2', grouped(to), key)
        : trans.__('%1 of %2 %3', grouped(to), grouped(from), key)
    );
    return trans.__('Draft: %1', parts.join(', '));
  }

  /** Runs a study, with its progress once it takes a while. */
  private async running(study: Study, wish: Wish, way: Way, signal: AbortSignal): Promise<Result> {
    let progress = { done: 0, total: 0 };
    const tell = (): void => this.tell.state({ is: 'running', ...progress });
    let timer = 0;
    const later = (delay: number): void => {
      timer = window.setTimeout(() => {
        tell();
        later(LOOK);
      }, delay);
    };
    if (wish !== 'drag') later(QUIET);
    // What is stopped may take a moment to end, and must not be said to run meanwhile.
    signal.addEventListener('abort', () => clearTimeout(timer));
    try {
      const result = await this.runner.run(
        study,
        way,
        ({ done, total }) => (progress = { done, total }),
        signal
      );
      signal.throwIfAborted();
      return result;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Large numbers in groups of three digits; those behind a decimal point stay as they are. */
function grouped(numbers: string): string {
  return numbers.replace(/(?<![\d.])\d{5,}/g, digits =>
    digits.replace(/\B(?=(?:\d{3}){1,7}$)/g, ',')
  );
}
