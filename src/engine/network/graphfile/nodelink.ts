// A graph from node-link JSON, as networkx.node_link_data writes it: directed, nodes with an id, links (or edges) with
// source and target. Nodes may be marked by "input": true and "output": true.

import { clipped } from '../../clipped';
import { GraphError, LARGEST_GRAPH, type GraphFile, type NamedEdges } from '../edges';
import { jsonSize } from './jsonsize';
import { graphFileOf, type FileUnit } from './units';

/** Objects, lists and values that the largest graph takes, each unit and edge with a few attributes. */
const MOST_CONTAINERS = 3 * LARGEST_GRAPH;
const MOST_COMMAS = 12 * LARGEST_GRAPH;
/** Objects and lists inside each other: the graph, its nodes, a node and what its attributes hold. */
const DEEPEST = 20;

type Fields = Readonly<Record<string, unknown>>;

/** A value in a few characters. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  }
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return clipped(text, 40);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(fields: Fields, key: string, place: string): string {
  const value = fields[key];
  if ((typeof value !== 'string' || value === '') && typeof value !== 'number') {
    throw new GraphError(
      `${place}: found ${shown(value)} as ${key}; allowed: the name of a unit, a text or a number`
    );
  }
  return String(value);
}

function markOf(fields: Fields, key: string, place: string): boolean {
  const value = fields[key] ?? false;
  if (typeof value !== 'boolean') {
    throw new GraphError(`${place}: found ${shown(value)} as ${key}; allowed: true, false`);
  }
  return value;
}

/** Items of a list of objects, each with its place. */
function itemsOf(list: unknown, kind: 'node' | 'link', file: string): [Fields, string][] {
  const key = kind === 'node' ? 'nodes' : 'links';
  if (!Array.isArray(list)) {
    const example = kind === 'node' ? '{"id": "a"}' : '{"source": "a", "target": "b"}';
    throw new GraphError(
      `${file}: found ${shown(list)} as ${key}; allowed: a list, e.g. [${example}]`
    );
  }
  return list.map((item: unknown, i) => {
    const place = `${file}, ${kind} ${i + 1}`;
    if (!isFields(item)) {
      throw new GraphError(`${place}: found ${shown(item)}; allowed: an object`);
    }
    return [item, place];
  });
}

function parsed(text: string, file: string): unknown {
  const { containers, commas, depth } = jsonSize(text);
  if (containers > MOST_CONTAINERS || commas > MOST_COMMAS || depth > DEEPEST) {
    throw new GraphError(
      `${file}: found ${containers} objects and lists, ${commas} commas, ${depth} levels; allowed: at most ` +
        `${MOST_CONTAINERS}, ${MOST_COMMAS} and ${DEEPEST}; take out what is no edge, or write it as CSV`
    );
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new GraphError(`${file}: it is not JSON (${(error as Error).message}); write it again`, {
      cause: error
    });
  }
}

/**
 * Reads a directed graph from node-link JSON.
 *
 * @param file its name, for messages
 * @throws GraphError naming file and place, what was found and what is allowed
 */
export function parseNodeLink(text: string, file: string): GraphFile<NamedEdges> {
  const graph = parsed(text, file);
  if (!isFields(graph)) {
    throw new GraphError(
      `${file}: found ${shown(graph)}; allowed: an object with directed, nodes and links`
    );
  }
  if (graph.directed !== true) {
    throw new GraphError(
      `${file}: found ${shown(graph.directed)} as directed; allowed: true; make it a directed graph (networkx.DiGraph)`
    );
  }
  const units = itemsOf(graph.nodes, 'node', file).map(([fields, place]): FileUnit => ({
    name: nameOf(fields, 'id', place),
    input: markOf(fields, 'input', place),
    output: markOf(fields, 'output', place)
  }));
  const edges = itemsOf(graph.links ?? graph.edges, 'link', file).map(
    ([fields, place]): [string, string] => [
      nameOf(fields, 'source', place),
      nameOf(fields, 'target', place)
    ]
  );
  return graphFileOf(units, edges, i => `${file}, link ${i + 1}`, file);
}
