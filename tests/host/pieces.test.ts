// Large values in pieces: nothing is lost, no piece is large, and what does not fit is left alone.

import { fill, hollowed, type Part } from '../../src/host/keeping/pieces';

const numbers = (length: number): number[] => Array.from({ length }, (_, i) => i / 7);
const VALUE = {
  rows: 25_001,
  columns: { p: numbers(25_001), short: [1, 2], none: [] },
  study: { edges: Array.from({ length: 10_001 }, (_, i) => [`a${i}`, `b${i}`]) },
  masks: [
    { row: 0, layer: numbers(12_000) },
    { row: 1, layer: [3] }
  ],
  bytes: new Uint8Array(20_000),
  nothing: null
};

test('a value comes back whole from itself without long lists and their parts', () => {
  const parts: Part[] = [];
  const hollow = hollowed(VALUE, parts) as typeof VALUE;
  expect(hollow.columns).toEqual({ p: [], short: [1, 2], none: [] });
  expect(hollow.masks[0].layer).toEqual([]);
  expect(parts.map(({ values }) => values.length)).toEqual([
    ...[10_000, 10_000, 5001],
    ...[10_000, 1],
    ...[10_000, 2000]
  ]);
  expect(VALUE.columns.p).toHaveLength(25_001);
  for (const part of parts) fill(hollow, part);
  expect(hollow).toEqual(VALUE);
});

test.each([
  [['columns', 'q']],
  [['rows']],
  [['__proto__', 'x']],
  [['constructor']],
  [['masks', 9]]
])('a part of a list that is not there, at %s, changes nothing', path => {
  const value = { rows: 1, columns: {}, masks: [] };
  fill(value, { path, values: [1] });
  expect(value).toEqual({ rows: 1, columns: {}, masks: [] });
  expect(Object.keys(Object.prototype)).toEqual([]);
});
