// What a reader can set for all results, and what is taken where nothing was set.

import type { PaletteName } from '../study/figure/palettes';

/** Settings of the views. */
export interface ViewSettings {
  /** Height of a figure of one panel in pixels; others are higher in proportion. */
  readonly height: number;
  /** Whether the table is open at first. */
  readonly tableOpen: boolean;
  /** Most workers that run studies in the page, integer >= 1; null is one for each core. */
  readonly workers: number | null;
  /**
   * Most trials of a cell, and most steps of a training run, integer >= 1, of a study that a control starts by itself. A
   * larger study waits for Run, unless it is done in no time anyway.
   */
  readonly trialsLimit: number;
  /** Most digits behind the decimal point of a number in a table, 0 to 17; null shows all that are known. */
  readonly decimals: number | null;
  /** Colours of lines and points in the page; stored pictures and downloads keep the default. */
  readonly palette: PaletteName;
  /** Whether a study is run again by itself when a control is moved; where not, it waits for Run. */
  readonly autorun: boolean;
}

/** The settings of a reader who has set nothing; schema/plugin.json says the same to JupyterLab. */
export const DEFAULT_SETTINGS: ViewSettings = {
  height: 420,
  tableOpen: false,
  workers: null,
  trialsLimit: 100_000_000,
  decimals: null,
  palette: 'percolab',
  autorun: true
};
