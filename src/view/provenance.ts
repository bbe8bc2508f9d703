// Verify: computes the study of the shown result again, in this page, and compares the digests.

import { readAgain } from '../study/change';
import { formatDiagnostic, StudyError } from '../study/diagnostic';
import type { Result } from '../study/result';
import type { Study } from '../study/study';
import { verify, type Verification } from '../study/verify';
import { VERSION } from '../study/version';
import type { ActionButton } from './actions';
import { element } from './element';
import { focusedBeside } from './focused';
import type { Instrument, Part } from './instrument';
import { whyNotHere } from './live/place';
import type { Runner } from './surroundings';
import type { Translation } from './translation';

/** Milliseconds before progress is shown: what is quick needs none. */
const QUIET = 300;

/** Adds the action. */
export const part: Part = instrument => {
  const verifier = new Verifier(instrument);
  const button: ActionButton = instrument.actions.add({
    id: 'verify',
    label: instrument.trans.__('Verify'),
    title: instrument.trans.__('Compute the study again and compare the digests'),
    run: () => void verifier.run()
  });
  instrument.shown.onChange(({ result, state }) => {
    verifier.follow(result);
    button.update({ idle: state === 'draft' });
  }, instrument.signal);
  instrument.signal.addEventListener('abort', () => verifier.clear());
};

class Verifier {
  private readonly words = element('p', 'state');
  private readonly bar = element('progress', 'progress');
  private readonly stop: HTMLButtonElement;
  private readonly line: HTMLElement;
  private running: AbortController | null = null;
  /** The result that the line is about. */
  private verified: Result | null = null;

  constructor(private readonly instrument: Instrument) {
    const { trans } = instrument;
    this.words.setAttribute('role', 'status');
    this.words.tabIndex = -1;
    this.bar.max = 1;
    this.bar.setAttribute('aria-label', trans.__('Progress of the verification'));
    this.stop = element('button', 'stop', trans.__('Stop'));
    this.stop.type = 'button';
    this.stop.addEventListener('click', () => this.running?.abort());
    this.line = element('div', 'verification', this.words, this.bar, this.stop);
  }

  /** Verifies what is shown now, and says what came of it. */
  async run(): Promise<void> {
    if (this.running !== null) return;
    const { below, shown, trans } = this.instrument;
    const { result } = shown.current;
    this.verified = result;
    below.prepend(this.line);
    const own = (this.running = new AbortController());
    this.say('running', trans.__('Verifying \u2026'));
    const timer = window.setTimeout(() => this.showProgress(true), QUIET);
    let said: readonly [kind: string, words: string];
    try {
      said = await this.outcome(result, own.signal);
    } catch (error) {
      said = this.failure(error, own.signal);
    }
    clearTimeout(timer);
    if (this.running !== own) return;
    this.running = null;
    this.showProgress(false);
    this.say(...said);
  }

  /** Goes on while the result stays the same, whatever curves are pinned beside it. */
  follow(shown: Result): void {
    if (shown !== this.verified) this.clear();
  }

  /** Ends what runs, and takes back what was said. */
  clear(): void {
    this.running?.abort();
    this.running = null;
    this.verified = null;
    this.showProgress(false);
    this.line.remove();
  }

  private async outcome(
    result: Result,
    signal: AbortSignal
  ): Promise<readonly [kind: string, words: string]> {
    const { surroundings, trans } = this.instrument;
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      this.bar.value = done / total;
    };
    const found = await verify(result, async () => {
      const study = readAgain(result.study);
      const why = whyNot(result, study, surroundings.runner, trans);
      if (why !== null) throw new Unverifiable(why);
      return surroundings.runner!.run(study, 'afresh', onProgress, signal);
    });
    signal.throwIfAborted();
    return [found.is, outcomeWords(result, found, trans)];
  }

  private failure(error: unknown, signal: AbortSignal): readonly [kind: string, words: string] {
    const { trans } = this.instrument;
    if (signal.aborted) {
      return ['stopped', trans.__('Stopped; nothing is known about the digest.')];
    }
    if (error instanceof StudyError) {
      const mistake = formatDiagnostic(error.diagnostics[0]);
      const why = trans.__('This version of percolab can\u2019t run the study: %1', mistake);
      return ['cannot', trans.__('This can\u2019t be verified here. %1', why)];
    }
    if (!(error instanceof Unverifiable)) console.error(error);
    const why = error instanceof Error ? error.message : String(error);
    return ['cannot', trans.__('This can\u2019t be verified here. %1', why)];
  }

  private showProgress(shown: boolean): void {
    const hadFocus = focusedBeside(this.stop) === this.stop;
    this.bar.hidden = !shown;
    this.stop.hidden = !shown;
    if (!shown) this.bar.value = 0;
    // The focus must not fall off the page with the button that had it.
    if (!shown && hadFocus) this.words.focus();
  }

  private say(kind: string, words: string): void {
    this.line.dataset['state'] = kind;
    this.words.textContent = words;
  }
}

/** A result that can't be computed again in this page; the message says why. */
class Unverifiable extends Error {}

/** Why a result can't be computed again in this page; null where it can. */
function whyNot(
  { percolab }: Result,
  study: Study,
  runner: Runner | null,
  trans: Translation
): string | null {
  if (percolab !== VERSION) {
    return trans.__(
      'The result was made by percolab %1, and this page has percolab %2, which may give other numbers.',
      percolab,
      VERSION
    );
  }
  return runner === null
    ? trans.__('This page has no workers to compute with.')
    : whyNotHere(study, runner.data, trans);
}

function outcomeWords({ digest }: Result, found: Verification, trans: Translation): string {
  switch (found.is) {
    case 'equal':
      return trans.__('Equal: the study, computed again in this page, has the digest %1.', digest);
    case 'differs':
      return trans.__(
        'Differs: the study, computed again in this page, has the digest %1; the result says %2.',
        found.found,
        digest
      );
    case 'altered':
      if (found.found === null) {
        return trans.__(
          'Altered: the study, computed again in this page, has the digest %1, but not the rows that are shown.',
          digest
        );
      }
      return trans.__(
        'Altered: the numbers of this result have the digest %1; the result says %2.',
        found.found,
        digest
      );
  }
}
