// The platform whose workers are somewhere else, out of reach of this process: requests and replies go as bytes over
// whatever channel there is. A worker here is no more than a place for one request that is under way; who runs it, and
// where, is the channel's business.

import type { Material } from '../engine/shard';
import type { Pace, Platform, WorkerEvents, WorkerHandle } from './platform';
import type { Reply } from './protocol';
import { fromWire, toWire } from './wire';

/** What carries requests away. */
export interface Channel {
  /**
   * Keeps material where those who run requests find it.
   *
   * @param bytes wire form of the material
   * @returns its name, the same for the same bytes
   */
  keep(bytes: Uint8Array): string;
  /**
   * Has a request run; it must end in one call of `answer` or `lose`, unless it is dropped.
   *
   * @param task number of the request, used once
   * @param request wire form of a request to run shards
   * @param material name of the material that the shards need, or null
   */
  send(task: number, request: Uint8Array, material: string | null): void;
  /** Tells that nobody waits for a request any more. */
  drop(task: number): void;
}

/** Requests under way for each thread: one that runs, and one that is there when it is done. */
const REQUESTS_PER_THREAD = 2;

/** Workers behind a channel. */
export class RemotePlatform implements Platform {
  /** A request passes through three processes on its way, and may have to wait for a thread: a second hides both. */
  readonly pace: Pace = { slice: 1000, shards: 4096 };
  /** Silence says nothing: a request may wait until somebody adds a machine. */
  readonly isWatched = false;
  /** Threads that run requests; they come and go, and there may be none for a while. */
  threads: number;
  private readonly waiting = new Map<number, WorkerEvents>();
  private readonly names = new WeakMap<Material, string>();
  private last = 0;

  /**
   * @param channel carries the requests
   * @param threads threads there are at first, integer >= 0
   */
  constructor(
    private readonly channel: Channel,
    threads: number
  ) {
    this.threads = threads;
  }

  get workers(): number {
    // Some requests wait even where there is no thread, so that those who add machines on demand see the demand.
    return REQUESTS_PER_THREAD * Math.max(1, this.threads);
  }

  start(events: WorkerEvents): WorkerHandle {
    let material: string | null = null;
    let task = 0;
    queueMicrotask(() => events.onReply({ type: 'ready' }));
    return {
      post: request => {
        if (request.type === 'material') {
          material = request.material && this.names.get(request.material)!;
        } else {
          task = ++this.last;
          this.waiting.set(task, events);
          this.channel.send(task, toWire(request), material);
        }
      },
      terminate: () => {
        if (this.waiting.delete(task)) {
          this.channel.drop(task);
        }
      }
    };
  }

  share(material: Material): Material {
    if (!this.names.has(material)) {
      this.names.set(material, this.channel.keep(toWire(material)));
    }
    return material;
  }

  /** Takes the reply to a request, in its wire form; one that nobody waits for is ignored. */
  answer(task: number, bytes: Uint8Array): void {
    let reply: Reply;
    try {
      reply = fromWire(bytes) as Reply;
    } catch (error) {
      this.lose(task, `its reply could not be read: ${String(error)}`);
      return;
    }
    this.take(task)?.onReply(reply);
  }

  /** Notes that a request will not be answered. */
  lose(task: number, why: string): void {
    this.take(task)?.onDeath(why);
  }

  private take(task: number): WorkerEvents | undefined {
    const events = this.waiting.get(task);
    this.waiting.delete(task);
    return events;
  }
}
