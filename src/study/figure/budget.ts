// How much a figure draws at most: more takes a browser seconds and shows no more. What is left out is said.

import { thin } from './thin';

/** Lines of a figure, each with its band and its points. */
export const MOST_LINES = 200;
/** Points of a figure, in all of its panels. */
export const MOST_POINTS = 5000;

/** Points of a line that can be seen: two for each pixel of a wide page. */
const MOST_ALONG = 2000;
/** Points of all lines of a panel. */
const MOST_IN_LINES = 40_000;

/** Points that each of so many lines of a panel may have. */
export function alongEach(lines: number): number {
  return Math.max(2, Math.min(MOST_ALONG, Math.floor(MOST_IN_LINES / lines)));
}

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
  return { drawn, note: partOf(drawn.length, items.length, what) };
}

/** The words for what is drawn of many; none where all are. */
export function partOf(drawn: number, all: number, what: string): readonly string[] {
  return drawn < all ? [`${counted(drawn)} of ${counted(all)} ${what}`] : [];
}

/** The words for lines whose points were thinned; none where all are drawn. */
export function thinnedTo(most: number, longest: number): readonly string[] {
  return partOf(most, longest, 'points of a line');
}

function counted(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3}){1,5}$)/g, ',');
}
