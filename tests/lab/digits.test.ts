import { readFileSync } from 'node:fs';
import { pageDigits } from '../../src/lab/digits';
import { IMAGES, LABELS } from '../../src/lab/digitsdata';

test.each([
  ['digits-images-idx3-ubyte.gz', IMAGES],
  ['digits-labels-idx1-ubyte.gz', LABELS]
])('the text of %s is that of the file; else run node scripts/digitsdata.mjs', (name, text) => {
  const file = readFileSync(`src/engine/dropout/data/${name}`);
  expect(file.equals(Buffer.from(text, 'base64'))).toBe(true);
});

test('the page has all digits', async () => {
  const { train, inputs, outputs } = await pageDigits();
  expect([train.y.length, inputs, outputs]).toEqual([1797, 64, 10]);
});
