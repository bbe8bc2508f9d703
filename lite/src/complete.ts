// Names that can be written at a place of TypeScript: those that cells have made, and members of their values. Studies
// are completed by the extension.

import type { Completion } from './protocol';

/** A path of names, the last of them begun. */
const PATH = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*\.)*[\p{ID_Continue}$]*$/u;

/** Most names of a list that anyone reads. */
const MOST = 200;

/**
 * What can be written at the cursor.
 *
 * @param code the cell
 * @param cursor where, in UTF-16 units from 0
 * @param known the names that cells have made, with their values
 */
export function complete(
  code: string,
  cursor: number,
  known: Readonly<Record<string, unknown>>
): Completion {
  const path = PATH.exec(code.slice(0, cursor))?.[0].split('.') ?? [''];
  const begun = path.at(-1)!;
  const start = cursor - begun.length;
  const nothing = { matches: [], start, end: cursor };
  if (/^\s*%%/.test(code) || (path.length === 1 && code[start - 1] === '.')) return nothing;
  let value: unknown = known;
  for (const name of path.slice(0, -1)) {
    // A getter may do anything; only what is there is looked at.
    value = Object.getOwnPropertyDescriptor(Object(value), name)?.value;
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return nothing;
  const names = Object.keys(value).filter(name => /^[\p{ID_Start}$_]/u.test(name));
  const matches = names.filter(name => name.startsWith(begun) && name !== begun).slice(0, MOST);
  return { matches, start, end: cursor };
}
