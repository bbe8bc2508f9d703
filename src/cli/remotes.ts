// Runs that the client of the engine process spreads over other machines: requests to run shards go to the client as
// notifications, replies come back as notifications. Material goes by file, since it may be large.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Host } from '../host/host';
import { Pool } from '../host/pool';
import { RemotePlatform, type Channel } from '../host/remote';
import type { AnswerParams, DropParams, LostParams, RunParams, TaskParams } from './protocol';

type Token = RunParams['token'];

/** The remote platforms of the runs of a connection. */
export class Remotes {
  private readonly platforms = new Map<Token, RemotePlatform>();

  /** @param connection whose client runs the requests */
  constructor(private readonly connection: MessageConnection) {
    connection.onNotification('answer', ({ token, task, reply, threads }: AnswerParams) => {
      const platform = this.told(token, threads);
      platform?.answer(task, Buffer.from(reply, 'base64'));
    });
    connection.onNotification('lost', ({ token, task, why, threads }: LostParams) => {
      const platform = this.told(token, threads);
      platform?.lose(task, why);
    });
  }

  /**
   * Lends a host whose shards the client runs.
   *
   * @param token that of the run
   * @param cluster what the client has said of its machines
   * @param work what is done with the host
   * @returns what the work gives
   */
  async lend<T>(
    token: Token,
    { threads, folder }: NonNullable<RunParams['cluster']>,
    work: (host: Host) => Promise<T>
  ): Promise<T> {
    const platform = new RemotePlatform(this.channel(token, folder), threads);
    const host = new Pool(platform);
    this.platforms.set(token, platform);
    try {
      return await work(host);
    } finally {
      host.dispose();
      this.platforms.delete(token);
    }
  }

  private told(token: Token, threads: number): RemotePlatform | undefined {
    const platform = this.platforms.get(token);
    if (platform) {
      platform.threads = threads;
    }
    return platform;
  }

  private channel(token: Token, folder: string): Channel {
    const notify = (method: string, params: TaskParams | DropParams): void =>
      void this.connection.sendNotification(method, params);
    return {
      keep: bytes => {
        const name = createHash('sha256').update(bytes).digest('hex');
        writeFileSync(join(folder, name), bytes, { mode: 0o600 });
        return name;
      },
      send: (task, request, material) => {
        const bytes = Buffer.from(request.buffer, request.byteOffset, request.byteLength);
        notify('task', { token, task, request: bytes.toString('base64'), material });
      },
      drop: task => notify('drop', { token, task })
    };
  }
}
