// A graph from GraphML (Brandes et al., Graph Drawing 2001): directed edges between nodes; nodes may be marked by
// boolean data named input and output. Other data are passed over.

import { clipped } from '../../clipped';
import { GraphError, LARGEST_GRAPH, type GraphFile, type NamedEdges } from '../edges';
import { graphFileOf, type FileUnit } from './units';
import { readXml, type XmlEvents } from './xml';

/** Keys that mark inputs and outputs; two do. */
const MOST_KEYS = 100;

type Attributes = ReadonlyMap<string, string>;
type Mark = 'input' | 'output';

/** The part of a name behind its namespace prefix. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Collects one graph from the events of a document. */
class Collector implements XmlEvents {
  readonly units: FileUnit[] = [];
  readonly edges: [string, string][] = [];
  /** Line of each edge. */
  readonly lines: number[] = [];
  private readonly path: string[] = [];
  private readonly marks = new Map<string, Mark>();
  private readonly defaults: Partial<Record<Mark, boolean>> = {};
  private graphs = 0;
  private isDirected = false;
  private key = '';
  private line = 0;
  private node: { readonly name: string; readonly marks: Partial<Record<Mark, boolean>> } | null =
    null;

  constructor(private readonly file: string) {}

  open(tag: string, attributes: Attributes, line: number): void {
    this.line = line;
    const name = local(tag);
    switch (`${this.path.at(-1)} > ${name}`) {
      case 'graphml > graph':
        this.beginGraph(attributes);
        break;
      case 'graphml > key':
        this.beginKey(attributes);
        break;
      case 'graph > node':
        this.node = { name: this.required('node', attributes, 'id'), marks: {} };
        break;
      case 'graph > edge':
        this.addEdge(attributes);
        break;
      case 'node > data':
        this.key = this.required('data', attributes, 'key');
        break;
      case 'node > graph':
      case 'edge > graph':
        throw this.error('found a graph inside a node or edge; allowed: one graph; flatten it');
      case 'graph > hyperedge':
        throw this.error('found a hyperedge; allowed: edges between two units; split it');
      default:
        if (this.path.length === 0 && name !== 'graphml') {
          throw this.error(`found <${tag}>; allowed: a GraphML document, <graphml>`);
        }
    }
    this.path.push(name);
  }

  close(tag: string, text: string): void {
    const name = local(tag);
    this.path.pop();
    switch (`${this.path.at(-1)} > ${name}`) {
      case 'graph > node':
        this.endNode();
        break;
      case 'node > data': {
        const mark = this.marks.get(this.key);
        if (mark && this.node) {
          this.node.marks[mark] = this.truth(text, mark);
        }
        break;
      }
      case 'key > default': {
        const mark = this.marks.get(this.key);
        if (mark) {
          this.defaults[mark] = this.truth(text, mark);
        }
      }
    }
  }

  private beginGraph(attributes: Attributes): void {
    this.graphs += 1;
    if (this.graphs > 1) {
      throw this.error('found a second graph; allowed: one; put it into a file of its own');
    }
    this.isDirected = attributes.get('edgedefault') === 'directed';
  }

  private beginKey(attributes: Attributes): void {
    const of = attributes.get('for') ?? 'all';
    const name = attributes.get('attr.name');
    this.key = this.required('key', attributes, 'id');
    if ((of === 'node' || of === 'all') && (name === 'input' || name === 'output')) {
      if (this.marks.size === MOST_KEYS) {
        throw this.error(
          `found more than ${MOST_KEYS} keys named input or output; keep one of each`
        );
      }
      this.marks.set(this.key, name);
    }
  }

  private addEdge(attributes: Attributes): void {
    const from = this.required('edge', attributes, 'source');
    const to = this.required('edge', attributes, 'target');
    const own = attributes.get('directed');
    if (own === undefined ? !this.isDirected : own !== 'true') {
      throw this.error(
        `found an undirected edge between ${clipped(from)} and ${clipped(to)}; allowed: edgedefault="directed"; make it a directed graph ` +
          '(networkx.DiGraph)'
      );
    }
    if (this.edges.length === LARGEST_GRAPH) {
      throw this.error(
        `found more than ${LARGEST_GRAPH} edges, the most allowed; make the graph smaller`
      );
    }
    this.edges.push([from, to]);
    this.lines.push(this.line);
  }

  private endNode(): void {
    const { name, marks } = this.node!;
    if (this.units.length === 2 * LARGEST_GRAPH) {
      throw this.error(
        `found more than ${2 * LARGEST_GRAPH} nodes, the most allowed; make the graph smaller`
      );
    }
    const marked = (mark: Mark): boolean => marks[mark] ?? this.defaults[mark] ?? false;
    this.units.push({ name, input: marked('input'), output: marked('output') });
    this.node = null;
  }

  private truth(text: string, mark: Mark): boolean {
    const value = text.trim().toLowerCase();
    if (!['true', 'false', '1', '0'].includes(value)) {
      const found = value === '' ? 'nothing' : `'${text.trim().slice(0, 40)}'`;
      throw this.error(`found ${found} as ${mark}; allowed: true, false`);
    }
    return value === 'true' || value === '1';
  }

  private required(tag: string, attributes: Attributes, name: string): string {
    const value = attributes.get(name);
    if (value === undefined || value === '') {
      throw this.error(`found <${tag}> without ${name}; allowed: <${tag} ${name}="...">`);
    }
    return value;
  }

  private error(message: string): GraphError {
    return new GraphError(`${this.file}, line ${this.line}: ${message}`);
  }
}

/**
 * Reads a directed graph from GraphML.
 *
 * @param file its name, for messages
 * @throws GraphError naming file and line, what was found and what is allowed
 */
export function parseGraphml(text: string, file: string): GraphFile<NamedEdges> {
  const collector = new Collector(file);
  readXml(text, file, collector);
  const { units, edges, lines } = collector;
  return graphFileOf(units, edges, i => `${file}, line ${lines[i]}`, file);
}
