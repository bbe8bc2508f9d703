// A graph from comma-separated values: two columns, from and to, one edge a row.

import { clipped } from '../../clipped';
import { parseRecords, type CsvRecord } from '../../dropout/data/rfc4180';
import { DataError } from '../../dropout/dataset';
import { GraphError, LARGEST_GRAPH, type GraphFile, type NamedEdges } from '../edges';

/** First rows that are no edge, whatever follows. */
const HEADERS = ['source,target', 'from,to'];
/** First rows that are no edge where no unit has such a name. */
const LIKELY_HEADERS = ['src,dst', 'u,v', 'tail,head', 'node1,node2'];

/** Columns of a line that are looked at: more than two are refused, however many. */
const MOST_COLUMNS = 100;

function recordsOf(text: string, file: string): CsvRecord[] {
  try {
    return parseRecords(text, file);
  } catch (error) {
    throw error instanceof DataError ? new GraphError(error.message, { cause: error }) : error;
  }
}

/** Records of a text in which nothing is quoted, one at a time: a list of millions would take longer than reading them. */
function* unquotedRecords(text: string): Generator<CsvRecord> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; at < text.length; line++) {
    const found = text.indexOf('\n', at);
    const next = found < 0 ? text.length : found + 1;
    const end = found > at && text[found - 1] === '\r' ? found - 1 : found < 0 ? next : found;
    yield { line, fields: text.slice(at, end).split(',', MOST_COLUMNS) };
    at = next;
  }
}

/** Whether a quote, or a carriage return that ends no line, leaves the text to the rules of RFC 4180. */
function isUnquoted(text: string): boolean {
  return !/"|\r(?!\n)/.test(text);
}

function edgeOf({ line, fields }: CsvRecord, file: string): [string, string] {
  const refuse = (found: string, remedy: string): never => {
    throw new GraphError(`${file}, line ${line}: found ${found}; allowed: ${remedy}`);
  };
  const names = fields.map(field => field.trim());
  if (names.length === 1 && names[0] === '') {
    refuse('an empty line', 'from,to; take it out');
  }
  if (names.length !== 2) {
    refuse(
      `${names.length} ${names.length === 1 ? 'column' : 'columns'}`,
      'two, the unit that the edge leaves and the unit that it enters; write from,to'
    );
  }
  const missing = names.indexOf('');
  if (missing >= 0) {
    refuse(`nothing in column ${missing + 1}`, 'the name of a unit; write from,to');
  }
  return [names[0], names[1]];
}

/** Whether the first row is a header; where that can't be told it is refused, since an edge more changes every answer. */
function startsWithHeader(edges: readonly (readonly [string, string])[], file: string): boolean {
  const [first] = edges;
  const words = first.join().toLowerCase();
  if (HEADERS.includes(words)) {
    return true;
  }
  const isUnit = edges.some((names, i) => i > 0 && names.some(name => first.includes(name)));
  const likely = LIKELY_HEADERS.includes(words);
  if (edges.length > 1 && isUnit === likely) {
    const shown = clipped(first.join());
    const found = likely
      ? `${shown}, a header that names units of other lines`
      : `${shown}, names that stand in no other line, as of a header`;
    throw new GraphError(
      `${file}, line 1: found ${found}; allowed headers: ${[...HEADERS, ...LIKELY_HEADERS].join(' or ')}; ` +
        'write from,to in its place if it is a header, and above it if it is an edge'
    );
  }
  return likely;
}

/**
 * Reads edges from CSV text (RFC 4180), with or without a header: source,target or from,to, or, where no unit has such a
 * name, src,dst or u,v or tail,head or node1,node2. Spaces around names are left out.
 *
 * @param file its name, for messages
 * @throws GraphError naming file and line, what was found and what is allowed; also for a first line whose names stand
 *   in no other line, which may be a header
 */
export function parseCsvGraph(text: string, file: string): GraphFile<NamedEdges> {
  const edges: [string, string][] = [];
  for (const record of isUnquoted(text) ? unquotedRecords(text) : recordsOf(text, file)) {
    if (edges.length > LARGEST_GRAPH) {
      throw new GraphError(
        `${file}: found more than ${LARGEST_GRAPH} edges, the most allowed; make the graph smaller`
      );
    }
    edges.push(edgeOf(record, file));
  }
  if (edges.length > 0 && startsWithHeader(edges, file)) {
    edges.shift();
  }
  if (edges.length === 0) {
    throw new GraphError(`${file}: found no edges; allowed: one a line; write from,to`);
  }
  return { edges, inputs: null, outputs: null };
}
