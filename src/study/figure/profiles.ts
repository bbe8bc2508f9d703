// Reading the profiles of a result: the entries of one measure, for each row that has them.

import type { Profiles, Result } from '../result';
import { finite } from './columns';
import { thin } from './thin';
import type { Coordinate } from './types';

/** A profile of one row. */
export interface Profile {
  readonly row: number;
  readonly at: readonly Coordinate[];
  readonly value: readonly Coordinate[];
  readonly low: readonly Coordinate[];
  readonly high: readonly Coordinate[];
}

const NONE: Profiles = { row: [], measure: [], at: [], value: [], low: [], high: [] };

/** Profiles of a measure, in the order of their rows; none where the result has none. */
export function profilesOf(result: Result, measure: string): Profile[] {
  const { row, measure: measures, at, value, low, high } = result.profiles ?? NONE;
  const entries = new Map<number, number[]>();
  measures.forEach((name, entry) => {
    if (name === measure) {
      const own = entries.get(row[entry]);
      if (own) {
        own.push(entry);
      } else {
        entries.set(row[entry], [entry]);
      }
    }
  });
  return [...entries]
    .sort(([a], [b]) => a - b)
    .map(([own, list]) => ({
      row: own,
      at: list.map(entry => finite(at[entry])),
      value: list.map(entry => finite(value[entry])),
      low: list.map(entry => finite(low[entry])),
      high: list.map(entry => finite(high[entry]))
    }));
}

/** A profile with at most so many entries, evenly spaced. */
export function thinned(profile: Profile, most: number): Profile {
  const kept = thin([...profile.at.keys()], most);
  const of = (cells: readonly Coordinate[]) => kept.map(entry => cells[entry]);
  const { row, at, value, low, high } = profile;
  return { row, at: of(at), value: of(value), low: of(low), high: of(high) };
}

/** Whether a profile was sampled: its interval is more than its value. */
export function isSampled({ low, high }: Profile): boolean {
  return low.some((value, i) => value !== null && high[i] !== null && value < high[i]);
}
