// A program: runs the first half of the shards of each study of a file, in the keeping of a cache, and then waits: to be
// killed, or for SIGTERM, at which it stops all studies in good order. Arguments: the folder of the cache, the file.

import { readFileSync } from 'node:fs';
import { inlineHost } from '../../src/host/inline';
import { StudyCache } from '../../src/host/node/cache/cache';
import { loadData } from '../../src/host/node/data';
import { readStudy } from '../../src/study/read';
import { runStudy, type RunOptions } from '../../src/study/run';

const [folder, file] = process.argv.slice(2);
const studies = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
const cache = new StudyCache({ folder, limit: 2 ** 30 }, words => process.stderr.write(words));
const stopped = new Promise<never>((_, reject) => {
  process.once('SIGTERM', () => reject(new Error('stopped')));
});
// Keeps the process alive.
const waiting = setInterval(() => undefined, 1000);

const host: RunOptions['host'] = {
  async run(shards, material, onProgress, signal) {
    const half = shards.slice(0, Math.ceil(shards.length / 2));
    await inlineHost().run(half, material, onProgress, signal);
    return stopped;
  }
};

const ended = Object.values(studies).map(study =>
  runStudy(readStudy(study), {
    host,
    loadData: source => loadData(source, { directory: '.' }),
    loadGraph: name => Promise.reject(new Error(`there is no ${name}`)),
    checkpoints: cache,
    onProgress: () => undefined,
    signal: new AbortController().signal
  })
);
await Promise.allSettled(ended);
clearInterval(waiting);
