// The cache of studies in files: what `runStudy` takes as its checkpoints in Node.

import { join } from 'node:path';
import { openKeeper, type Keeper, type Key, type Trouble } from '../../keeping/keeper';
import { NOWHERE } from '../../keeping/medium';
import { noteWritten } from './eviction';
import { folderName } from './inventory';
import type { CachePlace } from './place';
import { strangersAt } from './strangers';
import { StudyFolder } from './studyfolder';

/** A cache in a folder. */
export class StudyCache {
  private readonly told = new Set<Trouble['is']>();

  /**
   * @param place its folder and limit
   * @param onTrouble told in words what the system refuses and what is damaged, each kind of trouble once
   */
  constructor(
    private readonly place: CachePlace,
    private readonly onTrouble: (words: string) => void
  ) {}

  /** What is kept of a study. Never rejects. */
  open(key: Key): Promise<Keeper> {
    const { folder, limit } = this.place;
    const own = join(folder, folderName(key));
    const strangers = strangersAt(folder) ?? strangersAt(own);
    if (strangers !== null) {
      const words = `the cache is not used: ${strangers}; results are not affected`;
      this.tell({ is: 'not used', words });
    }
    const medium =
      strangers === null
        ? new StudyFolder(own, limit / 2, bytes => noteWritten(this.place, bytes))
        : NOWHERE;
    return openKeeper(medium, key, { keepsShort: true, onTrouble: trouble => this.tell(trouble) });
  }

  private tell({ is, words }: Trouble): void {
    if (!this.told.has(is)) {
      this.told.add(is);
      this.onTrouble(words);
    }
  }
}

/**
 * The cache of this process; undefined where its limit is 0.
 *
 * @param place from cachePlace
 * @param onTrouble see StudyCache
 */
export function studyCache(
  place: CachePlace,
  onTrouble: (words: string) => void
): StudyCache | undefined {
  return place.limit > 0 ? new StudyCache(place, onTrouble) : undefined;
}
