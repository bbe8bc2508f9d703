// The figure's own title as text of the page, which can be selected, read aloud and broken into lines.

import type { Figure } from '../study/figure';
import { unescaped } from '../study/figure/text';
import { element } from './element';

/** Title and subtitle of a figure. */
export function titles({ layout: { title } }: Figure): HTMLElement[] {
  return [
    element('span', 'title', unescaped(title.text)),
    element('span', 'subtitle', unescaped(title.subtitle.text))
  ];
}
