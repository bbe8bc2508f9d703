// The export menu: a button in the bar of actions that opens a row of buttons below it. Escape closes it and gives the
// focus back.

import { StudyError } from '../../study/diagnostic';
import type { Result } from '../../study/result';
import { fileName, pngOf, savePng, saveSvg, saveText } from '../download';
import { element } from '../element';
import type { Instrument, Part } from '../instrument';
import { message } from '../message';
import { bibtexFile, citationFile, csvFile, jsonFile, studyFile, type TextFile } from './files';

/** Adds the menu. */
export const part: Part = instrument => {
  const menu = new Menu(instrument);
  const { element: button } = instrument.actions.add({
    id: 'export',
    label: instrument.trans.__('Export'),
    title: instrument.trans.__('Save the figure, its numbers, its study or its citation'),
    run: () => menu.toggle(button)
  });
  button.setAttribute('aria-expanded', 'false');
};

class Menu {
  private readonly element: HTMLElement;
  private readonly said = message('');
  private isOpen = false;

  constructor(private readonly instrument: Instrument) {
    const { trans } = instrument;
    this.element = element(
      'div',
      'menu',
      this.group(trans.__('Figure'), [
        ['PNG', result => this.save(result, 'png', savePng)],
        ['SVG', result => this.save(result, 'svg', saveSvg)],
        [trans.__('Copy figure'), result => this.copy(result)]
      ]),
      this.group(trans.__('Numbers'), [
        ['CSV', result => this.saveText(result, csvFile(result, trans))],
        [trans.__('Result (JSON)'), result => this.saveText(result, jsonFile(result, trans))]
      ]),
      this.group(trans.__('Study'), [
        ['YAML', result => this.saveText(result, studyFile(result, trans))]
      ]),
      this.group(trans.__('Citation'), [
        ['BibTeX', result => this.saveText(result, bibtexFile(result))],
        [trans.__('Text'), result => this.saveText(result, citationFile(result))]
      ]),
      this.said
    );
  }

  /** Opens or closes the menu; its first button gets the focus, or the one that opened it. */
  toggle(button: HTMLButtonElement): void {
    this.isOpen = !this.isOpen;
    button.setAttribute('aria-expanded', String(this.isOpen));
    this.said.textContent = '';
    if (!this.isOpen) {
      this.element.remove();
      button.focus();
      return;
    }
    this.element.onkeydown = event => {
      if (event.key !== 'Escape') return;
      // The menu's own: it must not lead back to the cells as well.
      event.preventDefault();
      event.stopPropagation();
      this.toggle(button);
    };
    this.instrument.below.append(this.element);
    this.element.querySelector('button')!.focus();
  }

  private group(
    name: string,
    entries: readonly (readonly [string, (result: Result) => string | Promise<string>])[]
  ): HTMLElement {
    const buttons = entries.map(([label, run]) => {
      const made = element('button', 'action', label);
      made.type = 'button';
      made.addEventListener('click', () => void this.run(run));
      return made;
    });
    const group = element('div', 'entries', element('span', 'name', name), ...buttons);
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', name);
    return group;
  }

  /** Does something with what is shown, and says what came of it. */
  private async run(work: (result: Result) => string | Promise<string>): Promise<void> {
    const { shown, trans } = this.instrument;
    try {
      this.said.textContent = await work(shown.current.result);
    } catch (error) {
      if (!(error instanceof StudyError)) console.error(error);
      const why = error instanceof Error ? error.message : String(error);
      this.said.textContent = trans.__('It can\u2019t be exported: %1', why);
    }
  }

  private async save(
    result: Result,
    ending: string,
    save: (result: Result) => void | Promise<void>
  ): Promise<string> {
    await save(result);
    return this.saved(result, ending);
  }

  private saveText(result: Result, { ending, text, note }: TextFile): string {
    saveText(text, result, ending);
    return [this.saved(result, ending), note].filter(words => words !== '').join(' ');
  }

  private saved(result: Result, ending: string): string {
    return this.instrument.trans.__('Saved as %1.', fileName(result, ending));
  }

  private async copy(result: Result): Promise<string> {
    const { trans } = this.instrument;
    try {
      // The clipboard takes a promise: made before it is asked, the picture would come too late after the click.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(result) })]);
      return trans.__('The figure is in the clipboard.');
    } catch (error) {
      console.warn(error);
      return trans.__('The browser does not let this page copy a picture. Save it as PNG instead.');
    }
  }
}
