// What a pool needs to know of the place where its workers live: threads of Node, the browser's workers, or other machines.

import type { Material } from '../engine/shard';
import type { Reply, Request } from './protocol';

/** A worker that runs somewhere. */
export interface WorkerHandle {
  post(request: Request): void;
  /** Ends it at once, in the middle of a shard if need be. */
  terminate(): void;
}

/** What a worker tells the pool. */
export interface WorkerEvents {
  onReply(reply: Reply): void;
  /** The worker ended by itself or never started; `lastWords` say why. */
  onDeath(lastWords: string): void;
}

/** How much a worker is given at a time. */
export interface Pace {
  /** Work between two replies, in milliseconds: long against a message, short against a reader's patience. */
  readonly slice: number;
  /** Most shards of one message. */
  readonly shards: number;
}

/** What a pool needs to know of its platform. */
export interface Platform {
  /** Most workers at a time, integer >= 1; may change with time. */
  readonly workers: number;
  /** Whether silence means that a worker hangs; not where a request may have to wait elsewhere before it is run. */
  readonly isWatched: boolean;
  /** That of workers of this process, if not given. */
  readonly pace?: Pace;
  /** Starts a worker, in which `serve` runs. */
  start(events: WorkerEvents): WorkerHandle;
  /** The same material in the form that is cheapest to send to many workers. */
  share(material: Material): Material;
}
