// The cache of studies in files: what `runStudy` takes as its checkpoints in Node.

import { join } from 'node:path';
import { openKeeper, type Keeper, type Key, type Trouble } from '../../keeping/keeper';
import { noteWritten } from './eviction';
import { folderName } from './inventory';
import type { CachePlace } from './place';
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
    const medium = new StudyFolder(join(folder, folderName(key)), limit / 2, bytes =>
      noteWritten(this.place, bytes)
    );
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
