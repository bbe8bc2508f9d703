// Removes all studies that the browser keeps, and says so.

import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { keptStudies, removeStudies } from '../../host/browser/cache/inventory';

/** Milliseconds that the words stand; without, they would only be in the list behind the bell. */
const SHOWN = 5000;

/** Clears the cache; a browser that refuses is told as it says it. */
export async function clearCache(trans: TranslationBundle): Promise<void> {
  try {
    const studies = await keptStudies();
    await removeStudies(studies);
    const words =
      studies.length === 1
        ? trans.__('1 study was removed from the cache of this browser.')
        : trans.__('%1 studies were removed from the cache of this browser.', studies.length);
    Notification.success(words, { autoClose: SHOWN });
  } catch (error) {
    Notification.error(
      trans.__('The cache of this browser can\u2019t be cleared: %1', (error as Error).message),
      { autoClose: false }
    );
  }
}
