// Reads the graph that a study names from a file: edges as CSV, GraphML or node-link JSON, told apart by the ending.

import { resolve } from 'node:path';
import { DataError } from '../../engine/dropout/dataset';
import { GraphError, type GraphFile } from '../../engine/network/edges';
import { parseCsvGraph } from '../../engine/network/graphfile/csv';
import { parseGraphml } from '../../engine/network/graphfile/graphml';
import { parseNodeLink } from '../../engine/network/graphfile/nodelink';
import { readTextFile } from './file';

const PARSERS: readonly (readonly [string, (text: string, file: string) => GraphFile])[] = [
  ['.csv', parseCsvGraph],
  ['.graphml', parseGraphml],
  ['.json', parseNodeLink]
];

async function readText(path: string): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (error) {
    throw error instanceof DataError ? new GraphError(error.message, { cause: error }) : error;
  }
}

/**
 * The graph in a file, which may be compressed by gzip (.csv.gz).
 *
 * @param file its path, absolute or from `directory`
 * @param directory folder of the study
 * @throws GraphError naming the file and the place in it, what was found and what is allowed
 */
export async function loadGraph(file: string, directory: string): Promise<GraphFile> {
  const path = resolve(directory, file);
  const ending = path.toLowerCase().replace(/\.gz$/, '');
  const parser = PARSERS.find(([end]) => ending.endsWith(end));
  if (!parser) {
    const allowed = PARSERS.map(([end]) => end).join(', ');
    throw new GraphError(`${path}: found a file of another kind; allowed: ${allowed}; convert it`);
  }
  const [, parse] = parser;
  return parse(await readText(path), path);
}
