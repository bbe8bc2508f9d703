// Names that can be written at a place of TypeScript: those that cells have made, and members of their values. Studies
// are completed by the extension.

import type { Completion } from './protocol';

/** What ends a path of names. */
const BETWEEN = /[^\p{ID_Continue}$.]/u;
const NAME = /^[\p{ID_Start}$_]/u;

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
  const path = code.slice(0, cursor).split(BETWEEN).at(-1)!.split('.');
  const begun = path.at(-1)!;
  const whole = path.slice(0, -1);
  const start = cursor - begun.length;
  const nothing = { matches: [], start, end: cursor };
  if (/^\s*%%/.test(code) || !whole.every(name => NAME.test(name))) return nothing;
  let value: unknown = known;
  for (const name of whole) {
    // A getter may do anything; only what is there is looked at.
    value = Object.getOwnPropertyDescriptor(Object(value), name)?.value;
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return nothing;
  const names = Object.keys(value).filter(name => NAME.test(name));
  const matches = names.filter(name => name.startsWith(begun) && name !== begun).slice(0, MOST);
  return { matches, start, end: cursor };
}
