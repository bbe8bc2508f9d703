// The short run: each door with inputs of fast-check's choosing, and with every input at which one once failed. The
// long run is `npm run fuzz`.

import fc from 'fast-check';
import { DOORS, faultOf } from './doors';
import { FOUND } from './found';
import { mutated } from './mutate';

const RUNS = 400;

describe.each(Object.entries(DOORS))('%s', (name, door) => {
  test('good inputs go through', async () => {
    for (const sample of door.samples) expect(await faultOf(door, sample)).toBeNull();
  });

  test('other inputs go through or are refused', async () => {
    const made = fc.oneof(
      { arbitrary: fc.nat().map(seed => mutated(seed, door.samples, door.words)), weight: 9 },
      { arbitrary: fc.uint8Array({ maxLength: 200 }), weight: 1 }
    );
    await fc.assert(
      fc.asyncProperty(made, async bytes => {
        expect(await faultOf(door, bytes)).toBeNull();
      }),
      { numRuns: RUNS }
    );
  });

  test('inputs at which it failed once', async () => {
    for (const input of FOUND.filter(([at]) => at === name).map(([, text]) => text)) {
      expect(await faultOf(door, new TextEncoder().encode(input))).toBeNull();
    }
  });
});
