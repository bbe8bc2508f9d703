// How much a figure draws at most: more takes a browser seconds and shows no more. What is left out is said.

import { thin } from './thin';

/** Lines of a figure, each with its band and its points. */
export const MOST_LINES = 200;
/** Points of a figure, in all of its panels. */
export const MOST_POINTS = 5000;

/** What is drawn of many, and the words that say so. */
export interface Part<T> {
  readonly drawn: readonly T[];
  /** Empty where everything is drawn. */
  readonly note: readonly string[];
}

/**
 * At most about so many of the items, evenly spaced.
 *
 * @param items in their order
 * @param most raised to 2, the first and the last
 * @param what their name in the plural
 */
export function atMost<T>(items: readonly T[], most: number, what: string): Part<T> {
  const drawn = thin(items, Math.max(2, Math.floor(most)));
  const note = `${counted(drawn.length)} of ${counted(items.length)} ${what}`;
  return { drawn, note: drawn.length < items.length ? [note] : [] };
}

function counted(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
