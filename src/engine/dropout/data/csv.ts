// A data set from comma-separated values: a header row, a label column, and numbers in every other column.

import { DataError, type Dataset } from '../dataset';
import { parseRecords, type CsvRecord } from './rfc4180';

/** Fewest rows: with fewer, holding out a fifth leaves nothing to test on or to train with. */
const FEWEST_ROWS = 5;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function checkHeader(header: readonly string[], file: string): void {
  if (header.length < 2) {
    throw new DataError(
      `${file}, line 1: found ${header.length} column; expected a label column and at least one other, apart by commas`
    );
  }
  if (header.every(name => NUMBER.test(name.trim()))) {
    throw new DataError(
      `${file}, line 1: found numbers only; expected a header row with the names of the columns`
    );
  }
  const repeated = header.find((name, column) => header.indexOf(name) < column);
  if (repeated !== undefined) {
    throw new DataError(
      `${file}, line 1: found two columns named '${repeated}'; give each its own name`
    );
  }
}

function labelColumn(header: readonly string[], label: string | null, file: string): number {
  if (label === null) {
    return header.length - 1;
  }
  const column = header.indexOf(label);
  if (column < 0) {
    throw new DataError(
      `${file}, line 1: found no column '${label}'; the label must be one of ${header.join(', ')}`
    );
  }
  return column;
}

function checkRows(rows: readonly CsvRecord[], columns: number, file: string): void {
  for (const { line, fields } of rows) {
    if (fields.length === 1 && fields[0] === '') {
      throw new DataError(`${file}, line ${line}: found an empty line; take it out`);
    }
    if (fields.length !== columns) {
      throw new DataError(
        `${file}, line ${line}: found ${fields.length} fields; the header has ${columns}`
      );
    }
  }
  if (rows.length < FEWEST_ROWS) {
    throw new DataError(
      `${file}: found ${rows.length} rows below the header; expected at least ${FEWEST_ROWS}`
    );
  }
}

function readNumber(field: string, place: string): number {
  const text = field.trim();
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) {
    const found = text === '' ? 'nothing' : `'${field}'`;
    throw new DataError(`${place}: found ${found}; expected a finite number`);
  }
  return value;
}

/** Shifts and scales numbers to mean 0 and variance 1, in place; equal numbers all become 0. */
function standardise(values: Float64Array): void {
  const largest = values.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  if (largest === 0) {
    return;
  }
  // Into [-1, 1] first, so that no square overflows and equal numbers have exactly equal deviations, 0.
  values.forEach((value, i) => (values[i] = value / largest));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  values.forEach((value, i) => (values[i] = value - mean));
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const deviation = variance > 0 ? Math.sqrt(variance) : 1;
  values.forEach((value, i) => (values[i] = value / deviation));
}

function readLabels(rows: readonly CsvRecord[], column: number, name: string, file: string) {
  const labels = rows.map(({ line, fields }) => {
    if (fields[column] === '') {
      throw new DataError(
        `${file}, line ${line}, column '${name}': found nothing; expected a label`
      );
    }
    return fields[column];
  });
  const classes = [...new Set(labels)].sort();
  if (classes.length < 2) {
    throw new DataError(
      `${file}, column '${name}': found the one label '${classes[0]}'; expected at least two`
    );
  }
  const classOf = new Map(classes.map((label, index) => [label, index]));
  return { y: Int32Array.from(labels, label => classOf.get(label)!), classes: classes.length };
}

/**
 * Reads a data set from CSV text (RFC 4180). Numbers are standardised column by column over all rows, before
 * any split; labels may be any text and become classes in sorted order.
 *
 * @param label name of the label column; null for the last one
 * @param file its name, for messages
 * @throws DataError naming file, line and column, what was found and what was expected
 */
export function parseCsv(text: string, label: string | null, file: string): Dataset {
  const [first, ...rows] = parseRecords(text, file);
  if (first === undefined) {
    throw new DataError(`${file}: found an empty file; expected a header row and rows of data`);
  }
  const header = first.fields;
  checkHeader(header, file);
  const labelled = labelColumn(header, label, file);
  checkRows(rows, header.length, file);

  const columns = header.map((_, column) => column).filter(column => column !== labelled);
  const x = new Float32Array(rows.length * columns.length);
  columns.forEach((column, input) => {
    const values = Float64Array.from(rows, ({ line, fields }) =>
      readNumber(fields[column], `${file}, line ${line}, column '${header[column]}'`)
    );
    standardise(values);
    values.forEach((value, row) => (x[row * columns.length + input] = value));
  });
  const { y, classes } = readLabels(rows, labelled, header[labelled], file);
  return { name: 'csv', inputs: columns.length, classes, train: { x, y }, test: null };
}
