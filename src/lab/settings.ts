// What the reader set for all results, as the views need it; JupyterLab's settings system keeps it.

import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { ViewSettings } from '../view/resultview';

type Listener = (settings: ViewSettings) => void;

/** Settings of the views; the defaults are those of schema/plugin.json. */
export class SharedSettings {
  private settings: ViewSettings = { height: 420, tableOpen: false };
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
      this.settings = {
        height: kept.composite['height'] as number,
        tableOpen: kept.composite['tableOpen'] as boolean
      };
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
