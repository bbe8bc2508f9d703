// The one scheduler of all worker pools: it hands ranges of shards to idle workers, puts the results in order, and
// replaces workers that die or hang. Nothing here is of a platform, and nothing here can change a result: which worker
// runs a shard, in what company and how often is free.

import {
  companyOf,
  needsMaterial,
  type Material,
  type Shard,
  type ShardResult
} from '../engine/shard';
import { Backlog, MOST_DEATHS, type Range } from './backlog';
import { HostError, type Host, type ShardProgress } from './host';
import { LEAST_PATIENCE, Patience } from './patience';
import type { Pace, Platform, WorkerHandle } from './platform';
import type { Reply } from './protocol';
import { nameShard } from './shardname';

interface Run {
  readonly shards: readonly Shard[];
  readonly material: Material | null;
  readonly backlog: Backlog;
  readonly patience: Patience;
  readonly results: ShardResult[];
  done: number;
  readonly onProgress: (progress: ShardProgress) => void;
  /** Resolves with the results, or rejects with the reason. */
  readonly settle: (end: { readonly reason: unknown } | 'done') => void;
}

interface Member {
  readonly handle: WorkerHandle;
  state: 'starting' | 'idle' | { readonly run: Run; readonly range: Range };
  holds: Material | null;
  /** Shards that it is likely to finish in a time slice. */
  capacity: number;
  /** Seconds since it was last sent something or answered, as the watch counts them. */
  silent: number;
}

/** The pace of workers of this process. */
const NEARBY: Pace = { slice: 25, shards: 512 };

/** Workers in a row that may die before they are ready. */
const MOST_FAILED_STARTS = 3;

/**
 * Seconds between two looks of the watch. It counts its looks and not the time, so that a machine that slept, or was too
 * busy for this thread to look, has not kept a worker from answering.
 */
const LOOK = 10;

function shardsIn({ shards }: Run, { from, to }: Range): readonly Shard[] {
  return shards.slice(from, to);
}

/** A host whose shards run in workers. */
export class Pool implements Host {
  private readonly members = new Set<Member>();
  private readonly runs = new Set<Run>();
  private disposed = false;
  /** How the last worker failed to start, and how many in a row did; none is started after too many of them. */
  private unstarted = { times: 0, lastWords: '' };
  private watch: ReturnType<typeof setInterval> | undefined;
  private readonly pace: Pace;

  /**
   * @param platform where the workers live
   * @throws RangeError when the number of workers is not an integer >= 1
   */
  constructor(private readonly platform: Platform) {
    const { workers } = platform;
    if (!Number.isInteger(workers) || workers < 1) {
      throw new RangeError(`host: workers is ${workers}; it must be an integer >= 1`);
    }
    this.pace = platform.pace ?? NEARBY;
  }

  get workers(): number {
    return this.platform.workers;
  }

  run(
    shards: readonly Shard[],
    material: Material | null,
    onProgress: (progress: ShardProgress) => void,
    signal: AbortSignal
  ): Promise<ShardResult[]> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (this.disposed) {
        throw new HostError('this host was disposed of; make a new one');
      }
      if (shards.length === 0) {
        resolve([]);
        return;
      }
      const onAbort = (): void => this.end(run, { reason: signal.reason });
      const isNeeded = material !== null && shards.some(({ task }) => needsMaterial(task));
      const run: Run = {
        shards,
        material: isNeeded ? this.platform.share(material) : null,
        backlog: new Backlog(shards.length),
        patience: new Patience(),
        results: new Array<ShardResult>(shards.length),
        done: 0,
        onProgress,
        settle: end => {
          signal.removeEventListener('abort', onAbort);
          if (end === 'done') {
            resolve(run.results);
          } else {
            reject(end.reason);
          }
        }
      };
      signal.addEventListener('abort', onAbort);
      this.runs.add(run);
      this.unstarted.times = 0;
      if (this.platform.isWatched) {
        this.watch ??= setInterval(() => this.look(), LOOK * 1000);
      }
      this.dispatch();
    });
  }

  dispose(): void {
    this.disposed = true;
    for (const run of this.runs) {
      this.end(run, { reason: new HostError('the host was disposed of while it ran') });
    }
    for (const { handle } of this.members) {
      handle.terminate();
    }
    this.members.clear();
  }

  /** Gives work to idle workers, and starts a worker when work is left over. */
  private dispatch(): void {
    if (this.disposed) {
      return;
    }
    for (const member of this.members) {
      if (member.state !== 'idle') {
        continue;
      }
      if (this.members.size > this.platform.workers) {
        this.members.delete(member);
        member.handle.terminate();
      } else {
        this.assign(member);
      }
    }
    const waits = [...this.runs].some(({ backlog }) => !backlog.isEmpty);
    const starting = [...this.members].filter(({ state }) => state === 'starting').length;
    // At most as many at once as there are already: what is done in no time never starts all workers.
    const room = Math.min(this.platform.workers, Math.max(1, 2 * (this.members.size - starting)));
    let missing = waits ? room - this.members.size : 0;
    while (missing > 0 && this.unstarted.times < MOST_FAILED_STARTS) {
      this.start();
      missing--;
    }
    if (waits && this.members.size === 0) {
      this.endAll(`a worker can't be started: ${this.unstarted.lastWords}`);
    }
  }

  /** Gives an idle worker the next shards of the oldest run that has any. */
  private assign(member: Member): void {
    const run = [...this.runs].find(({ backlog }) => !backlog.isEmpty);
    if (!run) {
      return;
    }
    const company = companyOf(run.shards, run.backlog.first, run.material);
    const range = run.backlog.next(Math.max(member.capacity, company), this.platform.workers);
    if (member.holds !== run.material) {
      member.handle.post({ type: 'material', material: run.material });
      member.holds = run.material;
    }
    member.state = { run, range };
    member.silent = 0;
    member.handle.post({ type: 'run', shards: shardsIn(run, range), slice: this.pace.slice });
  }

  /** Starts a worker; a platform that refuses is not asked again in this run. */
  private start(): void {
    let handle: WorkerHandle;
    try {
      handle = this.platform.start({
        onReply: reply => this.onReply(member, reply),
        onDeath: lastWords => this.onDeath(member, lastWords)
      });
    } catch (error) {
      this.unstarted = { times: MOST_FAILED_STARTS, lastWords: String(error) };
      return;
    }
    const member: Member = { handle, state: 'starting', holds: null, capacity: 1, silent: 0 };
    this.members.add(member);
  }

  private endAll(why: string): void {
    for (const run of this.runs) {
      this.end(run, { reason: new HostError(why) });
    }
  }

  private onReply(member: Member, reply: Reply): void {
    if (!this.members.has(member)) {
      return; // It was terminated while the reply was on its way.
    }
    const { state } = member;
    if (state === 'starting') {
      this.unstarted.times = 0;
    }
    member.state = 'idle';
    if (typeof state === 'object') {
      const { run, range } = state;
      if (reply.type === 'failed') {
        const shard = run.shards[range.from + reply.position];
        this.end(run, { reason: new HostError(`${nameShard(shard)} failed: ${reply.message}`) });
      } else if (reply.type === 'done') {
        this.take(member, run, range, reply);
      }
    }
    this.dispatch();
  }

  /** Takes the results of the first shards of a range, and the rest of it back. */
  private take(
    member: Member,
    run: Run,
    { from, to, most }: Range,
    { results, seconds }: Extract<Reply, { type: 'done' }>
  ): void {
    const end = from + results.length;
    results.forEach((result, i) => {
      run.results[from + i] = result;
    });
    run.done += results.length;
    run.backlog.putBack({ from: end, to, most });
    run.patience.observe(run.shards.slice(from, end), seconds);
    member.capacity = Math.min(this.pace.shards, end < to ? results.length : 2 * results.length);
    try {
      run.onProgress({
        done: run.done,
        total: run.shards.length,
        finished: results.map((result, i) => ({ position: from + i, result, seconds: seconds[i] }))
      });
    } catch (error) {
      this.end(run, { reason: error });
    }
    if (run.done === run.shards.length) {
      this.end(run, 'done');
    }
  }

  private onDeath(member: Member, lastWords: string): void {
    if (!this.members.delete(member)) {
      return;
    }
    const { state } = member;
    if (state === 'starting') {
      this.unstarted = { times: this.unstarted.times + 1, lastWords };
    } else if (state !== 'idle') {
      const { run, range } = state;
      if (run.backlog.lose(range)) {
        const name = nameShard(run.shards[range.from]);
        const message = `${name} was tried ${MOST_DEATHS} times, and each time its worker died: ${lastWords}`;
        this.end(run, { reason: new HostError(message) });
      }
    }
    this.dispatch();
  }

  /** Ends the workers that hang, which is as if they had died. */
  private look(): void {
    for (const member of this.members) {
      const { state } = member;
      if (state === 'idle') {
        continue;
      }
      member.silent += LOOK;
      const patience =
        state === 'starting'
          ? LEAST_PATIENCE
          : state.run.patience.of(shardsIn(state.run, state.range));
      if (member.silent > patience) {
        member.handle.terminate();
        this.onDeath(member, `it gave no sign for ${Math.round(patience / 60)} minutes`);
      }
    }
  }

  /** Ends a run; workers that are still busy with it are terminated, since nothing else would stop them. */
  private end(run: Run, end: Parameters<Run['settle']>[0]): void {
    if (!this.runs.delete(run)) {
      return;
    }
    for (const member of this.members) {
      if (typeof member.state === 'object' && member.state.run === run) {
        this.members.delete(member);
        member.handle.terminate();
      }
    }
    if (this.runs.size === 0) {
      clearInterval(this.watch);
      this.watch = undefined;
    }
    run.settle(end);
    this.dispatch();
  }
}
