// Keeps one study while a run of it lasts, the same on every medium. What is short leaves its result at most: shards are
// written from a second after the beginning, twice a second. Whatever the medium refuses is told, and the run goes on. What
// is large is written and read in records that each take a moment, with a breath between them.

import type { FinishedShard } from '../../engine/shard';
import { turns } from '../turns';
import type { Medium, Piece } from './medium';
import { fill, hollowed, type Part } from './pieces';
import { readRecords, recordOf } from './record';
import type { Trouble } from './trouble';

/** Milliseconds of a run that leave nothing but its result. */
const QUIET = 1000;
/** Milliseconds between two writings. */
const PACE = 500;
/** Shards of a record. */
const SHARDS = 1000;

const STAGES = ['pilot', 'plan'] as const;
export type Stage = (typeof STAGES)[number];

/** What decides the numbers of a study: its kind and hash, the hash of its material, and the sources of the program. */
export interface Key {
  readonly kind: string;
  readonly study: string;
  readonly material: string;
  readonly build: string;
}

type Shards = Record<Stage, FinishedShard[]>;

/** Content of a record; its key tells whether it was meant for this study. */
type Content = { readonly key: Key } & (
  | {
      readonly is: 'result';
      /** The result without what stands in its parts, which follow. */
      readonly result: object;
      readonly parts: number;
    }
  | { readonly is: 'part'; readonly part: Part }
  | { readonly is: 'shards'; readonly shards: Readonly<Partial<Shards>> }
);

/** How a keeper works. */
export interface KeeperOptions {
  /** Whether results of short runs are kept, too. */
  readonly keepsShort: boolean;
  /** Told what is wrong with the medium. */
  readonly onTrouble: (trouble: Trouble) => void;
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
  /** Lets others have their turn; whoever ends the run does not end what is read or written. */
  private readonly giveWay = turns(new AbortController().signal);

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
      const pieces = this.damaged === 1 ? '1 piece is' : `${this.damaged} pieces are`;
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
      await this.attempt('not written', async () =>
        this.medium.finish(await this.recordsOf(this.resultContents(result)))
      );
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
    this.writing = this.writing.then(async () => {
      const isDone = await this.attempt('not written', async () =>
        this.medium.append(await this.recordsOf(this.shardContents(shards)))
      );
      this.isBroken ||= !isDone;
    });
  }

  private *resultContents(result: object): Iterable<Content> {
    const { key } = this;
    const parts: Part[] = [];
    yield { key, is: 'result', result: hollowed(result, parts) as object, parts: parts.length };
    for (const part of parts) yield { key, is: 'part', part };
  }

  private *shardContents(shards: Partial<Shards>): Iterable<Content> {
    const { key } = this;
    for (const [stage, all] of Object.entries(shards)) {
      for (let from = 0; from < all.length; from += SHARDS) {
        yield { key, is: 'shards', shards: { [stage]: all.slice(from, from + SHARDS) } };
      }
    }
  }

  /** The records of some contents, one after the other. */
  private async recordsOf(contents: Iterable<Content>): Promise<Uint8Array<ArrayBuffer>> {
    const records: Uint8Array[] = [];
    for (const content of contents) {
      records.push(recordOf(content));
      await this.giveWay();
    }
    const all = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const record of records) {
      all.set(record, at);
      at += record.length;
    }
    return all;
  }

  /** Takes what is sound in a piece; sets it aside if not all of it is, and keeps what is sound anew. */
  private async take(piece: Piece): Promise<void> {
    const shards: Shards = { pilot: [], plan: [] };
    let hollow: object | null = null;
    let missing = 0;
    let isForeign = false;
    const records = readRecords(piece.bytes);
    let record = records.next();
    for (; record.done !== true; record = records.next()) {
      const content = record.value;
      if (!this.isOwn(content)) {
        isForeign = true;
      } else if (content.is === 'result') {
        hollow = content.result;
        missing = content.parts;
      } else if (content.is === 'shards') {
        for (const stage of STAGES) {
          for (const shard of content.shards[stage] ?? []) shards[stage].push(shard);
        }
      } else if (hollow !== null) {
        fill(hollow, content.part);
        missing--;
      }
      await this.giveWay();
    }
    if (missing === 0) this.result ??= hollow;
    for (const stage of STAGES) this.shards[stage] = this.shards[stage].concat(shards[stage]);
    if (record.value === 'damaged' || isForeign) {
      this.damaged += 1;
      for (const stage of STAGES) this.keep(stage, shards[stage]);
      await this.attempt('not written', () => piece.setAside());
    }
  }

  private isOwn(content: unknown): content is Content {
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
