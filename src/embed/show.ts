// The view of a result in any page, without Jupyter. It stands in a shadow root, so that the page's styles don't reach
// it and its own don't leave it; only the page's --jp-* variables come in, and colours of our own where it has none.

import { colorOf, isDark } from '../view/contrast';
import { element } from '../view/element';
import { keepOwnKeys } from '../view/ownkeys';
import { ResultView } from '../view/resultview';
import { DEFAULT_SETTINGS } from '../view/viewsettings';
import type { Surroundings } from '../view/surroundings';
import { onThemeChange, plainColor } from '../view/theme';
import { STYLE_SHEET, WORKER_SCRIPT } from './built';
import { english } from './english';
import { blobRunner } from './runner';

/** How a result is shown. */
export interface ShowOptions {
  /** Whether work may start by itself; where not, the reader presses Run first. */
  readonly trusted: boolean;
}

/** A result in a page. */
export interface Shown {
  /** Takes it away and ends its workers. */
  dispose(): void;
}

/**
 * Shows a result in an element, behind what the element holds already.
 *
 * @param place the element
 * @param payload anything; what is no result gives a short message
 * @param options whether work may start by itself
 */
export function showResult(place: HTMLElement, payload: unknown, options: ShowOptions): Shown {
  const holder = element('div', 'embed');
  const root = holder.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styleSheet()];
  const host = element('div', 'result');
  root.append(host);
  place.append(holder);
  keepOwnKeys();
  const dress = (): void => wear(holder, host);
  dress();
  // Before the plots of the view listen, which read what is worn.
  const stopTheme = onThemeChange(dress);
  const surroundings: Surroundings = {
    runner: blobRunner(WORKER_SCRIPT),
    trusted: () => options.trusted,
    cell: null
  };
  const view = new ResultView(host, DEFAULT_SETTINGS, english, surroundings);
  view.show(payload);
  return {
    dispose: () => {
      stopTheme();
      view.dispose();
      surroundings.runner?.dispose();
      holder.remove();
    }
  };
}

/** Gives the view colours of ours, light or dark as the page's text tells, where the page has none of JupyterLab's. */
function wear(holder: HTMLElement, host: HTMLElement): void {
  delete host.dataset['colors'];
  const style = getComputedStyle(holder);
  if (style.getPropertyValue('--jp-ui-font-color1').trim() !== '') return;
  const text = colorOf(plainColor(style.color));
  // Text that is light, so that black shows it best, stands on a dark page.
  host.dataset['colors'] = text !== null && !isDark(text) ? 'dark' : 'light';
}

let sheet: CSSStyleSheet | null = null;

/** One style sheet for all results; a sheet that a script makes is allowed where inline styles are not. */
function styleSheet(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE_SHEET);
  }
  return sheet;
}
