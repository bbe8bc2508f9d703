// Cells with a study: the text that help is given for has the places of the cell.

import { typedCell } from '../../../src/study/assist/cell';

test('the line of the magic is blank, the rest as it is', () => {
  const cell = '%%percolation name \u{1D703}\r\np: 0.5\n';
  const found = typedCell(cell)!;
  expect(found.kind).toBe('percolation');
  expect(found.text).toHaveLength(cell.length);
  expect(found.text.slice(found.start)).toBe('p: 0.5\n');
  expect(found.text.slice(0, found.start).trim()).toBe('');
});

test('while there is only the line of the magic, no place is in the study', () => {
  expect(typedCell('%%dropout it')!.start).toBe(13);
});

test.each(['%%dropouts\n', 'p: 1', '# a\n%%percolation', '%percolation', ''])(
  '%j is none',
  cell => {
    expect(typedCell(cell)).toBeNull();
  }
);
