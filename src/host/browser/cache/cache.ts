// The cache of studies in a browser: what `runStudy` takes as its checkpoints in pages and their workers. All pages of an
// address have one. Results of less than a second are not kept: controls that move would fill it.

import { openKeeper, type Keeper, type Key } from '../../keeping/keeper';
import type { Removed } from '../../keeping/kept';
import { tellOnce, type Trouble } from '../../keeping/trouble';
import type { Entry } from './database';
import { keptStudies, removeStudies } from './inventory';
import { StudyRecords } from './studyrecords';

/** Most bytes. */
const LIMIT = 100 * 2 ** 20;

/** The cache. */
export class BrowserCache {
  readonly limit = LIMIT;
  private readonly onTrouble: (trouble: Trouble) => void;

  /** @param onTrouble told in words what the browser refuses and what is damaged, each kind of trouble once */
  constructor(onTrouble: (words: string) => void) {
    this.onTrouble = tellOnce(onTrouble);
  }

  /** What is kept of a study. Never rejects. */
  open(key: Key): Promise<Keeper> {
    const medium = new StudyRecords(key, this.limit);
    return openKeeper(medium, key, { keepsShort: false, onTrouble: this.onTrouble });
  }

  /**
   * The studies that are kept, the last used first.
   *
   * @throws DOMException where the browser refuses
   */
  list(): Promise<Entry[]> {
    return keptStudies();
  }

  /**
   * Removes studies.
   *
   * @param hash how their hashes begin; empty for all
   * @throws DOMException where the browser refuses
   */
  async clear(hash: string): Promise<Removed> {
    const studies = (await keptStudies()).filter(({ study }) => study.startsWith(hash));
    return { studies: studies.length, bytes: await removeStudies(studies) };
  }
}
