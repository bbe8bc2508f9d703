// Some of a few words: a checkbox for each.

import type { WordsControl } from '../../study/controls';
import { element } from '../element';
import { focusedBeside } from '../focused';
import { groupRow, type Row, type RowContext } from './row';

export function wordsRow(first: WordsControl, { change, trans }: RowContext): Row {
  const { path, name } = first;
  let { options } = first;
  const boxes = new Map<string, HTMLInputElement>();
  const list = element('div', 'words');
  const tell = (): void => {
    const chosen = (word: string): boolean => boxes.get(word)?.checked === true;
    // As the reader wrote them, so that a word that comes back brings the same study back.
    const ordered = [...first.values, ...options.filter(word => !first.values.includes(word))];
    change(path, ordered.filter(chosen), 'release');
  };
  const boxOf = (word: string): HTMLLabelElement => {
    const box = element('input', 'switch');
    box.type = 'checkbox';
    box.addEventListener('change', tell);
    boxes.set(word, box);
    return element('label', 'word', box, word);
  };
  const sync = (control: WordsControl): void => {
    if (boxes.size === 0 || control.options.join() !== options.join()) {
      const focused = [...boxes].find(([, box]) => box === focusedBeside(list))?.[0];
      boxes.clear();
      ({ options } = control);
      list.replaceChildren(...options.map(boxOf));
      if (focused !== undefined) boxes.get(focused)?.focus();
    }
    for (const [word, box] of boxes) box.checked = control.values.includes(word);
  };
  sync(first);
  const row = groupRow(first, trans.__('%1, some of these', name), list);
  return { is: 'words', element: row, sync: control => sync(control as WordsControl) };
}
