// A few of many combinations of values, so chosen that they are a grid themselves: whoever reads the few compares values
// of one axis at the same values of the others.

import type { Group } from './axis';
import { thin } from './thin';

function placesOf(groups: readonly Group[], axis: number): readonly number[] {
  return [...new Set(groups.map(({ places }) => places[axis]))].sort((a, b) => a - b);
}

/** So many of each axis that their combinations are at most `most`: the longest axis yields first. */
function lengths(full: readonly number[], most: number): number[] {
  const kept = [...full];
  while (kept.reduce((product, length) => product * length, 1) > most) {
    kept[kept.indexOf(Math.max(...kept))] -= 1;
  }
  return kept;
}

/**
 * At most `most` of the groups: those at evenly spaced values of every axis, the first and the last among them.
 *
 * @param groups all groups of some axes, in their order
 * @param most 2 or more
 */
export function subgrid(groups: readonly Group[], most: number): readonly Group[] {
  if (groups.length <= most) {
    return groups;
  }
  const all = groups[0].places.map((_, axis) => placesOf(groups, axis));
  const few = lengths(
    all.map(({ length }) => length),
    most
  );
  const kept = all.map((places, axis) =>
    few[axis] === 1 ? new Set(places.slice(0, 1)) : new Set(thin(places, few[axis]))
  );
  const found = groups.filter(({ places }) => places.every((place, axis) => kept[axis].has(place)));
  // Combinations may be missing; then the few are spread over those that are there.
  return found.length > 1 ? found : thin(groups, most);
}
