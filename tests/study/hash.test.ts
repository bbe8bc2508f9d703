// The digest of a result: the hash of its columns as JSON, whatever they hold and however long they are.

import { createHash } from 'node:crypto';
import { columnsDigest } from '../../src/study/hash';
import type { Result } from '../../src/study/result';

test.each<[string, Result['columns']]>([
  ['none', {}],
  ['no rows', { p: [], theta: [] }],
  ['words and numbers', { p: [0, -0, 0.1, 1e-300], method: ['exact', 'NaN', '"', 'ü'] }],
  [
    'many rows',
    { p: Array.from({ length: 20_001 }, (_, i) => i / 3), row: new Array(20_001).fill('x') }
  ]
])('%s', (_, columns) => {
  const hash = createHash('sha256').update(JSON.stringify(columns)).digest('hex');
  expect(columnsDigest(columns)).toBe(`sha256:${hash}`);
});
