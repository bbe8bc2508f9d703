// Reading `network.edges`: a list of pairs of unit names. Whether they make an acyclic graph is the engine's business.

import { edgeList, type EdgeList, type GraphFile } from '../engine/network/edges';
import type { Setting } from './key';
import type { Node, Scalar } from './source';
import { found, type Complain } from './value';

/** A graph as a study names it. */
export type GraphSource =
  { readonly edges: readonly (readonly [string, string])[] } | { readonly file: string };

export type { GraphFile } from '../engine/network/edges';

/** Most edges that may stand in a study itself. */
const MOST_EDGES = 200_000;

function nameOfUnit(node: Node): string | undefined {
  const value: Scalar | undefined = node.is === 'scalar' ? node.value : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * The edges that a study lists.
 *
 * @param node value of `network.edges`
 * @param complain told every mistake, at most the first of each kind
 * @returns null when there was a mistake
 */
export function readEdges(node: Node, complain: Complain): GraphSource | null {
  const key = 'network.edges';
  if (node.is !== 'list' || node.items.length === 0) {
    const what = node.is === 'list' ? 'an empty list' : found(node);
    const message = `found ${what}; allowed: a list of pairs, e.g. [[a, b], [b, c]]`;
    complain({ at: node.at, key, message });
    return null;
  }
  if (node.items.length > MOST_EDGES) {
    const message =
      `found ${node.items.length} edges; allowed: at most ${MOST_EDGES} in a study; ` +
      'write them to a file and give network: {file: graph.csv}';
    complain({ at: node.at, key, message });
    return null;
  }
  const edges: [string, string][] = [];
  for (const item of node.items) {
    const names = item.is === 'list' ? item.items.map(nameOfUnit) : [];
    const [from, to] = names;
    if (names.length !== 2 || from === undefined || to === undefined) {
      const what =
        item.is === 'list' ? `[${item.items.map(found).join(', ').slice(0, 60)}]` : found(item);
      const message = `found ${what} as edge ${edges.length + 1}; allowed: a pair [from, to] of names or numbers`;
      complain({ at: item.at ?? node.at, key, message });
      return null;
    }
    edges.push([from, to]);
  }
  return { edges };
}

/**
 * The graph of a study.
 *
 * @param settings the study's, of which inputs, outputs and kept units are looked at
 * @param graph edges, as the study lists them or as its file has them
 * @throws GraphError where they make no acyclic graph
 */
export function graphOfStudy(
  settings: ReadonlyMap<string, readonly Setting[]>,
  graph: Pick<GraphFile, 'edges'> & Partial<GraphFile>
): EdgeList {
  const named = (path: string): readonly string[] | null =>
    (settings.get(path) as readonly string[] | undefined) ?? null;
  return edgeList(
    graph.edges,
    named('network.inputs') ?? graph.inputs ?? null,
    named('network.outputs') ?? graph.outputs ?? null,
    named('network.kept') ?? []
  );
}
