// Completion of names and of members of their values.

import { complete } from '../../lite/src/complete';

let asked = 0;
const known = {
  curve: { columns: { theta: [1], theta_low: [1] }, digest: 'x' },
  curves: 1,
  trap: Object.defineProperty({}, 'deep', { get: () => ++asked, enumerable: true })
};

test.each([
  ['cur', ['curve', 'curves'], 0],
  ['1 + curve.', ['columns', 'digest'], 10],
  ['f(curve.columns.the', ['theta', 'theta_low'], 16],
  ['curve.columns.theta.', [], 20],
  ['curve().col', [], 8],
  ['nobody.', [], 7],
  ['trap.deep.', [], 10],
  ['%%percolation\ncur', [], 14],
  ['', ['curve', 'curves', 'trap'], 0]
])('%j', (code, matches, start) => {
  expect(complete(code, code.length, known)).toEqual({ matches, start, end: code.length });
  expect(asked).toBe(0);
});

test('what stands behind the cursor is left alone', () => {
  expect(complete('cur + 1', 2, known)).toEqual({ matches: ['curve', 'curves'], start: 0, end: 2 });
});
