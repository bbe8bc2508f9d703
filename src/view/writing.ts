// "Write to cell": the study as the controls stand put into the notebook's cell, and a badge that says when figure and
// cell differ. Nothing is written unless the reader presses the button.

import { readAgain } from '../study/change';
import { formatDiagnostic, StudyError } from '../study/diagnostic';
import type { Study } from '../study/study';
import { studyCell } from '../study/yaml/cell';
import { EditError, textMeaning } from '../study/yaml/edit';
import { sameStudy } from '../study/yaml/same';
import { cellText } from '../study/yaml/text';
import type { ActionButton } from './actions';
import { element } from './element';
import type { Instrument, Part } from './instrument';
import type { SourceCell } from './surroundings';

/** Milliseconds of rest after typing or dragging before figure and cell are compared. */
const REST = 200;

/** Adds the action and the badge, where there is a cell and this version can read the study. */
export const part: Part = instrument => {
  const { stored, surroundings } = instrument;
  const study = readable(stored.study);
  if (surroundings.cell !== null && study !== null) {
    new Writer(instrument, surroundings.cell, study).follow();
  }
};

function readable(recorded: Instrument['stored']['study']): Study | null {
  try {
    return readAgain(recorded);
  } catch (error) {
    if (error instanceof StudyError) return null;
    throw error;
  }
}

class Writer {
  private readonly button: ActionButton;
  private readonly badge = element('span', 'badge');
  private timer = 0;

  constructor(
    private readonly instrument: Instrument,
    private readonly cell: SourceCell,
    private readonly stored: Study
  ) {
    const { actions, trans } = instrument;
    const label = trans.__('Write to cell');
    this.button = actions.add({ id: 'write', label, run: () => this.write() });
    this.badge.setAttribute('role', 'status');
    actions.element.append(this.badge);
  }

  /** Compares now and after each change. */
  follow(): void {
    const { cell, instrument } = this;
    const later = (): void => {
      clearTimeout(this.timer);
      // Until it is known that they are the same, a reader who is quick may write.
      this.button.update({ idle: cell.isReadOnly });
      this.timer = window.setTimeout(() => this.compare(), REST);
    };
    instrument.study.onChange(() => {
      if (this.badge.dataset['state'] === 'written') this.say('', '');
      later();
    }, instrument.signal);
    const stop = cell.onChange(later);
    instrument.signal.addEventListener('abort', () => {
      stop();
      clearTimeout(this.timer);
    });
    this.compare();
  }

  /** The study as the controls stand. */
  private get study(): Study {
    return readAgain(this.instrument.study.current);
  }

  private compare(): void {
    const { cell, instrument, stored } = this;
    const { trans } = instrument;
    const { text, isReadOnly } = cell;
    const isPython = studyCell(text) === null;
    const isSame = !isPython && sameStudy(text, this.study);
    this.button.update({
      label: isPython ? trans.__('Write to new cell') : trans.__('Write to cell'),
      title: isReadOnly
        ? trans.__('The notebook or the cell may not be changed')
        : isPython
          ? trans.__('The cell holds Python: a new cell below it gets the study of the figure')
          : trans.__('Put the study of the figure into the cell; comments stay'),
      idle: isSame || isReadOnly
    });
    if (isPython || isSame) {
      // What was said of the last writing stays true until something changes.
      if (this.badge.dataset['state'] !== 'written') this.say('', '');
    } else if (sameStudy(text, stored)) {
      this.say('differs', trans.__('The figure differs from the cell'));
    } else {
      this.say('differs', trans.__('The cell has changed since this figure'));
    }
  }

  private write(): void {
    const { cell, instrument, study } = this;
    const { trans } = instrument;
    if (cell.isReadOnly) {
      this.compare();
      return;
    }
    try {
      if (studyCell(cell.text) === null) {
        cell.insertBelow(cellText(study));
        this.say('written', trans.__('Written to a new cell below; run it to keep the figure.'));
      } else {
        cell.write(textMeaning(cell.text, study));
        this.say('written', trans.__('Written to the cell; run it to keep the figure.'));
      }
    } catch (error) {
      if (!(error instanceof StudyError || error instanceof EditError)) throw error;
      const why =
        error instanceof StudyError ? formatDiagnostic(error.diagnostics[0]) : error.message;
      this.say('failed', trans.__('Not written: %1', why));
    }
  }

  private say(state: string, words: string): void {
    this.badge.dataset['state'] = state;
    if (this.badge.textContent !== words) this.badge.textContent = words;
  }
}
