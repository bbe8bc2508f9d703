// The cache of studies in files: what `runStudy` takes as its checkpoints in Node.

import { join } from 'node:path';
import { openKeeper, type Keeper, type Key } from '../../keeping/keeper';
import { keptName } from '../../keeping/kept';
import { NOWHERE } from '../../keeping/medium';
import { tellOnce, type Trouble } from '../../keeping/trouble';
import { noteWritten } from './eviction';
import type { CachePlace } from './place';
import { strangersAt } from './strangers';
import { StudyFolder } from './studyfolder';

/** A cache in a folder. */
export class StudyCache {
  private readonly onTrouble: (trouble: Trouble) => void;

  /**
   * @param place its folder and limit
   * @param onTrouble told in words what the system refuses and what is damaged, each kind of trouble once
   */
  constructor(
    private readonly place: CachePlace,
    onTrouble: (words: string) => void
  ) {
    this.onTrouble = tellOnce(onTrouble);
  }

  /** What is kept of a study. Never rejects. */
  open(key: Key): Promise<Keeper> {
    const { folder, limit } = this.place;
    const own = join(folder, keptName(key));
    const strangers = strangersAt(folder) ?? strangersAt(own);
    if (strangers !== null) {
      const words = `the cache is not used: ${strangers}; results are not affected`;
      this.onTrouble({ is: 'not used', words });
    }
    const medium =
      strangers === null
        ? new StudyFolder(own, limit / 2, bytes => noteWritten(this.place, bytes))
        : NOWHERE;
    return openKeeper(medium, key, { keepsShort: true, onTrouble: this.onTrouble });
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
