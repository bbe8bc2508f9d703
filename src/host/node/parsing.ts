// Reading a file and making sense of it, which takes seconds for the largest: those are read in a thread of its own, so
// that a study that is stopped meanwhile ends at once, and with it all that was read.

import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { parseCsv } from '../../engine/dropout/data/csv';
import type { Task } from '../../engine/dropout/data/labels';
import { DataError, type Dataset } from '../../engine/dropout/dataset';
import { GraphError, type GraphFile, type NamedEdges } from '../../engine/network/edges';
import { parseCsvGraph } from '../../engine/network/graphfile/csv';
import { parseGraphml } from '../../engine/network/graphfile/graphml';
import { parseNodeLink } from '../../engine/network/graphfile/nodelink';
import { readTextFile } from './file';
import { readMnist } from './mnist';

/** A file or a folder of files, and what is looked for in it. */
export type Parsing =
  | {
      readonly is: 'data';
      readonly path: string;
      readonly label: readonly string[] | null;
      readonly task: Task | null;
    }
  | { readonly is: 'mnist' | 'csv' | 'graphml' | 'nodelink'; readonly path: string };

/** What is found. */
export type Parsed<P extends Parsing> = P extends { is: 'data' | 'mnist' } ? Dataset : GraphFile;

/** How a thread ends: with what it found, or with the words of a fault of the file. */
export type ParsingReply =
  | { readonly found: Dataset | GraphFile }
  | { readonly fault: 'DataError' | 'GraphError'; readonly message: string };

const GRAPHS = { csv: parseCsvGraph, graphml: parseGraphml, nodelink: parseNodeLink };

/** Bytes of a file that is read in a thread; less takes no longer than the start of one. */
const LARGE = 2 ** 20;

async function graphIn(is: keyof typeof GRAPHS, path: string): Promise<GraphFile<NamedEdges>> {
  let text: string;
  try {
    text = await readTextFile(path);
  } catch (error) {
    throw error instanceof DataError ? new GraphError(error.message, { cause: error }) : error;
  }
  return GRAPHS[is](text, path);
}

/**
 * Reads and parses a file in this thread.
 *
 * @throws DataError or GraphError naming file and place, what was found and what is allowed
 */
export async function parseHere(parsing: Parsing): Promise<Dataset | GraphFile<NamedEdges>> {
  const { is, path } = parsing;
  switch (is) {
    case 'data':
      return parseCsv(await readTextFile(path), parsing.label, parsing.task, path);
    case 'mnist':
      return readMnist(path);
    default:
      return graphIn(is, path);
  }
}

/** Reads and parses a file in a thread, which ends with the signal. */
function parseThere(parsing: Parsing, signal: AbortSignal): Promise<Dataset | GraphFile> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Own streams, as those of workers are (host.ts).
    const worker = new Worker(new URL('./parser.js', import.meta.url), {
      workerData: parsing,
      stdout: true,
      stderr: true,
      execArgv: []
    });
    const stop = (): void => {
      void worker.terminate();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop);
    worker.on('message', (reply: ParsingReply) => {
      if ('found' in reply) resolve(reply.found);
      else reject(new { DataError, GraphError }[reply.fault](reply.message));
    });
    worker.on('error', reject);
    worker.on('exit', status => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`${parsing.path}: the thread that read it ended with status ${status}`));
    });
  });
}

/** Whether there is much to read; what can't be looked at is for the reader to say. */
async function isLarge({ is, path }: Parsing): Promise<boolean> {
  if (is === 'mnist') return true;
  const found = await stat(path).catch(() => null);
  return found !== null && found.size > LARGE;
}

/**
 * Reads and parses a file, a large one in a thread of its own where it may have to end.
 *
 * @param parsing the file, and what is looked for in it
 * @param signal ends it; not given, all is done in this thread
 * @throws as parseHere; the signal's reason when aborted
 */
export async function parseFile<P extends Parsing>(
  parsing: P,
  signal?: AbortSignal
): Promise<Parsed<P>> {
  const isThere = signal !== undefined && (await isLarge(parsing));
  const parsed = isThere ? parseThere(parsing, signal) : parseHere(parsing);
  return (await parsed) as Parsed<P>;
}
