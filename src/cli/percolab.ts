#!/usr/bin/env node
// The command line: percolab run | check | cache | schema. Results go to standard output, all else to standard error.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HostError } from '../host/host';
import { sayCache, sayRemoved } from '../host/keeping/kept';
import { studyCache } from '../host/node/cache/cache';
import { cachePlace } from '../host/node/cache/place';
import { loadData } from '../host/node/data';
import { loadGraph } from '../host/node/graphfile';
import { nodeHost } from '../host/node/host';
import { BUILD } from '../study/build';
import { StudyError } from '../study/diagnostic';
import { jsonSchema } from '../study/jsonschema';
import { sayDuration } from '../study/duration';
import { readStudy } from '../study/read';
import type { Sources } from '../study/prepare';
import { checkStudy, runStudy, type Cost } from '../study/run';
import { VERSION } from '../study/version';
import { besideColumns, piecesOf } from '../study/format';
import { count, sayCost } from '../study/costwords';
import { cacheClear, cacheList } from './kept';
import { checkOut, writeOut } from './outfile';
import { ProgressLine } from './progressline';
import { Remaining } from './remaining';
import { readStudyFile } from './studyfile';
import { HELP, readCommand, UsageError, type Command } from './usage';

const INTERRUPTED = 130;
const INVALID = 2;
const FAULT = 1;

/** Seconds from which a run is long enough for its estimated cost to be said before it. */
const LONG = 10;

/** What a study names, with paths from its folder. */
function sourcesIn(directory: string): Sources {
  return {
    loadData: source => loadData(source, { directory }),
    loadGraph: file => loadGraph(file, directory)
  };
}

function warn(words: string): void {
  process.stderr.write(`percolab: ${words}\n`);
}

async function run(command: Extract<Command, { name: 'run' }>, line: ProgressLine): Promise<void> {
  const { out, workers, format, cache } = command;
  const { text, name, directory } = await readStudyFile(command.study);
  const study = readStudy(text, { name });
  if (out !== undefined) {
    checkOut(out);
  }
  const checkpoints = cache ? studyCache(cachePlace(process.env), warn) : undefined;
  const host = nodeHost({ workers });
  const interrupted = (): void => {
    line.clear();
    process.stderr.write('percolab: interrupted\n');
    process.exit(INTERRUPTED);
  };
  let remaining: Remaining;
  const onPlan = (cost: Cost): void => {
    // Only while workers compute or a file is written: at other times this thread may be too busy to hear, and the system
    // ends it at once.
    process.once('SIGINT', interrupted);
    remaining = new Remaining(cost, host.workers);
    if (remaining.expected > LONG) {
      const time = `${sayDuration(remaining.expected)} on ${count(host.workers, 'worker')}`;
      process.stderr.write(`percolab: ${sayCost(cost)}; about ${time}\n`);
    }
  };
  try {
    const result = await runStudy(study, {
      host,
      ...sourcesIn(directory),
      checkpoints,
      onPlan,
      onProgress: progress => {
        line.show(progress, remaining);
        if (progress.done === progress.total) {
          line.clear();
          process.removeListener('SIGINT', interrupted);
        }
      },
      signal: new AbortController().signal
    });
    if (result.cached) {
      line.clear();
      warn('answered from the cache (--no-cache computes it again)');
    }
    const left = format === 'json' ? [] : besideColumns(result);
    if (left.length > 0) {
      const what = format === 'csv' ? 'CSV holds' : 'JSON lines hold';
      warn(`${what} the columns alone: ${left.join(', ')} left out; JSON has all (--format json)`);
    }
    process.once('SIGINT', interrupted);
    const pieces = Readable.from(piecesOf(result, format));
    await (out === undefined
      ? pipeline(pieces, process.stdout, { end: false })
      : writeOut(out, pieces));
  } finally {
    process.removeListener('SIGINT', interrupted);
    host.dispose();
  }
}

async function check(path: string): Promise<void> {
  const { text, name, directory } = await readStudyFile(path);
  const study = readStudy(text, { name });
  const checked = await checkStudy(study, sourcesIn(directory));
  process.stdout.write(`${name}: a valid ${study.kind} study; ${sayCost(checked)}\n`);
}

async function listed(): Promise<string> {
  const { folder, limit, studies } = await cacheList();
  return sayCache(folder, limit, studies, BUILD);
}

async function execute(command: Command, line: ProgressLine): Promise<void> {
  switch (command.name) {
    case 'run':
      return run(command, line);
    case 'check':
      return check(command.study);
    case 'cache':
      process.stdout.write(
        command.does === 'list' ? await listed() : sayRemoved(await cacheClear(command.hash))
      );
      return;
    case 'schema':
      process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
      return;
    case 'version':
      process.stdout.write(`percolab ${VERSION}\n`);
      return;
    case 'help':
      process.stdout.write(HELP);
  }
}

/** Shows an error as its reader needs it: a mistake or a dead worker in words, a fault of ours with its stack. */
function report(error: unknown): number {
  const mistake = error instanceof StudyError || error instanceof UsageError;
  // What the system refuses (a full disk, say) is no fault of ours either.
  const refused = error instanceof Error && 'syscall' in error;
  const plain = mistake || refused || error instanceof HostError;
  const text = error instanceof Error ? (plain ? error.message : error.stack) : String(error);
  process.stderr.write(`percolab: ${text}\n`);
  return mistake ? INVALID : FAULT;
}

async function main(): Promise<void> {
  const line = new ProgressLine(process.stderr);
  // A reader that has seen enough (percolab run STUDY.yaml | head), or is gone, is no fault.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? 0 : report(error));
    });
  }
  try {
    await execute(readCommand(process.argv.slice(2)), line);
  } catch (error) {
    line.clear();
    process.exitCode = report(error);
  }
}

void main();
