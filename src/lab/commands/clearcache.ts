// Removes all studies that the browser keeps, and says so.

import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { keptStudies, removeStudies } from '../../host/browser/cache/inventory';

/** Clears the cache; a browser that refuses is told as it says it. */
export async function clearCache(trans: TranslationBundle): Promise<void> {
  try {
    const studies = await keptStudies();
    await removeStudies(studies);
    const words =
      studies.length === 1
        ? trans.__('1 study was removed from the cache of this browser.')
        : trans.__('%1 studies were removed from the cache of this browser.', studies.length);
    Notification.success(words);
  } catch (error) {
    Notification.error(
      trans.__('The cache of this browser can\u2019t be cleared: %1', (error as Error).message)
    );
  }
}
