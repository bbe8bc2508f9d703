import { parseCsv } from '../../../../src/engine/dropout/data/csv';
import { parseRecords } from '../../../../src/engine/dropout/data/rfc4180';
import { DataError } from '../../../../src/engine/dropout/dataset';

const ROWS = ['1,2,a', '2,2,b', '3,2,a', '4,2,c', '5,2,b'];

function csv(header: string, rows: readonly string[] = ROWS): string {
  return [header, ...rows, ''].join('\n');
}

test('numbers are standardised, constants become 0, labels are classes in sorted order', () => {
  const data = parseCsv(csv('x,k,species'), null, 'f.csv');
  expect(data).toMatchObject({ name: 'csv', inputs: 2, classes: 3, test: null });
  const expected = [-2, -1, 0, 1, 2].map(value => Math.fround(value / Math.sqrt(2)));
  expect([...data.train.x]).toEqual(expected.flatMap(value => [value, 0]));
  expect([...data.train.y]).toEqual([0, 1, 0, 2, 1]);
});

test('the label column is found by name', () => {
  const rows = ['z,1,1', 'y,2,4', 'z,3,9', 'y,4,16', 'y,5,25'];
  const data = parseCsv(csv('kind,x,square', rows), 'kind', 'f.csv');
  expect([...data.train.y]).toEqual([1, 0, 1, 0, 0]);
  expect(data.inputs).toBe(2);
});

test('very large and very small numbers keep mean 0 and variance 1', () => {
  const rows = [
    '1e308,1e-300,a',
    '-1e308,2e-300,b',
    '1e308,3e-300,a',
    '-1e308,2e-300,b',
    '0,2e-300,a'
  ];
  const { x } = parseCsv(csv('big,small,y', rows), null, 'f.csv').train;
  for (const column of [0, 1]) {
    const values = [...x].filter((_, i) => i % 2 === column);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
    expect(values.reduce((sum, value) => sum + value * value, 0) / 5).toBeCloseTo(1, 5);
  }
});

test('records follow RFC 4180', () => {
  const text = '\uFEFFa,"b ""c"", d","e\r\nf"\r\n"",, g \n"""",x,y';
  expect(parseRecords(text, 'f')).toEqual([
    { line: 1, fields: ['a', 'b "c", d', 'e\r\nf'] },
    { line: 3, fields: ['', '', ' g '] },
    { line: 4, fields: ['"', 'x', 'y'] }
  ]);
  expect(parseRecords('', 'f')).toEqual([]);
});

test.each<[string, string, string | null, RegExp]>([
  ['empty', '', null, /^f\.csv: found an empty file/],
  ['of one column', csv('x', ['1', '2']), null, /^f\.csv, line 1: found 1 column;/],
  ['without a header', csv('1,2,3'), null, /^f\.csv, line 1: found numbers only/],
  ['with a column name twice', csv('x,x,y'), null, /line 1: found two columns named 'x'/],
  ['without the label column', csv('x,k,y'), 'Y', /line 1: found no column 'Y';.*x, k, y/],
  [
    'with a short row',
    csv('x,k,y', [...ROWS, '1,2']),
    null,
    /line 7: found 2 fields; the header has 3/
  ],
  ['with a long row', csv('x,k,y', ['1,2,3,4', ...ROWS]), null, /line 2: found 4 fields/],
  ['with an empty line', csv('x,k,y', ['1,2,a', '', ...ROWS]), null, /line 3: found an empty line/],
  [
    'with text for a number',
    csv('x,k,y', ['1,two,a', ...ROWS]),
    null,
    /line 2, column 'k': found 'two'/
  ],
  [
    'with a missing number',
    csv('x,k,y', [...ROWS, ',2,a']),
    null,
    /line 7, column 'x': found nothing/
  ],
  [
    'with a hexadecimal number',
    csv('x,k,y', ['0x10,2,a', ...ROWS]),
    null,
    /column 'x': found '0x10'/
  ],
  ['with NaN', csv('x,k,y', ['NaN,2,a', ...ROWS]), null, /column 'x': found 'NaN'/],
  [
    'with a number too large',
    csv('x,k,y', ['1e999,2,a', ...ROWS]),
    null,
    /column 'x': found '1e999'/
  ],
  [
    'with a missing label',
    csv('x,k,y', [...ROWS, '1,2,']),
    null,
    /line 7, column 'y': found nothing/
  ],
  [
    'of one class',
    csv(
      'x,k,y',
      ROWS.map(row => `${row.slice(0, 4)}a`)
    ),
    null,
    /column 'y': found the one label 'a'/
  ],
  ['of too few rows', csv('x,k,y', ROWS.slice(0, 4)), null, /found 4 rows below the header/],
  [
    'with an open quote',
    csv('x,k,y', ['1,2,"a', ...ROWS]),
    null,
    /line 2: found a quoted field that never ends/
  ],
  [
    'with a quote inside',
    csv('x,k,y', ['1,2,a"b', ...ROWS]),
    null,
    /line 2: found a quote inside a field/
  ],
  [
    'with text after a quote',
    csv('x,k,y', ['1,2,"a"b', ...ROWS]),
    null,
    /line 2: found "b" after a field/
  ]
])('a file %s is refused', (_, text, label, message) => {
  expect(() => parseCsv(text, label, 'f.csv')).toThrow(message);
  expect(() => parseCsv(text, label, 'f.csv')).toThrow(DataError);
});

test('a line number counts line breaks inside quotes', () => {
  const rows = ['1,2,"a\nb"', ...ROWS, 'x,2,a'];
  expect(() => parseCsv(csv('x,k,y', rows), null, 'f.csv')).toThrow(/line 9, column 'x'/);
});
