// Profiles of many rows: whole rows as long as there is room, and a note where there is none left.

import { GrowingProfiles } from '../../src/study/growingprofiles';

const entry = { measure: 'reach', at: 0, value: 0.5, low: 0.4, high: Infinity };

test('what fits is there, and nothing is said', () => {
  const profiles = new GrowingProfiles(7);
  expect(profiles.sections()).toEqual({});
  profiles.add(3, [entry]);
  const columns = { row: [3], measure: ['reach'], at: [0], value: [0.5], low: [0.4] };
  expect(profiles.sections()).toEqual({ profiles: { ...columns, high: ['Infinity'] } });
});

test('from the first row that does not fit on, rows are left out, which is said', () => {
  const profiles = new GrowingProfiles(7);
  const long = [entry, entry, entry];
  for (const row of [0, 1, 2]) profiles.add(row, long);
  profiles.add(3, [entry]);
  const { profiles: kept, notes } = profiles.sections();
  expect(kept!.row).toHaveLength(6);
  expect(kept!.row.at(-1)).toBe(1);
  expect(notes).toEqual([expect.stringContaining('7 entries at most')]);
});
