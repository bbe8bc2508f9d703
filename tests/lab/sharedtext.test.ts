// Texts that are put into a notebook's cell, on the real shared document.

import { YNotebook } from '@jupyter/ydoc';
import fc from 'fast-check';
import { putText } from '../../src/lab/sharedtext';

// The library says so of every cell that it makes itself.
beforeAll(() => jest.spyOn(console, 'warn').mockImplementation(() => {}));

const notebooks: YNotebook[] = [];

function cellOf(source: string) {
  const notebook = new YNotebook();
  notebooks.push(notebook);
  return { notebook, cell: notebook.insertCell(0, { cell_type: 'code', source }) };
}

// A notebook that is left alone looks for other people until the end of time.
afterEach(() => {
  for (const notebook of notebooks.splice(0)) {
    notebook.awareness.destroy();
    notebook.dispose();
  }
});

test('any text becomes any other, and one undo brings the first one back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
      const { notebook, cell } = cellOf(before);
      putText(cell, after);
      expect(cell.getSource()).toBe(after);
      if (before === after) return;
      notebook.undo();
      expect(cell.getSource()).toBe(before);
    }),
    { numRuns: 30 }
  );
});

test('letters beyond U+FFFF are replaced as wholes', () => {
  const { cell } = cellOf('a \u{1f600} b');
  putText(cell, 'a \u{1f601} b');
  expect(cell.getSource()).toBe('a \u{1f601} b');
  putText(cell, 'a \u{1fa01} b');
  expect(cell.getSource()).toBe('a \u{1fa01} b');
});

test('it is a step of its own between typing before and after it', () => {
  const { notebook, cell } = cellOf('width: 8  # W');
  cell.updateSource(13, 13, '!');
  putText(cell, 'width: 12  # W!');
  cell.updateSource(15, 15, '?');
  notebook.undo();
  expect(cell.getSource()).toBe('width: 12  # W!');
  notebook.undo();
  expect(cell.getSource()).toBe('width: 8  # W!');
});

test('only what differs is replaced, so that cursors in the rest stay where they are', () => {
  const { cell } = cellOf('width: 8  # W\np: 0.5');
  const deltas: unknown[] = [];
  cell.changed.connect((_, { sourceChange }) => deltas.push(sourceChange));
  putText(cell, 'width: 12  # W\np: 0.5');
  expect(deltas).toEqual([[{ retain: 7 }, { insert: '12' }, { delete: 1 }]]);
});
