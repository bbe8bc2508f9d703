import fc from 'fast-check';
import { parseResult, PayloadError } from '../../src/study/payload';
import { LARGEST_DRAWING, MOST_DRAWINGS, MOST_WEIGHTS } from '../../src/study/sectionlimits';

const good = {
  percolab: '0.1.0',
  study: { study: 'percolation' },
  digest: `sha256:${'0'.repeat(64)}`,
  rows: 2,
  columns: { p: [0, 1], theta: [1, '-Infinity'] }
};

test('a result is read back as it is', () => {
  expect(parseResult(good)).toEqual(good);
  const traces = { row: [0, 1], step: [5, 5], loss: [0.5, 'NaN'], open: [1, 0] };
  expect(parseResult({ ...good, traces })).toEqual({ ...good, traces });
});

test.each([
  [null],
  [[]],
  ['text'],
  [{}],
  [{ ...good, percolab: 3 }],
  [{ ...good, study: { study: '<img src=x onerror=alert(1)>' } }],
  [{ ...good, digest: 'sha256:<b>' }],
  [{ ...good, rows: 3 }],
  [{ ...good, rows: -1, columns: {} }],
  [{ ...good, columns: [] }],
  [{ ...good, columns: { '<b>': [1, 2] } }],
  [{ ...good, columns: { p: [1, { a: 1 }] } }],
  [{ ...good, columns: { p: [1, 'x'.repeat(2000)] } }],
  [{ ...good, columns: { p: [1, NaN] } }],
  [{ ...good, columns: JSON.parse('{"__proto__": [1, 2]}') as unknown }],
  [{ ...good, columns: { constructor2: 'ab' } }],
  [{ ...good, traces: { row: [5], step: [1], loss: [1], open: [1] } }],
  [{ ...good, traces: { row: [0], step: ['1'], loss: [1], open: [1] } }],
  [{ ...good, traces: [] }],
  [{ ...good, traces: { row: [0], step: [1], loss: [], open: [1] } }],
  [{ ...good, traces: 'x' }],
  [{ ...good, flow: { row: [0], step: [1], layer: [1], gradient: [1] } }],
  [{ ...good, flow: { row: [0], step: [1], layer: ['<b>'], gradient: [1], reach: [1] } }],
  [{ ...good, updates: { row: [2], layer: [1], mean: [1], expected: [1] } }],
  [{ ...good, updates: { row: [0], layer: [1.5], mean: [1], expected: [1] } }],
  [{ ...good, weight_updates: [{ row: 0, layer: 1, from: 2, to: 2, count: [1, 2, 3] }] }],
  [{ ...good, weight_updates: [{ row: 0, layer: 1, from: 1, to: 1, count: ['<b>'] }] }],
  [{ ...good, weight_updates: [{ row: 0, layer: 1, from: 1e9, to: 1e9, count: [] }] }],
  [{ ...good, verdicts: { row: [0], verdict: ['<b>'], words: [''], needed: [1], p_value: [1] } }],
  [{ ...good, verdicts: { row: [0], verdict: ['learns'], words: [7], needed: [1], p_value: [1] } }],
  [{ ...good, verdicts: { row: [0], verdict: ['learns'], words: ['x'], needed: [1] } }],
  [{ ...good, timing: { seconds: [1] } }],
  [{ ...good, timing: { seconds: [1, { a: 1 }] } }],
  [{ ...good, excerpt: 5 }],
  [{ ...good, excerpt: { columns: -1 } }],
  [{ ...good, excerpt: { columns: '<b>' } }],
  [{ ...good, excerpt: { constructor: 5 } }],
  [{ ...good, notes: 'x' }],
  [{ ...good, notes: ['x'.repeat(2000)] }],
  [{ ...good, notes: Array.from({ length: 100 }, () => 'x') }]
])('hostile payload %# is refused with a short reason', payload => {
  expect(() => parseResult(payload)).toThrow(PayloadError);
  expect(() => parseResult(payload)).toThrow(/^[^<>]{5,80}$/);
});

test('words must be text, and not more of it than a page can show', () => {
  const study = (more: object) => () =>
    parseResult({ ...good, study: { study: 'percolation', ...more } });
  expect(study({ seed: { toString: 1 } })).toThrow('its seed is no text');
  expect(study({ seed: ['a', ['b']] })).toThrow('its seed is no text');
  expect(study({ model: 7 })).toThrow('its model is no text');
  expect(study({ seed: 's'.repeat(6000) })).toThrow('its seed is too long');
  expect(study({ seed: ['a', 'b'], model: 'bond' })).not.toThrow();
  const rows = 6000;
  const column = (word: (row: number) => string) =>
    Array.from({ length: rows }, (_, row) => word(row));
  const filled = (model: string[]) => () => parseResult({ ...good, rows, columns: { model } });
  expect(filled(column(row => String(row).padEnd(1000)))).toThrow(/words have more than/);
  expect(filled(column(() => 'x'.repeat(1000)))).not.toThrow();
});

test('drawings and counted weights are believed as large as they are made, and no larger', () => {
  const list = <T>(length: number, value: T): T[] => Array.from({ length }, () => value);
  const mask = (units: number, edges: number) => ({
    row: 0,
    layer: list(units, 0),
    place: list(units, 0.5),
    unit: list(units, 'open'),
    from: list(edges, 0),
    to: list(edges, 0),
    edge: list(edges, 'open')
  });
  const masks =
    (...all: object[]) =>
    () =>
      parseResult({ ...good, masks: all });
  expect(masks(...list(MOST_DRAWINGS, mask(1000, LARGEST_DRAWING - 1000)))).not.toThrow();
  expect(masks(mask(1000, LARGEST_DRAWING - 999))).toThrow(
    'a mask has more than 6000 units and edges'
  );
  expect(masks(...list(MOST_DRAWINGS + 1, mask(1, 0)))).toThrow('it has more than 6 masks');
  const layer = { row: 0, layer: 1, from: 1, to: MOST_WEIGHTS / 2 };
  const half = { ...layer, count: list(MOST_WEIGHTS / 2, 1) };
  const one = { ...layer, to: 1, count: [1] };
  const weights =
    (...all: object[]) =>
    () =>
      parseResult({ ...good, weight_updates: all });
  expect(weights(half, half)).not.toThrow();
  expect(weights(half, half, one)).toThrow('it has updates of more than 50000 weights');
});

test('anything at all is a result or a PayloadError', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: false }),
      fc.dictionary(fc.string(), fc.anything({ withBigInt: false })),
      (value, more) => {
        for (const payload of [
          value,
          { ...good, ...more },
          { ...good, columns: value },
          { ...good, traces: value },
          { ...good, flow: value },
          { ...good, updates: value },
          { ...good, weight_updates: [value] },
          { ...good, verdicts: { row: [], ...more } },
          { ...good, timing: value },
          { ...good, excerpt: value },
          { ...good, notes: value }
        ]) {
          try {
            parseResult(payload);
          } catch (error) {
            expect(error).toBeInstanceOf(PayloadError);
          }
        }
      }
    ),
    { numRuns: 1000 }
  );
});
