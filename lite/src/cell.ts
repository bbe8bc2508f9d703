// What a cell holds: a study behind a cell magic, or TypeScript with line magics above it.

import type { Kind } from '../../src/study/key';

/** A cell, read. */
export type Cell =
  | {
      readonly is: 'study';
      readonly kind: Kind;
      /** Name that the result is bound to; empty for none. */
      readonly name: string;
      /** Whether what was computed before counts. */
      readonly cache: boolean;
      /** The study, its lines counted as in the cell. */
      readonly text: string;
    }
  | {
      readonly is: 'code';
      /** Line magics, without their percent sign. */
      readonly magics: readonly string[];
      /** TypeScript, its lines counted as in the cell. */
      readonly code: string;
    };

/** A cell that can't be run as it is written. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const KINDS: readonly Kind[] = ['percolation', 'dropout'];
/** As in Python's magics. */
const NO_CACHE = '--no-cache';
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * Reads a cell.
 *
 * @param source its text
 * @throws UsageError for a cell magic that does not exist, or a name that can't be one
 */
export function readCell(source: string): Cell {
  const lines = source.split('\n');
  const first = lines.findIndex(line => line.trim() !== '');
  if (first >= 0 && lines[first].startsWith('%%')) {
    return readStudyCell(lines, first);
  }
  const magics: string[] = [];
  let line = 0;
  for (; line < lines.length && /^\s*(%|$)/.test(lines[line]); line++) {
    if (lines[line].trim() !== '') magics.push(lines[line].trim().slice(1));
  }
  return { is: 'code', magics, code: '\n'.repeat(line) + lines.slice(line).join('\n') };
}

function readStudyCell(lines: readonly string[], first: number): Cell {
  const [magic, ...rest] = lines[first].slice(2).trim().split(/\s+/);
  const kind = KINDS.find(known => known === magic);
  if (kind === undefined) {
    throw new UsageError(
      `%%${magic}: there is no such cell magic here; allowed: %%percolation, %%dropout, or TypeScript`
    );
  }
  const name = rest.filter(word => word !== NO_CACHE).join(' ');
  if (name !== '' && !NAME.test(name)) {
    throw new UsageError(
      `%%${magic}: found '${name}'; allowed: one name for the result, or nothing, and ${NO_CACHE}`
    );
  }
  const text = '\n'.repeat(first + 1) + lines.slice(first + 1).join('\n');
  return { is: 'study', kind, name, cache: !rest.includes(NO_CACHE), text };
}
