// A study whose keys are each valid by themselves, as the rules that tie keys together look at it.

import type { Position } from './diagnostic';
import type { Family, Kind, Setting } from './key';
import type { Complain } from './value';

/** What the rules look at. */
export interface Reading {
  readonly kind: Kind;
  readonly family: Family;
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
  /** Whether a key was written, and not filled in. */
  given(path: string): boolean;
  at(path: string): Position | null;
  readonly complain: Complain;
}

/** Names a mistake at a key. */
export function say({ at, complain }: Reading, key: string, message: string): void {
  complain({ at: at(key), key, message });
}

/** Values of a key; none where the study leaves it out. */
export function valuesOf({ settings }: Reading, path: string): readonly Setting[] {
  return settings.get(path) ?? [];
}

/** Values of a key that takes numbers. */
export function numbersOf(reading: Reading, path: string): number[] {
  return valuesOf(reading, path).map(Number);
}
