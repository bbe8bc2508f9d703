// What is kept of a study beyond its run: its result once it is finished, until then the shards that are done. Where it is
// kept is a matter of the place: files beside Node, IndexedDB in browsers (src/host). Shards and results are pure functions
// of study, material and build, and the plan is one of the study: a shard's place in the plan is enough to know it by.

import type { Dataset } from '../engine/dropout/dataset';
import type { FinishedShard, Shard } from '../engine/shard';
import { BUILD } from './build';
import { datasetHash, digestSteps, studyHash } from './hash';
import type { Kind } from './key';
import type { Prepared } from './prepare';
import type { Result } from './result';
import type { Steps } from './steps';
import { resolve } from './study';

/** What a kept study is known by: all that decides its numbers. */
export interface CheckpointKey {
  readonly kind: Kind;
  /** Hash of the resolved study, 64 hexadecimal digits. */
  readonly study: string;
  /** Hash of the material, likewise; empty where the study has none, or its own hash covers it. */
  readonly material: string;
  /** Sources of engine and study (build.ts). */
  readonly build: string;
}

/** The two rounds of shards: those that find out how many trials a precision needs, and the plan. */
export type Stage = 'pilot' | 'plan';

/** What is kept of one study, while one run of it lasts. Nothing here ever fails a run. */
export interface Checkpoint {
  /** The finished result, not yet checked; null where the study is not finished. */
  readonly result: unknown;
  /** Shards that earlier runs have done. */
  readonly shards: Readonly<Record<Stage, readonly FinishedShard[]>>;
  /** Keeps shards, some time later. */
  keep(stage: Stage, shards: readonly FinishedShard[]): void;
  /** Keeps the result, in place of the shards; resolves when it is there. */
  finish(result: object): Promise<void>;
  /** Ends the run: what is not kept yet is, unless `finish` came before. */
  close(): Promise<void>;
}

/** A place that keeps studies. */
export interface Checkpoints {
  /** What is kept of a study. Never rejects: what can't be read is not there. */
  open(key: CheckpointKey): Promise<Checkpoint>;
}

/**
 * What is kept of a study, for which an aborted run does not wait: a disk or a browser may take its time.
 *
 * @throws the signal's reason when aborted
 */
export function openedUnlessAborted(
  checkpoints: Checkpoints,
  key: CheckpointKey,
  signal: AbortSignal
): Promise<Checkpoint> {
  return new Promise((done, reject) => {
    signal.throwIfAborted();
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
    void checkpoints.open(key).then(checkpoint => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) void checkpoint.close();
      done(checkpoint);
    });
  });
}

/**
 * The key of a study.
 *
 * @param prepared the study with what it names
 */
export function* checkpointKey({ study, material }: Prepared): Steps<CheckpointKey> {
  const isCovered = material === null || study.fingerprint !== null || study.data === null;
  return {
    kind: study.kind,
    study: hexOf(studyHash(resolve(study))),
    material: isCovered ? '' : hexOf(yield* datasetHash(material as Dataset)),
    build: BUILD
  };
}

function hexOf(hash: string): string {
  return hash.replace(/^sha256:/, '');
}

/**
 * The finished result of a study, if it is one.
 *
 * @param result what a checkpoint says it is
 * @param key key of the study
 * @returns null where it is no result of this study, or its columns don't have its digest
 */
export function* finishedResult(result: unknown, key: CheckpointKey): Steps<Result | null> {
  const { study, digest, columns } = Object(result) as Partial<Result>;
  const isSound =
    typeof study === 'object' &&
    typeof columns === 'object' &&
    hexOf(studyHash(study)) === key.study &&
    (yield* digestSteps(columns)) === digest;
  return isSound ? { ...(result as Result), cached: true } : null;
}

/**
 * The shards of a stage that need not run again: those that are kept and answer the planned shard.
 *
 * @param kept shards of this stage
 * @param shards its plan
 */
export function usableShards(
  kept: readonly FinishedShard[],
  shards: readonly Shard[]
): FinishedShard[] {
  const found = new Map<number, FinishedShard>();
  for (const done of kept) {
    if (shards[done.position]?.task.kind === done.result.kind) {
      found.set(done.position, done);
    }
  }
  return [...found.values()];
}
