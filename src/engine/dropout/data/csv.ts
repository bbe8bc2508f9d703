// A data set from comma-separated values: a header row, a label column or several, and numbers in every other column.

import { clipped } from '../../clipped';
import { DataError, type Dataset } from '../dataset';
import { labelledDataset, taskOf, type Labels, type Task } from './labels';
import { parseRecords, type CsvRecord } from './rfc4180';

/** Fewest rows: with fewer, holding out a fifth leaves nothing to test on or to train with. */
const FEWEST_ROWS = 5;

/** Most characters of a list of columns in a message. */
const LONGEST_LIST = 500;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

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
  const known = new Set<string>();
  const repeated = header.find(name => known.size === known.add(name).size);
  if (repeated !== undefined) {
    throw new DataError(
      `${file}, line 1: found two columns named '${clipped(repeated)}'; give each its own name`
    );
  }
}

/** Columns that hold labels: those that are named, in this order, or the last. */
function labelColumns(header: readonly string[], label: readonly string[] | null, file: string) {
  const places = new Map(header.map((name, column) => [name, column]));
  const columns = (label ?? [header.at(-1)!]).map(name => {
    const column = places.get(name);
    if (column === undefined) {
      throw new DataError(
        `${file}, line 1: found no column '${clipped(name)}'; the label must be one of ${clipped(header.map(each => clipped(each)).join(', '), LONGEST_LIST)}`
      );
    }
    return column;
  });
  if (columns.length === header.length) {
    throw new DataError(
      `${file}, line 1: all ${header.length} columns are named as labels; leave at least one for the inputs`
    );
  }
  return columns;
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

function readNumber(field: string, place: () => string): number {
  const text = field.trim();
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) {
    const found = text === '' ? 'nothing' : `'${clipped(field)}'`;
    throw new DataError(`${place()}: found ${found}; expected a finite number`);
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

function placeOf(file: string, line: number, name: string): string {
  return `${file}, line ${line}, column '${clipped(name)}'`;
}

/** Text of a file in parts. */
interface Table {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly CsvRecord[];
}

/** Numbers of some columns, row by row. */
function readNumbers({ file, header, rows }: Table, columns: readonly number[]): Float64Array {
  const values = new Float64Array(rows.length * columns.length);
  rows.forEach(({ line, fields }, row) => {
    columns.forEach((column, i) => {
      const place = (): string => placeOf(file, line, header[column]);
      values[row * columns.length + i] = readNumber(fields[column], place);
    });
  });
  return values;
}

function standardised(values: ArrayLike<number>, columns: number): Float32Array {
  const scaled = new Float32Array(values.length);
  for (let column = 0; column < columns; column++) {
    const one = Float64Array.from(
      { length: values.length / columns },
      (_, row) => values[row * columns + column]
    );
    standardise(one);
    one.forEach((value, row) => (scaled[row * columns + column] = value));
  }
  return scaled;
}

function readClasses({ file, header, rows }: Table, column: number) {
  const name = header[column];
  const labels = rows.map(({ line, fields }) => {
    if (fields[column] === '') {
      throw new DataError(`${placeOf(file, line, name)}: found nothing; expected a label`);
    }
    return fields[column];
  });
  const classes = [...new Set(labels)].sort();
  if (classes.length < 2) {
    throw new DataError(
      `${file}, column '${clipped(name)}': found the one label '${clipped(classes[0])}'; expected at least two`
    );
  }
  const classOf = new Map(classes.map((label, index) => [label, index]));
  return { y: Int32Array.from(labels, label => classOf.get(label)!), count: classes.length };
}

/** Labels in all forms that the study may still mean. */
function readLabels(table: Table, columns: readonly number[], task: Task | null): Labels {
  const mustBeNumbers = task === 'regression' || columns.length > 1;
  const areNumbers =
    mustBeNumbers || table.rows.every(({ fields }) => NUMBER.test(fields[columns[0]].trim()));
  return {
    classes: mustBeNumbers ? null : readClasses(table, columns[0]),
    targets: areNumbers ? { values: readNumbers(table, columns), columns: columns.length } : null
  };
}

/**
 * Reads a data set from CSV text (RFC 4180). Numbers are standardised column by column over all rows, before any split:
 * inputs, and the targets of regression. Labels of classes may be any text and become classes in sorted order.
 *
 * @param label names of the label columns; null for the last column
 * @param task what the labels are for; null where they say so themselves (taskOf)
 * @param file its name, for messages
 * @throws DataError naming file, line and column, what was found and what was expected
 */
export function parseCsv(
  text: string,
  label: readonly string[] | null,
  task: Task | null,
  file: string
): Dataset {
  const [first, ...rows] = parseRecords(text, file);
  if (first === undefined) {
    throw new DataError(`${file}: found an empty file; expected a header row and rows of data`);
  }
  const header = first.fields;
  checkHeader(header, file);
  const labelled = labelColumns(header, label, file);
  checkRows(rows, header.length, file);

  const table = { file, header, rows };
  const labels = new Set(labelled);
  const inputs = header.map((_, column) => column).filter(column => !labels.has(column));
  const x = standardised(readNumbers(table, inputs), inputs.length);
  const { classes, targets } = readLabels(table, labelled, task);
  const place = `${file}, column '${clipped(labelled.map(column => clipped(header[column])).join("', '"), LONGEST_LIST)}'`;
  return labelledDataset(
    'csv',
    x,
    {
      classes,
      targets: targets && { ...targets, values: standardised(targets.values, targets.columns) }
    },
    taskOf(task, { classes, targets }, place),
    place
  );
}
