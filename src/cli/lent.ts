// Folders for what is large, which the client names, fills and removes. Where it is killed before it can, this process
// removes them, which outlives it by a moment; so they are made here. None is ever there that nobody would remove.

import { mkdirSync, rmSync } from 'node:fs';
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
   * Makes a folder, which only this user may look into. It goes with this process unless it is taken back before.
   *
   * @throws Error where it can't be made, or something stands there
   */
  lend({ folder }: LendParams): void {
    mkdirSync(folder, { mode: 0o700 });
    this.folders.add(folder);
  }

  /** Takes a folder back; where the client did not wait for it to be made, it could not remove it. */
  takeBack({ folder }: TakeBackParams): void {
    if (this.folders.delete(folder)) rmSync(folder, { recursive: true, force: true });
  }
}
