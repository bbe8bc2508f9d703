// What is known of the studies that a cache keeps, the same on every medium, and how it is said.

import type { Key } from './keeper';

/** A study that is kept. */
export interface KeptStudy {
  /** Hash of the study, 64 hexadecimal digits. */
  readonly study: string;
  readonly kind: string;
  /** Sources of the program that made it. */
  readonly build: string;
  readonly finished: boolean;
  /** Pieces that were set aside. */
  readonly damaged: number;
  readonly bytes: number;
  /** When it was last used, in milliseconds since 1970. */
  readonly used: number;
}

/** What was removed of a cache. */
export interface Removed {
  readonly studies: number;
  readonly bytes: number;
}

/** Digits of a hash that are shown. */
const SHOWN = 12;

/** The name under which a medium keeps a study; of the material's hash it has a part. */
export function keptName({ kind, study, build, material }: Key): string {
  return [kind, study, build, ...(material ? [material.slice(0, 16)] : [])].join('-');
}

/**
 * A cache in words, a line for each study.
 *
 * @param place where it is
 * @param limit most bytes
 * @param studies the last used first
 * @param build sources of this program, which can go on with what they have made
 */
export function sayCache(
  place: string,
  limit: number,
  studies: readonly KeptStudy[],
  build: string
): string {
  const lines = studies.map(kept => {
    const used = new Date(kept.used).toISOString().slice(0, 16).replace('T', ' ');
    const hash = kept.study.slice(0, SHOWN);
    return `${hash}  ${kept.kind.padEnd(11)}  ${size(kept.bytes).padStart(10)}  ${used}  ${state(kept, build)}`;
  });
  const all = studies.reduce((sum, { bytes }) => sum + bytes, 0);
  const total = `${counted(studies.length, 'study', 'studies')}, ${size(all)} of ${size(limit)}`;
  return [...lines, `${total} in ${place}`, ''].join('\n');
}

/** What was removed, in words. */
export function sayRemoved({ studies, bytes }: Removed): string {
  return `removed ${counted(studies, 'study', 'studies')}, ${size(bytes)}\n`;
}

function size(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function state({ finished, damaged, build }: KeptStudy, own: string): string {
  const parts = [
    finished ? 'finished' : 'unfinished',
    ...(build === own ? [] : ['of another version']),
    ...(damaged > 0 ? [`${counted(damaged, 'damaged piece', 'damaged pieces')} set aside`] : [])
  ];
  return parts.join(', ');
}
