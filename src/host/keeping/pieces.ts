// A large value in pieces that each take a moment: itself with its long lists empty, and the parts of those. What is kept of
// a study is written and read so, since its thread must answer meanwhile.

/** Values of a piece, and of the longest list that stays where it is. */
const MOST_VALUES = 10_000;

/** A part of a list: the parts of one follow each other. */
export interface Part {
  /** Members and places that lead to the list. */
  readonly path: readonly (string | number)[];
  readonly values: readonly unknown[];
}

/**
 * The value with its long lists empty.
 *
 * @param value made of plain objects, arrays and what toWire takes beside; stays as it is
 * @param parts takes what stood in those lists, in pieces
 */
export function hollowed(value: unknown, parts: Part[], path: Part['path'] = []): unknown {
  if (Array.isArray(value) && value.length > MOST_VALUES) {
    for (let from = 0; from < value.length; from += MOST_VALUES) {
      parts.push({ path, values: value.slice(from, from + MOST_VALUES) });
    }
    return [];
  }
  if (Array.isArray(value)) {
    return value.map((item, place) => hollowed(item, parts, [...path, place]));
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) {
    return value;
  }
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, hollowed(item, parts, [...path, name])])
  );
}

/** Puts a part back at the end of its list, if there is such a list. */
export function fill(hollow: object, { path, values }: Part): void {
  let at: unknown = hollow;
  for (const name of path) {
    at = Object.hasOwn(Object(at) as object, name)
      ? (at as Record<string | number, unknown>)[name]
      : undefined;
  }
  if (Array.isArray(at)) for (const value of values) at.push(value);
}
