// Fingerprints: the hash of a study (what was asked) and the digest of a result (what came out).

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Dataset } from '../engine/dropout/dataset';
import type { EdgeList } from '../engine/network/edges';
import type { Result } from './result';
import { atOnce, type Steps } from './steps';

function hexOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** JSON with the keys of every object in alphabetical order: the same study gives the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item
  );
}

/**
 * Hash of a resolved study, independent of the order and the spelling of its text.
 *
 * @param resolved the study as `resolve` gives it
 */
export function studyHash(resolved: Result['study']): string {
  return `sha256:${hexOf(utf8ToBytes(canonicalJson(resolved)))}`;
}

/** Values of a column that are hashed at a step. */
const VALUES_OF_A_STEP = 10_000;

/** The JSON of columns, in pieces. */
function* jsonOf(columns: Result['columns']): Iterable<string> {
  let before = '{';
  for (const [name, column] of Object.entries(columns)) {
    yield `${before}${JSON.stringify(name)}:[`;
    for (let from = 0; from < column.length; from += VALUES_OF_A_STEP) {
      const values = JSON.stringify(column.slice(from, from + VALUES_OF_A_STEP)).slice(1, -1);
      yield from === 0 ? values : `,${values}`;
    }
    before = '],';
  }
  yield before === '{' ? '{}' : ']}';
}

/**
 * Digest of a result's columns: SHA-256 of their JSON, in which a double has exactly one form. Some values at a step.
 *
 * @param columns the columns as the result carries them
 */
export function* digestSteps(columns: Result['columns']): Steps<string> {
  const hash = sha256.create();
  for (const text of jsonOf(columns)) {
    hash.update(utf8ToBytes(text));
    yield;
  }
  return `sha256:${bytesToHex(hash.digest())}`;
}

/** The digest at once, see digestSteps. */
export function columnsDigest(columns: Result['columns']): string {
  return atOnce(digestSteps(columns));
}

/** Bytes that are hashed at a step. */
const BYTES_OF_A_STEP = 2 ** 20;

/** Hash of raw numbers, e.g. of a data set. */
function* arraysHash(...arrays: readonly ArrayBufferView[]): Steps<string> {
  const hash = sha256.create();
  for (const { buffer, byteOffset, byteLength } of arrays) {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    for (let from = 0; from < bytes.length; from += BYTES_OF_A_STEP) {
      hash.update(bytes.subarray(from, from + BYTES_OF_A_STEP));
      yield;
    }
  }
  return `sha256:${bytesToHex(hash.digest())}`;
}

/** Hash of a data set: inputs, and classes or targets, of its training and test rows. */
export function datasetHash({ train, test }: Dataset): Steps<string> {
  const parts = test ? [train, test] : [train];
  return arraysHash(...parts.flatMap(({ x, y, targets }) => [x, targets ?? y]));
}

/** Hash of a graph: the names of its units, its edges, inputs, outputs and kept units. */
export function edgesHash({
  names,
  source,
  target,
  inputs,
  outputs,
  kept
}: EdgeList): Steps<string> {
  const text = utf8ToBytes(JSON.stringify(names));
  return arraysHash(text, source, target, inputs, outputs, kept);
}
