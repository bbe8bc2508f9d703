// A cache that other users can write to is not used: what they put there could pass for results.

import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inlineHost } from '../../src/host/inline';
import { StudyCache } from '../../src/host/node/cache/cache';
import { strangersAt } from '../../src/host/node/cache/strangers';
import { readStudy } from '../../src/study/read';
import type { Result } from '../../src/study/result';
import { runStudy } from '../../src/study/run';
import { sourcesOf } from '../study/runstudy';

// Windows has no owners and modes of this kind.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'percolab-strangers-'));
  folder = join(root, 'cache');
  mkdirSync(folder, { mode: 0o700 });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Gives a path to another user; only the superuser can, and needs to: the others ask as another user. */
function giveAway(path: string): number {
  const user = process.getuid!();
  if (user !== 0) return user + 1;
  chownSync(path, 12345, 12345);
  return 23456;
}

onUnix('a folder', () => {
  test('of its user alone is safe, and so is one that is not there, and a link of the user', () => {
    expect(strangersAt(folder)).toBeNull();
    expect(strangersAt(join(folder, 'missing'))).toBeNull();
    symlinkSync(folder, join(root, 'link'));
    expect(strangersAt(join(root, 'link'))).toBeNull();
    chmodSync(folder, 0o755);
    expect(strangersAt(folder)).toBeNull();
  });

  test('a file is left to who opens it', () => {
    writeFileSync(join(root, 'file'), '');
    expect(strangersAt(join(root, 'file'))).toBeNull();
  });

  test('of another user is not', () => {
    const user = giveAway(folder);
    expect(strangersAt(folder, user)).toBe(
      `${folder} belongs to another user; name a folder of your own in PERCOLAB_CACHE`
    );
    symlinkSync(folder, join(root, 'link'));
    expect(strangersAt(join(root, 'link'), user)).toMatch(/belongs to another user/);
  });

  test.each([0o702, 0o720, 0o1777])('to which others may write is not: %#', mode => {
    chmodSync(folder, mode);
    expect(strangersAt(folder)).toBe(
      `other users may write to ${folder}; take that from them (chmod go-w), ` +
        'or name a folder of your own in PERCOLAB_CACHE'
    );
  });

  test('that others may change for another is not, unless it is as in /tmp', () => {
    chmodSync(root, 0o777);
    expect(strangersAt(folder)).toContain(`all may write to ${root}; name a folder`);
    chmodSync(root, 0o1777);
    expect(strangersAt(folder)).toBeNull();
  });
});

onUnix('a cache', () => {
  const STUDY = 'study: percolation\nnetwork: {width: 4, depth: 4}\np: [0.3, 0.6]';

  async function run(words: string[]): Promise<Result> {
    return runStudy(readStudy(STUDY), {
      host: inlineHost(),
      ...sourcesOf(),
      checkpoints: new StudyCache({ folder, limit: 2 ** 20 }, said => words.push(said)),
      onProgress: () => undefined,
      signal: new AbortController().signal
    });
  }

  test('that others can write to is told once and neither read nor written', async () => {
    const { digest } = await run([]);
    expect((await run([])).cached).toBe(true);
    const before = readdirSync(folder);
    chmodSync(folder, 0o777);
    const words: string[] = [];
    const again = await run(words);
    expect([again.cached, again.digest]).toEqual([undefined, digest]);
    expect(words).toEqual([
      expect.stringMatching(/^the cache is not used: other users .* results are not affected$/)
    ]);
    expect(readdirSync(folder)).toEqual(before);
    chmodSync(folder, 0o700);
    expect((await run(words)).cached).toBe(true);
  });

  test('a study that others could have put there is not read', async () => {
    await run([]);
    const [name] = readdirSync(folder).filter(name => name.startsWith('percolation'));
    // As it would be after somebody closed a cache that had been open.
    chmodSync(join(folder, name), 0o777);
    const words: string[] = [];
    expect((await run(words)).cached).toBeUndefined();
    expect(words).toEqual([expect.stringContaining('other users may write to')]);
    renameSync(join(folder, name), join(folder, 'gone'));
    expect((await run([])).cached).toBeUndefined();
    expect((await run([])).cached).toBe(true);
  });
});
