// What a cell holds.

import { readCell, UsageError } from '../../lite/src/cell';

test('a study, its lines counted as in the cell', () => {
  expect(readCell('\n%%percolation curve\np: 0.5\n')).toEqual({
    is: 'study',
    kind: 'percolation',
    name: 'curve',
    cache: true,
    text: '\n\np: 0.5\n'
  });
  expect(readCell('%%dropout\np: 0.5')).toMatchObject({ kind: 'dropout', name: '' });
  expect(readCell('%%dropout --no-cache runs\np: 0.5')).toMatchObject({
    name: 'runs',
    cache: false
  });
});

test('line magics above code, its lines counted as in the cell', () => {
  expect(readCell('%load_ext percolab')).toEqual({
    is: 'code',
    magics: ['load_ext percolab'],
    code: '\n'
  });
  expect(readCell('%percolab version\n\nconst a = 7\n% 3')).toEqual({
    is: 'code',
    magics: ['percolab version'],
    code: '\n\nconst a = 7\n% 3'
  });
  expect(readCell('1 + 1')).toEqual({ is: 'code', magics: [], code: '1 + 1' });
});

test.each([
  ['%%bash\nls', /%%bash: .* allowed: %%percolation, %%dropout, or TypeScript/],
  ['%%percolation two names\np: 1', /found 'two names'; allowed: one name/],
  ['%%percolation 1st\np: 1', /found '1st'/]
])('%j is a mistake', (source, message) => {
  expect(() => readCell(source)).toThrow(UsageError);
  expect(() => readCell(source)).toThrow(message);
});
