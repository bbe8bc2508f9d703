// Runs requests that come from the pool of another process, the far end of RemotePlatform: each is given to a worker of
// this process that has nothing else to do.

import type { Material } from '../engine/shard';
import { HostError } from './host';
import type { Platform, WorkerHandle } from './platform';
import type { Reply, Request } from './protocol';

interface Hand {
  readonly handle: WorkerHandle;
  holds: Material | null;
  /** Called with the reply, or with why there will be none. */
  end: (how: Reply | HostError) => void;
}

const ignore = (): void => {};

/** Workers that serve one request each at a time, as many as there are requests at the same time. */
export class Relay {
  private readonly idle = new Set<Hand>();

  /** @param platform where the workers live */
  constructor(private readonly platform: Pick<Platform, 'start'>) {}

  /**
   * Runs a request.
   *
   * @param request shards to run
   * @param material what they need, or null; workers tell it apart by identity
   * @param signal aborting it ends the worker in the middle of a shard
   * @returns the worker's reply
   * @throws the signal's reason when aborted; HostError when the worker dies or can't be started
   */
  run(
    request: Extract<Request, { type: 'run' }>,
    material: Material | null,
    signal: AbortSignal
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const hand = this.take();
      const onAbort = (): void => {
        hand.end = ignore;
        hand.handle.terminate();
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', onAbort);
      hand.end = how => {
        signal.removeEventListener('abort', onAbort);
        hand.end = ignore;
        if (how instanceof HostError) {
          reject(how);
        } else {
          this.idle.add(hand);
          resolve(how);
        }
      };
      if (hand.holds !== material) {
        hand.handle.post({ type: 'material', material });
        hand.holds = material;
      }
      hand.handle.post(request);
    });
  }

  private take(): Hand {
    for (const hand of this.idle) {
      this.idle.delete(hand);
      return hand;
    }
    const hand: Hand = {
      handle: this.platform.start({
        onReply: reply => {
          // It takes requests before it is ready, and does them then.
          if (reply.type !== 'ready') hand.end(reply);
        },
        onDeath: lastWords => {
          this.idle.delete(hand);
          hand.end(new HostError(`a worker died: ${lastWords}`));
        }
      }),
      holds: null,
      end: ignore
    };
    return hand;
  }
}
