// Keeps one study while a run of it lasts, the same on every medium. What is short leaves its result at most: shards are
// written from a second after the beginning, twice a second. Whatever the medium refuses is told, and the run goes on.

import type { FinishedShard } from '../../engine/shard';
import type { Medium, Piece } from './medium';
import { readRecords, recordOf } from './record';

/** Milliseconds of a run that leave nothing but its result. */
const QUIET = 1000;
/** Milliseconds between two writings. */
const PACE = 500;

export type Stage = 'pilot' | 'plan';

/** What decides the numbers of a study: its kind and hash, the hash of its material, and the sources of the program. */
export interface Key {
  readonly kind: string;
  readonly study: string;
  readonly material: string;
  readonly build: string;
}

type Shards = Record<Stage, FinishedShard[]>;

/** Content of a record; its key tells whether it was meant for this study. */
type Content =
  | { readonly key: Key; readonly is: 'result'; readonly result: object }
  | { readonly key: Key; readonly is: 'shards'; readonly shards: Readonly<Partial<Shards>> };

/** How a keeper works. */
export interface KeeperOptions {
  /** Whether results of short runs are kept, too. */
  readonly keepsShort: boolean;
  /** Told what is wrong with the medium. */
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Something that costs time at most. */
export interface Trouble {
  readonly is: 'not used' | 'not read' | 'not written' | 'damaged';
  readonly words: string;
}

/** A study that is kept; made by `openKeeper`. */
export class Keeper {
  /** The finished result; null where there is none. */
  result: object | null = null;
  readonly shards: Shards = { pilot: [], plan: [] };
  private readonly begun = performance.now();
  private waiting: Partial<Shards> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing = Promise.resolve();
  private isBroken = false;
  private wasLong = false;
  private damaged = 0;

  constructor(
    private readonly medium: Medium,
    private readonly key: Key,
    private readonly options: KeeperOptions
  ) {}

  /** Reads what is there; before anything else. */
  async read(): Promise<void> {
    await this.attempt('not read', async () => {
      const { finished, runs } = await this.medium.read();
      for (const piece of finished ? [finished, ...runs] : runs) {
        await this.take(piece);
      }
    });
    if (this.result !== null) {
      await this.attempt('not written', () => this.medium.touch());
    }
    this.wasLong = this.shards.pilot.length + this.shards.plan.length > 0;
    if (this.damaged > 0) {
      const pieces = this.damaged === 1 ? '1 file is' : `${this.damaged} files are`;
      const words = `the cache is damaged: ${pieces} set aside; what was in there is computed again`;
      this.options.onTrouble({ is: 'damaged', words });
    }
  }

  keep(stage: Stage, shards: readonly FinishedShard[]): void {
    this.waiting[stage] = (this.waiting[stage] ?? []).concat(shards);
    const delay = Math.max(PACE, this.begun + QUIET - performance.now());
    this.timer ??= setTimeout(() => this.write(), delay);
  }

  async finish(result: object): Promise<void> {
    clearTimeout(this.timer);
    this.waiting = {};
    await this.writing;
    if (this.options.keepsShort || this.isOld()) {
      const content: Content = { key: this.key, is: 'result', result };
      await this.attempt('not written', () => this.medium.finish(recordOf(content)));
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    if (this.result === null && this.isOld()) {
      this.write();
    }
    await this.writing;
    await this.attempt('not written', () => this.medium.close());
  }

  /** Whether the study takes long enough to keep what it has done; it did where earlier runs have kept any. */
  private isOld(): boolean {
    return this.wasLong || performance.now() - this.begun >= QUIET;
  }

  private write(): void {
    this.timer = undefined;
    const shards = this.waiting;
    this.waiting = {};
    if (this.isBroken || Object.keys(shards).length === 0) {
      return;
    }
    const content: Content = { key: this.key, is: 'shards', shards };
    this.writing = this.writing.then(async () => {
      const isDone = await this.attempt('not written', () => this.medium.append(recordOf(content)));
      this.isBroken ||= !isDone;
    });
  }

  /** Takes what is sound in a piece; sets it aside if not all of it is, and keeps what is sound anew. */
  private async take(piece: Piece): Promise<void> {
    const { contents, end } = readRecords(piece.bytes);
    const own = contents.filter((content): content is Content => this.isOwn(content));
    for (const content of own) {
      if (content.is === 'result') {
        this.result ??= content.result;
      } else {
        this.shards.pilot = this.shards.pilot.concat(content.shards.pilot ?? []);
        this.shards.plan = this.shards.plan.concat(content.shards.plan ?? []);
      }
    }
    if (end === 'damaged' || own.length < contents.length) {
      this.damaged += 1;
      for (const content of own) {
        if (content.is === 'shards') {
          this.keep('pilot', content.shards.pilot ?? []);
          this.keep('plan', content.shards.plan ?? []);
        }
      }
      await this.attempt('not written', () => piece.setAside());
    }
  }

  private isOwn(content: unknown): boolean {
    const { kind, study, material, build } = Object(
      (Object(content) as Partial<Content>).key
    ) as Partial<Key>;
    const { key } = this;
    return (
      kind === key.kind && study === key.study && material === key.material && build === key.build
    );
  }

  /** Does what the medium may refuse; false where it does, which is told. */
  private async attempt(
    failure: 'not read' | 'not written',
    work: () => Promise<void>
  ): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const { message } = error as Error;
      const words = `the cache is ${failure}: ${message}; results are not affected`;
      this.options.onTrouble({ is: failure, words });
      return false;
    }
  }
}

/**
 * What a medium keeps of a study. Never rejects.
 *
 * @param medium the place of the study
 * @param key what decides its numbers
 * @param options how it works
 */
export async function openKeeper(
  medium: Medium,
  key: Key,
  options: KeeperOptions
): Promise<Keeper> {
  const keeper = new Keeper(medium, key, options);
  await keeper.read();
  return keeper;
}
