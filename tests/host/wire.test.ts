// Shards, results and material as bytes: what comes back runs to the same bits.

import fc from 'fast-check';
import { companyOf, runShard } from '../../src/engine/shard';
import { fromWire, toWire } from '../../src/host/wire';
import { exactShards, monteCarloShards, rowShards, trainingShards } from './shards';

const doubles = fc.double({ noDefaultInfinity: false });

test('every double comes back as it was', () => {
  fc.assert(
    fc.property(doubles, x => {
      expect(Object.is(fromWire(toWire(x)), x)).toBe(true);
    }),
    { examples: [[-0], [0], [NaN], [Infinity], [-Infinity], [5e-324], [2 ** 53], [-(2 ** 31)]] }
  );
});

test('typed arrays stay what they are, also where they begin in the middle of a buffer', () => {
  const arrays = [
    Float64Array.of(-0, NaN, Infinity, 5e-324),
    Float32Array.of(1.5, -0),
    Int32Array.of(-1, 2 ** 31 - 1),
    Uint32Array.of(2 ** 32 - 1),
    Uint16Array.of(65535),
    Uint8Array.of(0, 255)
  ];
  for (const array of [...arrays, ...arrays.map(array => array.subarray(1))]) {
    const back = fromWire(toWire({ array })) as { array: typeof array };
    expect(back.array).toStrictEqual(array.slice());
    expect(Object.is(back.array[0], array[0])).toBe(true);
  }
});

test("bytes in the middle of Node's own buffers", () => {
  const array = Float32Array.of(1.5, -0, 3);
  const bytes = Buffer.from(Buffer.from(toWire({ array })).toString('base64'), 'base64');
  expect(fromWire(bytes)).toStrictEqual({ array });
});

test('a shard that was sent gives the result that the shard itself gives', () => {
  for (const shard of [...exactShards(20), ...monteCarloShards(3, 2000), ...trainingShards(2)]) {
    const sent = fromWire(toWire(shard)) as typeof shard;
    const result = runShard(shard, null);
    expect(runShard(sent, null)).toEqual(result);
    expect(fromWire(toWire(result))).toEqual(result);
  }
});

test('shards that go together do so behind the wire too', () => {
  const shards = rowShards(8);
  expect(companyOf(fromWire(toWire(shards)) as typeof shards, 0, null)).toBe(
    companyOf(shards, 0, null)
  );
  expect(companyOf(shards, 0, null)).toBe(4);
});

test('bytes of anything else throw', () => {
  expect(() => fromWire(Uint8Array.of())).toThrow();
  expect(() => fromWire(Uint8Array.of(0xc1))).toThrow();
  expect(() => fromWire(toWire([1, 2, 3]).subarray(0, 5))).toThrow();
  expect(() => fromWire(Uint8Array.of(0xc7, 3, 0, 1, 2, 3))).toThrow('no Float64Array');
});
