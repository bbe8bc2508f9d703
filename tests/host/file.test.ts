// Files that are none, or that unpack to more than may be held: refused before they are waited for or filled.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readDataFile } from '../../src/host/node/file';

const folder = mkdtempSync(join(tmpdir(), 'percolab-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a pipe that nobody writes to, and a device that never ends, are refused at once', async () => {
  const pipe = join(folder, 'pipe.csv');
  execFileSync('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/zero']) {
    await expect(readDataFile(path)).rejects.toThrow(`${path}: it is a device or a pipe`);
  }
});

test('a small archive of more than 512 MiB is refused', async () => {
  const bomb = join(folder, 'bomb.csv');
  // Members of an archive follow each other: one of 16 MiB of zeros, 33 times.
  writeFileSync(bomb, Buffer.concat(Array<Buffer>(33).fill(gzipSync(Buffer.alloc(2 ** 24)))));
  await expect(readDataFile(bomb)).rejects.toThrow('it holds more than 512 MiB, the most allowed');
});

test('a file that says it has no bytes is read to its end', async () => {
  expect((await readDataFile('/proc/self/status')).length).toBeGreaterThan(100);
});
