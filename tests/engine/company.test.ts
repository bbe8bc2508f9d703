// Which shards of a plan run together: runs of one cell and one task that may be trained abreast.

import { companyOf, runCompany, runShard, type Shard } from '../../src/engine/shard';
import { exactShards, rowShards, smallData, trainingShards } from '../host/shards';

const companies = (shards: readonly Shard[]): number[] =>
  shards.map((_, from) => companyOf(shards, from, null));

test('four or three of a cell; what is left of it is alone', () => {
  expect(companies(rowShards(11))).toEqual([4, 4, 3, 1, 1, 4, 4, 3, 1, 1, 1]);
});

test('runs with batches and shards of other kinds are alone', () => {
  expect(companies([...trainingShards(3), ...exactShards(2)])).toEqual([1, 1, 1, 1, 1]);
});

test('runs of other tasks or other seeds are no company', () => {
  const [first, second, third] = rowShards(3);
  if (third.task.kind !== 'train') throw new TypeError('not a training run');
  const training = { ...third.task.training, steps: 7 };
  const withThird = (changes: Partial<Shard>): number =>
    companyOf([first, second, { ...third, ...changes }], 0, null);
  expect(withThird({})).toBe(3);
  expect(withThird({ task: { kind: 'train', training } })).toBe(1);
  expect(withThird({ task: { kind: 'network', training: third.task.training } })).toBe(1);
  expect(withThird({ key: [1, 2] })).toBe(1);
});

test('runs whose examples are many are alone, or four of all would lie in memory', () => {
  const shards = rowShards(3);
  const data = smallData(0);
  const train = { ...data.train, x: new Float32Array(2 ** 22) };
  expect(companyOf(shards, 0, { ...data, train, test: null })).toBe(1);
  // A test set of its own: all runs have the same.
  expect(companyOf(shards, 0, { ...data, train, test: data.train })).toBe(3);
  const drawn = shards.map((shard): Shard => {
    if (shard.task.kind !== 'train') throw new TypeError('not a training run');
    const { teacher } = shard.task.training;
    const training = { ...shard.task.training, teacher: { ...teacher!, train: 1e6 } };
    return { ...shard, task: { kind: 'train', training } };
  });
  expect(companyOf(drawn, 0, null)).toBe(1);
});

test('together they give what each gives alone', () => {
  const shards = rowShards(4);
  for (const data of [null, smallData(0)]) {
    expect(runCompany(shards, 0, data)).toEqual(shards.map(shard => runShard(shard, data)));
  }
});
