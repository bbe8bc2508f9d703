// Folders for what is large, which the client fills and removes. Where it is killed before it can, this process removes
// them, which outlives it by a moment; so they are made here: none is ever there that nobody would remove.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LendParams, TakeBackParams } from './protocol';

/** The folders that a client has of this process. */
export class Lent {
  private readonly folders = new Set<string>();

  constructor() {
    process.on('exit', () => {
      for (const folder of this.folders) {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  /**
   * Makes a folder, which goes with this process unless it is taken back before.
   *
   * @returns its path; only this user may look into it
   */
  lend({ within }: LendParams): string {
    const folder = mkdtempSync(join(within, 'percolab-'));
    this.folders.add(folder);
    return folder;
  }

  /** Takes note that the client has removed a folder. */
  takeBack({ folder }: TakeBackParams): void {
    this.folders.delete(folder);
  }
}
