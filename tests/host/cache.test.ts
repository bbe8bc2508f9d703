// What is kept of studies in files: damaged, foreign, refused by the system, too much. Whatever happens, the digest is that
// of an undisturbed run.

import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostError } from '../../src/host/host';
import { openKeeper } from '../../src/host/keeping/keeper';
import { NOWHERE, type Medium } from '../../src/host/keeping/medium';
import type { Trouble } from '../../src/host/keeping/trouble';
import { inlineHost } from '../../src/host/inline';
import { StudyCache } from '../../src/host/node/cache/cache';
import { keptStudies, removeStudies } from '../../src/host/node/cache/inventory';
import { cachePlace } from '../../src/host/node/cache/place';
import { readStudy } from '../../src/study/read';
import type { Result } from '../../src/study/result';
import { runStudy, type RunOptions } from '../../src/study/run';
import { sourcesOf } from '../study/runstudy';

const MIB = 2 ** 20;

/** 24 shards, and with `precision` those of the pilot before them. */
const STUDY = `study: percolation
network: {width: 6, depth: 6}
p: 0.05..0.95 in 24
method: montecarlo
precision: 0.2`;

const TRAINING = `study: dropout
network: {width: 4, depth: 2}
p: [0.3, 0.6]
steps: 20
replicates: 2
batch: 8`;

let root: string;
let folder: string;
let words: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'percolab-cache-'));
  folder = join(root, 'cache');
  words = [];
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

interface Ran {
  readonly result: Result;
  /** Shards that really ran. */
  readonly shards: number;
}

/** A host that counts, and that is slow and stops where told: what is short leaves no shards. */
function countingHost(stopAfter = Infinity): RunOptions['host'] & { shards: number } {
  const host = inlineHost();
  return {
    shards: 0,
    async run(shards, material, onProgress, signal) {
      const results = [];
      for (const [position, shard] of shards.entries()) {
        const take: typeof onProgress = ({ finished }) =>
          onProgress({ finished: finished.map(done => ({ ...done, position })) });
        results.push(...(await host.run([shard], material, take, signal)));
        this.shards += 1;
        if (this.shards === stopAfter) {
          await new Promise(later => setTimeout(later, 1100));
          throw new HostError('it was killed');
        }
      }
      return results;
    }
  };
}

async function run(
  text = STUDY,
  { limit = 100 * MIB, stopAfter = Infinity, place = folder } = {}
): Promise<Ran> {
  const host = countingHost(stopAfter);
  const result = await runStudy(readStudy(text), {
    host,
    ...sourcesOf(),
    checkpoints: new StudyCache({ folder: place, limit }, said => words.push(said)),
    onProgress: () => undefined,
    signal: new AbortController().signal
  });
  return { result, shards: host.shards };
}

/** The files of all studies, as paths from the cache. */
function files(place = folder): string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).filter(name =>
    /[\\/]/.test(name)
  );
}

test.each([STUDY, TRAINING])('a finished study is answered, with all that it had', async text => {
  const first = await run(text);
  const again = await run(text);
  expect(again.shards).toBe(0);
  expect(again.result).toEqual({ ...first.result, cached: true });
  expect(first.result.cached).toBeUndefined();
  // Files and folders are nobody else's.
  const [name] = files();
  const modes = [folder, join(folder, name, '..'), join(folder, name)].map(
    path => statSync(path).mode & 0o777
  );
  if (process.platform !== 'win32') expect(modes).toEqual([0o700, 0o700, 0o600]);
  expect(words).toEqual([]);
});

test('force and spelling don’t matter, seed and build do', async () => {
  await run();
  expect((await run(`${STUDY}\nforce: true`)).shards).toBe(0);
  const other = await run(`${STUDY}\nseed: other`);
  expect(other.shards).toBeGreaterThan(0);
  // The folder of a study says which sources made it; a foreign one is not looked into, one under a false name is refused.
  const [study] = await keptStudies(folder);
  const foreign = study.folder.replace('-sources', '-0123456789abcdef');
  renameSync(study.folder, foreign);
  expect((await run(`${STUDY}\nseed: other`)).result.cached).toBeUndefined();
  expect(words).toEqual([]);
});

test('the result of another study under this one’s name is set aside', async () => {
  const { result } = await run();
  await run(`${STUDY}\nseed: other`);
  const [other, mine] = await keptStudies(folder);
  cpSync(join(other.folder, 'result'), join(mine.folder, 'result'));
  const again = await run();
  expect(again.shards).toBeGreaterThan(0);
  expect(again.result.digest).toBe(result.digest);
  expect(words).toEqual([expect.stringContaining('1 piece is set aside')]);
  expect((await keptStudies(folder)).map(({ damaged }) => damaged).sort()).toEqual([0, 1]);
});

test.each([
  [STUDY, 3],
  [STUDY, 40],
  [TRAINING, 5]
])('what was stopped goes on where it was: %#', async (text, stopAfter) => {
  await expect(run(text, { stopAfter })).rejects.toThrow('it was killed');
  expect(files()).toEqual([expect.stringMatching(/\.run$/)]);
  const undisturbed = await run(text, { place: join(root, 'other') });
  const again = await run(text);
  expect(again.result.digest).toBe(undisturbed.result.digest);
  expect(again.result.notes).toEqual(undisturbed.result.notes);
  expect(again.shards).toBe(undisturbed.shards - stopAfter);
  expect(files()).toEqual([expect.stringMatching(/result$/)]);
  expect(words).toEqual([]);
});

test('a run of less than a second leaves no shards', async () => {
  const host = inlineHost();
  const controller = new AbortController();
  const running = runStudy(readStudy(STUDY), {
    host,
    ...sourcesOf(),
    checkpoints: new StudyCache({ folder, limit: MIB }, said => words.push(said)),
    onProgress: ({ done }) => done > 3 && controller.abort(new Error('stopped')),
    signal: controller.signal
  });
  await expect(running).rejects.toThrow('stopped');
  expect(() => readdirSync(folder)).toThrow('ENOENT');
});

test('damaged bytes anywhere never change a digest', async () => {
  const whole = join(root, 'finished');
  const { result } = await run(STUDY, { place: whole });
  const part = join(root, 'stopped');
  await expect(run(STUDY, { place: part, stopAfter: 40 })).rejects.toThrow('it was killed');
  let count = 0;
  const damage = fc.record({
    origin: fc.constantFrom(whole, part),
    at: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 4 }),
    length: fc.option(fc.nat())
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ origin, at, length }) => {
      const place = join(root, `damaged-${count++}`);
      cpSync(origin, place, { recursive: true });
      const path = join(place, files(place)[0]);
      const bytes = readFileSync(path);
      for (const [where, flip] of at) {
        bytes[where % bytes.length] ^= flip;
      }
      writeFileSync(path, bytes.subarray(0, length === null ? undefined : length % bytes.length));
      const again = await run(STUDY, { place });
      const last = await run(STUDY, { place });
      rmSync(place, { recursive: true });
      expect(again.result.digest).toBe(result.digest);
      expect(last.result).toEqual({ ...again.result, cached: true });
    }),
    { numRuns: 60 }
  );
}, 60_000);

test.each<[string, (path: string) => void]>([
  ['a folder', mkdirSync],
  ['a pipe', path => execFileSync('mkfifo', [path])],
  ['a device', path => symlinkSync('/dev/zero', path)]
])('%s in the place of a result is set aside', async (_, make) => {
  const { result } = await run();
  const path = join(folder, files()[0]);
  rmSync(path);
  make(path);
  expect((await run()).result.digest).toBe(result.digest);
  expect(words).toEqual([expect.stringContaining('1 piece is set aside')]);
  expect((await run()).result.cached).toBe(true);
});

test('what killed runs have left beside a result goes when it is used', async () => {
  await run();
  const path = join(folder, files()[0], '..', '0123.run');
  writeFileSync(path, 'of a run that was killed when another one had finished');
  expect((await run()).result.cached).toBe(true);
  expect(files()).toEqual([expect.stringMatching(/result$/)]);
  expect(words).toEqual([]);
});

test('what is sound in a damaged file is kept, though the file is set aside', async () => {
  await expect(run(STUDY, { stopAfter: 40 })).rejects.toThrow('it was killed');
  const path = join(folder, files()[0]);
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('no record')]));
  const undisturbed = await run(STUDY, { place: join(root, 'other') });
  await expect(run(STUDY, { stopAfter: 1 })).rejects.toThrow('it was killed');
  expect(words).toEqual([expect.stringContaining('the cache is damaged')]);
  expect((await run()).shards).toBe(undisturbed.shards - 41);
});

test.each([
  ['below a file', () => join(root, 'file', 'cache')],
  ['in a place of the system, which takes no folders', () => '/proc/self/cache']
])('a cache %s is told once, and studies run', async (_, place) => {
  writeFileSync(join(root, 'file'), 'in the way');
  const cache = new StudyCache({ folder: place(), limit: MIB }, said => words.push(said));
  for (const seed of ['a', 'b']) {
    const result = await runStudy(readStudy(`${STUDY}\nseed: ${seed}`), {
      host: inlineHost(),
      ...sourcesOf(),
      checkpoints: cache,
      onProgress: () => undefined,
      signal: new AbortController().signal
    });
    expect(result.rows).toBe(24);
  }
  expect(words).toEqual([expect.stringMatching(/^the cache is not written: /)]);
});

test('who stops a run does not wait for a cache that never opens', async () => {
  const aborter = new AbortController();
  const running = runStudy(readStudy(STUDY), {
    host: inlineHost(),
    ...sourcesOf(),
    checkpoints: { open: () => new Promise(() => undefined) },
    onProgress: () => undefined,
    signal: aborter.signal
  });
  setTimeout(() => aborter.abort(new Error('stopped')), 20);
  await expect(running).rejects.toThrow('stopped');
});

test('a read-only cache answers, and what it lacks runs', async () => {
  await run();
  chmodSync(folder, 0o500);
  const isRefused = !mayWrite();
  expect((await run()).shards).toBe(0);
  expect((await run(`${STUDY}\nseed: other`)).shards).toBeGreaterThan(0);
  chmodSync(folder, 0o700);
  expect(words).toEqual(isRefused ? [expect.stringMatching(/not written: EACCES/)] : []);
});

/** Whether the cache can be written: the superuser may write anywhere. */
function mayWrite(): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

test('the studies that were used longest ago go first, and the limit holds', async () => {
  const limit = 0.5 * MIB;
  const seeds = Array.from({ length: 40 }, (_, index) => `${STUDY}\nseed: s${index}`);
  await run(seeds[0], { limit });
  const [{ study: first, bytes }] = await keptStudies(folder);
  for (const text of seeds.slice(1)) {
    await run(text, { limit: 4 * bytes });
    // Its use keeps the first; an older clock makes the others older.
    for (const { folder: own } of (await keptStudies(folder)).slice(1)) {
      const old = new Date(Date.now() - 60_000);
      for (const name of ['.', ...readdirSync(own)]) utimesSync(join(own, name), old, old);
    }
    expect((await run(seeds[0], { limit: 4 * bytes })).shards).toBe(0);
  }
  const kept = await keptStudies(folder);
  expect(kept.length).toBeLessThanOrEqual(4);
  expect(kept.map(({ study }) => study)).toContain(first);
});

test('a study that is larger than half of the cache is not kept', async () => {
  const { result } = await run(STUDY, { limit: 2048 });
  expect(result.cached).toBeUndefined();
  expect(words).toEqual([expect.stringContaining('set PERCOLAB_CACHE_LIMIT to more')]);
  expect((await run(STUDY, { limit: 2048 })).shards).toBeGreaterThan(0);
});

test('only what is ours is listed and removed', async () => {
  await run();
  mkdirSync(join(folder, 'percolation-mine'));
  writeFileSync(join(folder, 'thesis.tex'), 'mine');
  const kept = await keptStudies(folder);
  expect(kept).toHaveLength(1);
  expect(await removeStudies(kept)).toBe(kept[0].bytes);
  expect(await keptStudies(folder)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['percolation-mine', 'tally', 'thesis.tex']);
});

test('the place of the cache', () => {
  const of = (environment: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
    cachePlace(environment, platform).folder;
  expect(of({ PERCOLAB_CACHE: '/mine', XDG_CACHE_HOME: '/other' })).toBe('/mine');
  expect(of({ XDG_CACHE_HOME: '/other' })).toBe(join('/other', 'percolab'));
  expect(of({ LOCALAPPDATA: '/local' }, 'win32')).toBe(join('/local', 'percolab'));
  expect(of({}, 'darwin')).toMatch(/Library.Caches.percolab$/);
  expect(cachePlace({}).limit).toBe(1024 * MIB);
  expect(cachePlace({ PERCOLAB_CACHE_LIMIT: '0' }).limit).toBe(0);
  expect(() => cachePlace({ PERCOLAB_CACHE_LIMIT: '1 GB' })).toThrow(
    'PERCOLAB_CACHE_LIMIT: found 1 GB; allowed: MiB'
  );
});

test('a large result is written and read with others having their turn meanwhile', async () => {
  const numbers = (): number[] => Array.from({ length: 300_000 }, (_, i) => i / 7);
  const result = { columns: { p: numbers(), theta: numbers(), low: numbers(), high: numbers() } };
  const key = { kind: 'percolation', study: 'a'.repeat(64), material: '', build: 'b' };
  const options = { keepsShort: true, onTrouble: ({ words: all }: Trouble) => words.push(all) };
  let bytes = new Uint8Array();
  // A medium that takes no time: all turns are the keeper's.
  const medium: Medium = {
    ...NOWHERE,
    finish: record => Promise.resolve(void (bytes = record)),
    read: () => {
      const finished = { bytes, setAside: () => Promise.resolve() };
      return Promise.resolve({ finished: bytes.length > 0 ? finished : null, runs: [] });
    }
  };
  let turns = 0;
  const count = setInterval(() => turns++, 1);
  await (await openKeeper(medium, key, options)).finish(result);
  const written = turns;
  const kept = await openKeeper(medium, key, options);
  clearInterval(count);
  expect(written).toBeGreaterThan(1);
  expect(turns - written).toBeGreaterThan(1);
  expect(JSON.stringify(kept.result) === JSON.stringify(result)).toBe(true);
  bytes = bytes.subarray(0, -5);
  expect((await openKeeper(medium, key, options)).result).toBeNull();
  expect(words).toEqual([]);
});
