// The engine process on a worker of a cluster: it runs requests that the engine of another machine has sent.

import { readFile } from 'node:fs/promises';
import type { Material } from '../engine/shard';
import { threads } from '../host/node/host';
import { shareMaterial } from '../host/node/share';
import type { Request } from '../host/protocol';
import { Relay } from '../host/relay';
import { fromWire, toWire } from '../host/wire';
import type { MaterialParams, ShardsAnswer, ShardsParams } from './protocol';

/** Materials that are kept: of as many studies may run at the same time without sending any twice. */
const MOST_MATERIALS = 4;

/** Runs requests of other engines in the threads of this one. */
export class Relays {
  private readonly relay = new Relay(threads());
  /** By name, the one used last at the end. */
  private readonly materials = new Map<string, Material>();

  /** Takes material from a file. */
  async keep({ name, path }: MaterialParams): Promise<void> {
    this.put(name, shareMaterial(fromWire(await readFile(path)) as Material));
  }

  /**
   * Runs a request.
   *
   * @returns the reply; null where the material is missing, which `keep` must be given first
   * @throws HostError when a thread dies; the signal's reason when aborted
   */
  async run({ request, material }: ShardsParams, signal: AbortSignal): Promise<ShardsAnswer> {
    const needed = material === null ? null : this.materials.get(material);
    if (needed === undefined) {
      return null;
    }
    if (material !== null && needed !== null) {
      this.put(material, needed);
    }
    const shards = fromWire(Buffer.from(request, 'base64')) as Extract<Request, { type: 'run' }>;
    const reply = toWire(await this.relay.run(shards, needed, signal));
    return Buffer.from(reply.buffer, reply.byteOffset, reply.byteLength).toString('base64');
  }

  private put(name: string, material: Material): void {
    this.materials.delete(name);
    this.materials.set(name, material);
    const [oldest] = this.materials.keys();
    if (this.materials.size > MOST_MATERIALS) {
      this.materials.delete(oldest);
    }
  }
}
