// What the word under the pointer means: the documentation of its key, from the table that validates it.

import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Description } from '../../study/assist/describe';
import { hoverAt } from '../../study/assist/hover';
import { element } from '../../view/element';
import { type Place, studyIn } from './study';

function card(meaning: Description, trans: TranslationBundle): HTMLElement {
  const terms = element('dl', 'terms');
  const add = (term: string, value: string | null) => {
    if (value !== null) terms.append(element('dt', '', term), element('dd', '', value));
  };
  add(trans.__('Allowed'), meaning.allowed);
  add(trans.__('Default'), meaning.default);
  return element(
    'div',
    'meaning',
    element('code', 'meaning-path', meaning.path),
    element('p', '', meaning.about),
    terms
  );
}

/** Shows what the word under the pointer means. */
export function meanings(place: Place, trans: TranslationBundle): Extension {
  return hoverTooltip(({ state }, at) => {
    const study = studyIn(state.doc.toString(), place);
    const found = study && at >= study.start ? hoverAt(study.text, at, study.kind) : null;
    return (
      found && {
        pos: found.from,
        end: found.to,
        above: true,
        create: () => ({ dom: card(found, trans) })
      }
    );
  });
}
