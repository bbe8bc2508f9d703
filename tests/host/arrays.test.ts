// Data on this machine: arrays in a file, as the Python package writes them, CSV, and data in shared memory.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Task } from '../../src/engine/dropout/data/labels';
import type { Dataset } from '../../src/engine/dropout/dataset';
import type { ArraysFile } from '../../src/host/node/arrays';
import { loadData } from '../../src/host/node/data';
import { shareMaterial } from '../../src/host/node/share';

const folder = mkdtempSync(join(tmpdir(), 'percolab-'));
afterAll(() => rmSync(folder, { recursive: true }));

const X = [0, 1, 2, 3, 4, 5, 6, 7];

/** Reads four rows of two inputs, with classes and targets where they are given. */
function read(
  labels: { classes?: number[]; count?: number; targets?: number[]; columns?: number },
  task: Task | null = null
): Promise<Dataset | null> {
  const { classes, count = 2, targets, columns = 1 } = labels;
  const parts = [
    Float32Array.from(X),
    Int32Array.from(classes ?? []),
    Float32Array.from(targets ?? [])
  ];
  const path = join(folder, 'arrays');
  writeFileSync(path, Buffer.concat(parts.map(part => new Uint8Array(part.buffer))));
  const arrays: ArraysFile = {
    name: 'xy',
    path,
    rows: 4,
    inputs: 2,
    classes: classes ? count : null,
    targets: targets ? columns : null
  };
  return loadData({ name: 'arrays', variable: 'xy', task }, { directory: folder, arrays });
}

test('classes, targets, or the ones that the study asks for', async () => {
  const classes = await read({ classes: [1, 0, 1, 0] });
  expect(classes).toMatchObject({ name: 'xy', inputs: 2, outputs: 2, task: 'classification' });
  expect([...classes!.train.x]).toEqual(X);
  expect([...classes!.train.y]).toEqual([1, 0, 1, 0]);

  const targets = await read({ targets: [0.5, 1, 2, 3, 4, 5, 6, 7], columns: 2 });
  expect(targets).toMatchObject({ inputs: 2, outputs: 2, task: 'regression' });
  expect([...targets!.train.targets!]).toEqual([0.5, 1, 2, 3, 4, 5, 6, 7]);

  const both = { classes: [1, 0, 1, 0], targets: [30, -1, 30, -1] };
  expect(await read(both)).toMatchObject({ task: 'classification' });
  const asked = await read(both, 'regression');
  expect(asked).toMatchObject({ task: 'regression', outputs: 1 });
  expect([...asked!.train.targets!]).toEqual([30, -1, 30, -1]);
});

test.each<[string, Parameters<typeof read>[0], Task | null, RegExp]>([
  [
    'a file too short',
    { classes: [1, 0, 1] },
    null,
    /xy: found 44 bytes; 4 rows of 3 numbers take 48/
  ],
  [
    'a class out of range',
    { classes: [0, 1, 2, 0] },
    null,
    /xy: found class 2 in row 2; allowed: 0 to 1/
  ],
  [
    'names as numbers',
    { classes: [0, 1, 0, 1] },
    'regression',
    /xy, y: found labels that are no numbers/
  ],
  [
    'targets as classes',
    { targets: [0.5, 1, 2, 3] },
    'classification',
    /xy, y: found numbers; classif/
  ],
  [
    'what can be both',
    { classes: [0, 1, 2, 0], count: 3, targets: [0, 1, 2, 0] },
    null,
    /xy, y: found 3 different numbers in 4 rows: .*write task: classification or task: regression/
  ],
  [
    'one-hot rows',
    { targets: [0, 1, 1, 0, 0, 1, 1, 0], columns: 2 },
    null,
    /2 columns of whole numbers/
  ]
])('%s: refused', async (_, labels, task, message) => {
  await expect(read(labels, task)).rejects.toThrow(message);
});

test('a data set in shared memory holds the same numbers, targets too', async () => {
  for (const data of [
    await read({ classes: [1, 0, 1, 0] }),
    await read({ targets: [0.5, 1, 2, 3] })
  ]) {
    const shared = shareMaterial(data!) as Dataset;
    expect(shared).toEqual(data);
    expect(shared.train.x.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.train.targets?.buffer ?? null).toEqual(
      data!.train.targets && expect.any(SharedArrayBuffer)
    );
    expect(shareMaterial(data!)).toBe(shared);
  }
});

test('a CSV file that is not UTF-8 is refused, a compressed one is read', async () => {
  const load = (path: string): Promise<Dataset | null> =>
    loadData({ name: 'csv', path, label: null, task: null }, { directory: folder });
  writeFileSync(join(folder, 'latin.csv'), Uint8Array.of(0x61, 0xe9, 0x2c, 0x62));
  await expect(load('latin.csv')).rejects.toThrow(/latin\.csv: it is not text in UTF-8/);
  const text = `x,y\n${'1,a\n2,b\n3,a\n4,b\n5,a\n'.repeat(4)}`;
  writeFileSync(join(folder, 'points.csv.gz'), gzipSync(text));
  expect(await load('points.csv.gz')).toMatchObject({ inputs: 1, outputs: 2 });
});
