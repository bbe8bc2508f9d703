// Mistakes of a study, underlined while it is written. F8 goes to the next one and shows what it is.

import { type Diagnostic, forEachDiagnostic, linter } from '@codemirror/lint';
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { underlines } from '../../study/assist/underline';
import { element } from '../../view/element';
import { type Place, studyIn } from './study';

/** Milliseconds without a key after which the study is looked at. */
const PAUSE = 400;

function mistakesIn(state: EditorState, place: Place): Diagnostic[] {
  const study = studyIn(state.doc.toString(), place);
  return (study ? underlines(study.text, study.kind) : []).map(({ from, to, message }) => ({
    from,
    to,
    severity: 'error',
    message
  }));
}

const show = StateEffect.define<Tooltip>();

/** The mistake that F8 went to, until the caret leaves it or the text changes. */
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update: (tooltip, { effects, docChanged, newSelection }) => {
    const next = effects.find(effect => effect.is(show));
    if (next) return next.value;
    const { head } = newSelection.main;
    const stays = tooltip && !docChanged && head >= tooltip.pos && head <= (tooltip.end ?? 0);
    return stays ? tooltip : null;
  },
  provide: field => showTooltip.from(field)
});

/** Goes to the next mistake behind the caret, from the last one to the first; says what it is. */
function nextMistake(view: EditorView): boolean {
  const found: { from: number; to: number; message: string }[] = [];
  forEachDiagnostic(view.state, ({ message }, from, to) => found.push({ from, to, message }));
  const { head } = view.state.selection.main;
  const next = found.find(({ from }) => from > head) ?? found[0];
  if (next === undefined) return false;
  const { from, to, message } = next;
  const create = () => ({ dom: element('div', 'mistake', message) });
  view.dispatch({
    selection: { anchor: from },
    scrollIntoView: true,
    effects: [show.of({ pos: from, end: to, above: true, create }), EditorView.announce.of(message)]
  });
  return true;
}

/** Underlines the mistakes. */
export function mistakes(place: Place): Extension {
  return [
    linter(({ state }) => mistakesIn(state, place), { delay: PAUSE }),
    shown,
    keymap.of([{ key: 'F8', run: nextMistake }])
  ];
}
