// What the reader set for all results, as the views need it; JupyterLab's settings system keeps it.

import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { DEFAULT_SETTINGS, type ViewSettings } from '../view/viewsettings';

type Listener = (settings: ViewSettings) => void;

/** Settings of the views; the defaults are those of schema/plugin.json. */
export class SharedSettings {
  private settings = DEFAULT_SETTINGS;
  private readonly listeners = new Set<Listener>();

  /** The settings now. */
  get current(): ViewSettings {
    return this.settings;
  }

  /**
   * Follows the settings that JupyterLab keeps. The registry has checked them against the schema.
   *
   * @param kept settings of this plugin
   */
  follow(kept: ISettingRegistry.ISettings): void {
    const read = () => {
      this.settings = viewSettings(kept.composite as unknown as KeptSettings);
      for (const listener of this.listeners) listener(this.settings);
    };
    kept.changed.connect(read);
    read();
  }

  /**
   * Calls back after each change.
   *
   * @param listener gets the new settings
   * @returns stops it
   */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Settings as the schema has them: a form has no field for "all" but a number. */
type KeptSettings = Omit<ViewSettings, 'workers' | 'decimals'> & {
  readonly workers: number;
  readonly decimals: number;
};

/** Workers that stand for one for each core. */
const EACH_CORE = 0;
/** Decimals that stand for all. */
const ALL = -1;

function viewSettings({ workers, decimals, ...kept }: KeptSettings): ViewSettings {
  return {
    ...kept,
    workers: workers === EACH_CORE ? null : workers,
    decimals: decimals === ALL ? null : decimals
  };
}
