// A graph from comma-separated values: two columns, from and to, one edge a row.

import { parseRecords, type CsvRecord } from '../../dropout/data/rfc4180';
import { DataError } from '../../dropout/dataset';
import { GraphError, type GraphFile } from '../edges';

/** First rows that are no edge. */
const HEADERS = ['source,target', 'from,to'];

function recordsOf(text: string, file: string): CsvRecord[] {
  try {
    return parseRecords(text, file);
  } catch (error) {
    throw error instanceof DataError ? new GraphError(error.message, { cause: error }) : error;
  }
}

function isHeader({ fields }: CsvRecord): boolean {
  return HEADERS.includes(fields.map(field => field.trim().toLowerCase()).join());
}

function edgeOf({ line, fields }: CsvRecord, file: string): [string, string] {
  const place = `${file}, line ${line}`;
  const names = fields.map(field => field.trim());
  if (names.length === 1 && names[0] === '') {
    throw new GraphError(`${place}: found an empty line; allowed: from,to; take it out`);
  }
  if (names.length !== 2) {
    throw new GraphError(
      `${place}: found ${names.length} ${names.length === 1 ? 'column' : 'columns'}; allowed: two, the unit that the ` +
        'edge leaves and the unit that it enters; write from,to'
    );
  }
  const missing = names.indexOf('');
  if (missing >= 0) {
    throw new GraphError(
      `${place}: found nothing in column ${missing + 1}; allowed: the name of a unit; write from,to`
    );
  }
  return [names[0], names[1]];
}

/**
 * Reads edges from CSV text (RFC 4180), with or without a header source,target or from,to. Spaces around names are
 * left out.
 *
 * @param file its name, for messages
 * @throws GraphError naming file and line, what was found and what is allowed
 */
export function parseCsvGraph(text: string, file: string): GraphFile {
  const records = recordsOf(text, file);
  const rows = records.length > 0 && isHeader(records[0]) ? records.slice(1) : records;
  if (rows.length === 0) {
    throw new GraphError(`${file}: found no edges; allowed: one a line; write from,to`);
  }
  return { edges: rows.map(row => edgeOf(row, file)), inputs: null, outputs: null };
}
