// A result in words: what was studied, on which networks, how, and where the numbers come from.

import { isStochasticDepth, networkWords } from '../study/figure/networkwords';
import { written } from '../study/figure/words';
import { wholeRows } from '../study/excerptwords';
import { studyHash } from '../study/hash';
import type { Result, Value } from '../study/result';
import type { Table } from '../study/tables';
import type { Translation } from './translation';

/** The words around a figure. */
export interface Caption {
  /** Model, network and method, e.g. `site (Dropout) · width 8 · depth 4, 8 · p 0 to 1 · exact`. */
  readonly subject: string;
  /** Number of rows, seed, starts of the study's hash and of the digest, and version. */
  readonly provenance: string;
  /** The whole digest. */
  readonly digest: string;
  /** Title and subject, by which the figure's parts are called. */
  readonly name: string;
  /** The figure for readers who can't see it: its name, what was found, and where its numbers are. */
  readonly label: string;
}

const SEPARATOR = ' \u00b7 ';
const LISTED = 4;
/** What a study finds, in one number a row; the others follow from these. */
const FINDINGS = ['theta', 'threshold', 'test_accuracy', 'test_r2'];
/** Digits of a number that is read aloud. */
const HEARD = 3;
/** Letters of one word and of the seed: a caption is a line or two, whatever a notebook holds. */
const WORD = 60;
const SEED = 200;

/**
 * Puts a result into words.
 *
 * @param result a checked result
 * @param tables what stands below the figure
 * @param trans translates the fixed words
 */
export function caption(result: Result, tables: readonly Table[], trans: Translation): Caption {
  const { study, digest, percolab } = result;
  const title =
    study.study === 'percolation'
      ? trans.__('Open path between input and output')
      : trans.__('Training with dropout');
  const subject = subjectParts(result, trans).join(SEPARATOR);
  const provenance = [
    countedRows(result.rows, wholeRows(result), trans),
    trans.__('seed %1', seedOf(study, trans)),
    trans.__('study %1', shortDigest(studyHash(study))),
    trans.__('digest %1', shortDigest(digest)),
    trans.__('percolab %1', percolab),
    ...(result.cached ? [trans.__('from the cache')] : [])
  ].join(SEPARATOR);
  const name = `${title}. ${subject}`;
  const held = (table: Table) =>
    trans.__('%1 (%2)', table.title, countedRows(table.rows, table.whole, trans));
  const label = [
    trans.__('Figure: %1', name),
    ...findings(result, trans),
    ...(tables.length === 0 ? [] : [trans.__('Tables below: %1', tables.map(held).join(', '))])
  ]
    .map(sentence => `${sentence}.`)
    .join(' ');
  return { subject, provenance, digest, name, label };
}

/** Start of a digest or of a hash, which tells results and studies apart. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 8);
}

/** So many of so many rows, in the reader's language. */
export function countedRows(rows: number, whole: number, trans: Translation): string {
  if (rows < whole) return trans.__('%1 of %2 rows', rows, whole);
  return rows === 1 ? trans.__('1 row') : trans.__('%1 rows', rows);
}

/** The range of each finding that is there. */
function findings({ columns }: Result, trans: Translation): string[] {
  return FINDINGS.filter(name => Object.hasOwn(columns, name)).flatMap(name => {
    const range = rangeOf(columns[name]);
    if (range === null) return [];
    // To be heard; all digits are in the tables.
    const [least, greatest] = range.map(value => Number(value.toPrecision(HEARD)));
    return least === greatest
      ? [trans.__('%1 = %2', name, least)]
      : [trans.__('%1 from %2 to %3', name, least, greatest)];
  });
}

function rangeOf(values: readonly Value[]): [number, number] | null {
  const numbers = values.filter(value => typeof value === 'number');
  return numbers.length === 0
    ? null
    : [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
}

function subjectParts(result: Result, trans: Translation): string[] {
  const models: { readonly [model: string]: string } = {
    site: trans.__('site (Dropout)'),
    bond: trans.__('bond (DropConnect)'),
    mixed: trans.__('mixed (site and bond)')
  };
  const methods: { readonly [method: string]: string } = {
    exact: trans.__('exact'),
    montecarlo: trans.__('Monte Carlo')
  };
  const numbers: readonly (readonly [string, string])[] = [
    ['widths', trans.__('widths')],
    ['width', trans.__('width')],
    ['depth', trans.__('depth')],
    ['channels', trans.__('channels')],
    ['size', trans.__('size')],
    ['branching', trans.__('branching')],
    ['p', 'p'],
    ['p_site', 'p_site'],
    ['p_bond', 'p_bond']
  ];
  const words = (name: string, known: { readonly [word: string]: string } = {}) =>
    listed(
      distinct(result, name).map(value => (Object.hasOwn(known, value) ? known[value] : value)),
      trans
    );
  return [
    isStochasticDepth(result) ? trans.__('stochastic depth') : words('model', models),
    ...networkWords(result).map(word => cut(word, WORD)),
    ...numbers.map(([name, word]) => {
      const values = span(distinct(result, name), trans);
      return values === '' ? '' : `${word} ${values}`;
    }),
    words('method', methods)
  ].filter(part => part !== '');
}

/** The seed, or the seeds of a study that sweeps it. */
function seedOf({ seed }: Result['study'], trans: Translation): string {
  const seeds = (Array.isArray(seed) ? seed : [seed]) as readonly Value[];
  return seeds.length === 1 ? cut(String(seeds[0]), SEED) : listed(seeds, trans);
}

/** The values that a key takes: those of its column, or the one of the study where it has no column. */
function distinct(result: Result, name: string): readonly Value[] {
  const { columns, study } = result;
  if (Object.hasOwn(columns, name)) return [...new Set(columns[name])];
  const found = Object.hasOwn(study, name) ? study[name] : undefined;
  return typeof found === 'number' || typeof found === 'string' ? [found] : [];
}

function span(values: readonly Value[], trans: Translation): string {
  const numbers = values.filter(value => typeof value === 'number');
  if (values.length <= LISTED || numbers.length < values.length) return listed(values, trans);
  return trans.__('%1 to %2', ...rangeOf(values)!);
}

/**
 * A few values and how many more there are.
 *
 * @param values shown as they are, but cut where they are long
 * @param trans translates the fixed words
 */
export function listed(values: readonly Value[], trans: Translation): string {
  const first = values
    .slice(0, LISTED)
    .map(value => cut(written(value), WORD))
    .join(', ');
  const more = values.length - LISTED;
  return more > 0 ? trans.__('%1 and %2 more', first, more) : first;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}\u2026`;
}
