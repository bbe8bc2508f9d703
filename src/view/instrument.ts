// What the parts of a result's view share: the result, what is shown of it now, and the places where a part can
// stand. A part is loaded after the figure is drawn (parts.ts) and cleans up when the signal aborts.

import type { Figure } from '../study/figure';
import type { Result } from '../study/result';
import type { ActionBar } from './actions';
import type { Surroundings } from './surroundings';
import type { Translation } from './translation';
import type { ViewSettings } from './viewsettings';
import type { Watched } from './watched';

/** What the view shows. */
export interface Showing {
  readonly result: Result;
  /** stored: what the output holds; draft: computed here with less effort; full: computed here as the study says. */
  readonly state: 'stored' | 'draft' | 'full';
  /** Where it comes from if it is not stored, in words. */
  readonly origin: string;
  /** Adds to the result's figure. */
  readonly adorn?: (figure: Figure) => Figure;
}

/** A point of the figure on which the reader clicked. */
export interface Picked {
  /** Texts of the point, as the figure holds them. */
  readonly customdata: readonly string[];
  /** Title of the axis along x of its panel, escaped. */
  readonly x: string;
}

/** A result's view, as its parts see it. */
export interface Instrument {
  /** What the output holds. */
  readonly stored: Result;
  readonly shown: Watched<Showing>;
  /** The figure of what is shown, without what was added to it. */
  readonly figure: Figure;
  /** The resolved study as the controls stand, which `shown` follows; that of the stored result at first. */
  readonly study: Watched<Result['study']>;
  readonly settings: Watched<ViewSettings>;
  readonly actions: ActionBar;
  /** At the figure's right, or below it where that is too narrow; null where nothing can be run. */
  readonly panel: HTMLElement | null;
  /** Below the actions, across: for what an action opens. */
  readonly below: HTMLElement;
  /**
   * Shows another result in place of the one before; the reader's zoom, open tables and focus stay.
   *
   * @returns resolves when it is drawn, or will be as soon as the reader is near
   */
  show(showing: Showing): Promise<void>;
  /**
   * Adds a mark to the figure that stays when another result is shown; the next mark takes its place.
   *
   * @param adorn adds it to a figure; null for no mark
   */
  mark(adorn: ((figure: Figure) => Figure) | null): Promise<void>;
  /** Told where the reader clicks in the figure. */
  onPick(listener: (picked: Picked) => void, signal: AbortSignal): void;
  /** Says that the controls stand elsewhere. */
  moveTo(study: Result['study']): void;
  readonly surroundings: Surroundings;
  readonly trans: Translation;
  /** Aborts when the result is no longer in the page. */
  readonly signal: AbortSignal;
}

/** Adds itself to a view. */
export type Part = (instrument: Instrument) => void;
