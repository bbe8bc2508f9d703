// Reads the graph that a study names from a file: edges as CSV, GraphML or node-link JSON, told apart by the ending.

import { resolve } from 'node:path';
import { GraphError, type GraphFile } from '../../engine/network/edges';
import { parseFile } from './parsing';

const FORMS = [
  ['.csv', 'csv'],
  ['.graphml', 'graphml'],
  ['.json', 'nodelink']
] as const;

/**
 * The graph in a file, which may be compressed by gzip (.csv.gz).
 *
 * @param file its path, absolute or from `directory`
 * @param directory folder of the study
 * @param signal ends the reading of a large file; not given, this thread reads to the end
 * @throws GraphError naming the file and the place in it, what was found and what is allowed; the signal's reason
 */
export async function loadGraph(
  file: string,
  directory: string,
  signal?: AbortSignal
): Promise<GraphFile> {
  const path = resolve(directory, file);
  const ending = path.toLowerCase().replace(/\.gz$/, '');
  const form = FORMS.find(([end]) => ending.endsWith(end));
  if (!form) {
    const allowed = FORMS.map(([end]) => end).join(', ');
    throw new GraphError(`${path}: found a file of another kind; allowed: ${allowed}; convert it`);
  }
  return parseFile({ is: form[1], path }, signal);
}
