import { parseCsv } from '../../../../src/engine/dropout/data/csv';
import { parseRecords } from '../../../../src/engine/dropout/data/rfc4180';
import { DataError } from '../../../../src/engine/dropout/dataset';

const ROWS = ['1,2,a', '2,2,b', '3,2,a', '4,2,c', '5,2,b'];

function csv(header: string, rows: readonly string[] = ROWS): string {
  return [header, ...rows, ''].join('\n');
}

test('numbers are standardised, constants become 0, labels are classes in sorted order', () => {
  const data = parseCsv(csv('x,k,species'), null, null, 'f.csv');
  expect(data).toMatchObject({
    name: 'csv',
    inputs: 2,
    outputs: 3,
    task: 'classification',
    test: null
  });
  expect(data.train.targets).toBeNull();
  const expected = [-2, -1, 0, 1, 2].map(value => Math.fround(value / Math.sqrt(2)));
  expect([...data.train.x]).toEqual(expected.flatMap(value => [value, 0]));
  expect([...data.train.y]).toEqual([0, 1, 0, 2, 1]);
});

test('the label column is found by name', () => {
  const rows = ['z,1,1', 'y,2,4', 'z,3,9', 'y,4,16', 'y,5,25'];
  const data = parseCsv(csv('kind,x,square', rows), ['kind'], null, 'f.csv');
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
  const { x } = parseCsv(csv('big,small,y', rows), null, null, 'f.csv').train;
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
  const read = () => parseCsv(text, label === null ? null : [label], null, 'f.csv');
  expect(read).toThrow(message);
  expect(read).toThrow(DataError);
});

test('a line number counts line breaks inside quotes', () => {
  const rows = ['1,2,"a\nb"', ...ROWS, 'x,2,a'];
  expect(() => parseCsv(csv('x,k,y', rows), null, null, 'f.csv')).toThrow(/line 9, column 'x'/);
});

const HOUSES = ['1,2,0.5,10', '2,2,1.5,20', '3,1,2.5,10', '4,2,3.5,20', '5,1,4.5,40'];

test('regression: targets are standardised, one column or several, in the order in which they are named', () => {
  const scaled = [-2, -1, 0, 1, 2].map(value => Math.fround(value / Math.sqrt(2)));
  const one = parseCsv(csv('x,k,rent,price', HOUSES), ['rent'], 'regression', 'f.csv');
  expect(one).toMatchObject({ inputs: 3, outputs: 1, task: 'regression', test: null });
  expect([...one.train.targets!]).toEqual(scaled);
  expect([...one.train.y]).toEqual([0, 0, 0, 0, 0]);

  const two = parseCsv(csv('x,k,rent,price', HOUSES), ['price', 'rent'], 'regression', 'f.csv');
  expect(two).toMatchObject({ inputs: 2, outputs: 2, task: 'regression' });
  const [price, rent] = [0, 1].map(k => [...two.train.targets!].filter((_, i) => i % 2 === k));
  expect(rent).toEqual(scaled);
  expect(price.map(value => value > price[0])).toEqual([false, true, false, true, true]);
  expect(two.train.x).toEqual(
    parseCsv(csv('x,k,z', ['1,2,a', '2,2,b', '3,1,a', '4,2,b', '5,1,b']), null, null, 'f').train.x
  );
});

test('numbers that may be classes or targets are asked about; what can be one thing only is not', () => {
  const rows = (labels: readonly (string | number)[]) =>
    csv(
      'x,y',
      labels.map((label, i) => `${i},${label}`)
    );
  const halves = rows([0.5, 1.5, 0.5, 1.5, 0.5, 0.5]);
  expect(() => parseCsv(halves, null, null, 'f.csv')).toThrow(
    /^f\.csv, column 'y': found numbers that are not whole, such as 0\.5: .*write task: classification or task: regression/
  );
  expect(parseCsv(halves, null, 'classification', 'f.csv')).toMatchObject({ outputs: 2 });
  expect(parseCsv(halves, null, 'regression', 'f.csv')).toMatchObject({ outputs: 1 });

  const counts = rows([10, 20, 30, 40, 10, 20]);
  expect(() => parseCsv(counts, null, null, 'f.csv')).toThrow(
    /found 4 different numbers in 6 rows/
  );
  expect(parseCsv(counts, null, 'classification', 'f.csv')).toMatchObject({ outputs: 4 });
  // Half as many as the rows: classes.
  expect(parseCsv(rows([1, 2, 3, 1, 2, 3]), null, null, 'f.csv')).toMatchObject({
    outputs: 3,
    task: 'classification'
  });
  // Names, however many, are classes.
  expect(parseCsv(rows([...'abcdef']), null, null, 'f.csv')).toMatchObject({ outputs: 6 });
  // Several columns of numbers that are not all whole are targets.
  const table = csv('x,k,rent,price', HOUSES);
  expect(parseCsv(table, ['rent', 'price'], null, 'f.csv')).toMatchObject({ task: 'regression' });
  expect(() => parseCsv(table, ['k', 'price'], null, 'f.csv')).toThrow(
    /^f\.csv, column 'k', 'price': found 2 columns of whole numbers; write task: regression/
  );
});

test.each<[string, string, readonly string[] | null, 'classification' | 'regression', RegExp]>([
  [
    'text for a target',
    csv('x,k,y', ROWS),
    null,
    'regression',
    /line 2, column 'y': found 'a'; expected a finite number/
  ],
  [
    'two columns of classes',
    csv('x,k,y,z', HOUSES),
    ['y', 'z'],
    'classification',
    /found 2 columns of numbers; classification takes one label for each row/
  ],
  [
    'a target that never changes',
    csv('x,y', ['1,3', '2,3', '3,3', '4,3', '5,3']),
    null,
    'regression',
    /column 'y': found the same number in all rows/
  ],
  [
    'the second of two targets that never changes',
    csv('x,y,z', ['1,1,3', '2,1,3', '3,3,3', '4,3,3', '5,3,3']),
    ['y', 'z'],
    'regression',
    /column 'y', 'z', target 1: found the same number/
  ],
  ['nothing but labels', csv('x,k,y', ROWS), ['x', 'k', 'y'], 'regression', /all 3 columns/],
  ['a second label that is absent', csv('x,k,y', ROWS), ['x', 'K'], 'regression', /no column 'K'/]
])('%s is refused', (_, text, label, task, message) => {
  expect(() => parseCsv(text, label, task, 'f.csv')).toThrow(message);
  expect(() => parseCsv(text, label, task, 'f.csv')).toThrow(DataError);
});
