// Units and edges as a graph file lists them, checked for what every format asks of them: units named once, edges
// between units that are there.

import { clipped } from '../../clipped';
import { GraphError, LARGEST_GRAPH, type GraphFile, type NamedEdges } from '../edges';

/** A unit of a file and whether the file marks it. */
export interface FileUnit {
  readonly name: string;
  readonly input: boolean;
  readonly output: boolean;
}

/**
 * The graph of a file that lists units and edges.
 *
 * @param placeOf where edge i stands, for messages
 * @param file its name, for messages
 * @throws GraphError where a unit is listed twice, an edge has an end that is not listed, or there are no edges
 */
export function graphFileOf(
  units: readonly FileUnit[],
  edges: NamedEdges,
  placeOf: (edge: number) => string,
  file: string
): GraphFile<NamedEdges> {
  const most = 2 * LARGEST_GRAPH;
  if (units.length > most || edges.length > LARGEST_GRAPH) {
    throw new GraphError(
      `${file}: found ${units.length} units and ${edges.length} edges; allowed: at most ${most} and ${LARGEST_GRAPH}; ` +
        'make the graph smaller'
    );
  }
  const names = new Set<string>();
  for (const { name } of units) {
    if (names.has(name)) {
      throw new GraphError(
        `${file}: found two units named ${clipped(name)}; allowed: each unit once; rename one of them`
      );
    }
    names.add(name);
  }
  const stray = edges.findIndex(([from, to]) => !names.has(from) || !names.has(to));
  if (stray >= 0) {
    const [from, to] = edges[stray];
    const missing = names.has(from) ? to : from;
    throw new GraphError(
      `${placeOf(stray)}: found an edge ${clipped(from)} -> ${clipped(to)}, but no unit ${clipped(missing)}; allowed: edges between units of the file; ` +
        'list the unit or correct the edge'
    );
  }
  if (edges.length === 0) {
    throw new GraphError(`${file}: found no edges; allowed: at least one; check the file`);
  }
  const marked = (mark: 'input' | 'output'): string[] | null => {
    const found = units.filter(unit => unit[mark]).map(({ name }) => name);
    return found.length > 0 ? found : null;
  };
  return {
    edges,
    inputs: marked('input'),
    outputs: marked('output')
  };
}
