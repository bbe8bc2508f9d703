// What is said of a file that holds no result.

import { parseJson } from '../../src/lab/documents/parsejson';

test.each([
  ['', 'it is empty'],
  [' \n', 'it is empty'],
  ['{"a": [1,\n2', 'it ends too early, at line 2, column 2'],
  ['{"a": 1\n "b": 2}', 'it is no JSON at line 2, column 2']
])('%j is refused: %s', (text, why) => {
  expect(() => parseJson(text)).toThrow(why);
});

test('JSON is read', () => {
  expect(parseJson('{"a": [1, 2]}')).toEqual({ a: [1, 2] });
});
