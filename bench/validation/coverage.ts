// How often an interval holds the value that is known: counting, what the binomial law says of the count, and the table.

import { wilson } from '../../src/engine/percolation/wilson';

/** One interval of one study, measured. */
export interface Coverage {
  /** Columns of the result that hold it. */
  readonly columns: string;
  readonly study: string;
  readonly trials: string;
  /** Exact coverage, where the law of what is counted gives it; null elsewhere. */
  readonly law: number | null;
  /** Least coverage that the test asks for. */
  readonly least: number;
  readonly tally: Tally;
}

/** Where known values lay. */
export class Tally {
  /** The whole interval is below the value. */
  below = 0;
  /** The whole interval is above it. */
  above = 0;
  inside = 0;
  /** Studies that gave no interval. */
  none = 0;

  add(low: number, high: number, truth: number): void {
    if (Number.isNaN(low) || Number.isNaN(high)) this.none += 1;
    else if (high < truth) this.below += 1;
    else if (low > truth) this.above += 1;
    else this.inside += 1;
  }

  /** Intervals that there were. */
  get intervals(): number {
    return this.inside + this.below + this.above;
  }
}

/** ln n! for n up to `most`. */
function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) logs[n] = logs[n - 1] + Math.log(n);
  return logs;
}

const LOG_FACTORIAL = logFactorials(200_000);

/** P(Binomial(n, s) = k). */
export function binomial(n: number, k: number, s: number): number {
  if (s === 0 || s === 1) return k === n * s ? 1 : 0;
  const choose = LOG_FACTORIAL[n] - LOG_FACTORIAL[k] - LOG_FACTORIAL[n - k];
  return Math.exp(choose + k * Math.log(s) + (n - k) * Math.log1p(-s));
}

/** 0.975 quantile of the normal law. */
const Z = 1.959963984540054;

/**
 * Exact coverage of Wilson's interval after n trials, each open with probability theta: it holds theta exactly when the
 * score test does not reject it, which is how it is defined, and not how the engine computes it.
 */
export function wilsonCoverage(theta: number, n: number): number {
  const reach = Z * Math.sqrt(n * theta * (1 - theta));
  let inside = 0;
  for (let k = Math.ceil(n * theta - reach); k <= n * theta + reach; k++) {
    if (k >= 0 && k <= n) inside += binomial(n, k, theta);
  }
  return inside;
}

/** P(Binomial(n, s) <= k). */
export function atMost(k: number, n: number, s: number): number {
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += binomial(n, i, s);
  return Math.min(1, sum);
}

/** A probability in percent. */
export function percent(probability: number, digits = 2): string {
  return (100 * probability).toFixed(digits);
}

/** A count as a share in percent, with its own 95 % interval. */
export function shareOf(count: number, of: number): string {
  if (of === 0) return 'none';
  const { low, high } = wilson(count, of);
  return `${percent(count / of)} (${percent(low)} to ${percent(high)})`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const HEAD = [
  'columns',
  'study',
  'trials',
  'intervals',
  'measured coverage, %',
  'too low, %',
  'too high, %',
  'by law, %',
  'asked, %'
];

/** What to beware of, in a sentence: intervals whose coverage is below 95 % beyond chance. */
export function coverageWords(all: readonly Coverage[]): string {
  const shareIn = ({ tally }: Coverage): number => tally.inside / tally.intervals;
  const low = all
    .filter(({ tally }) => tally.intervals > 0)
    .filter(({ tally }) => wilson(tally.inside, tally.intervals).high < 0.95)
    .sort((a, b) => shareIn(a) - shareIn(b));
  if (low.length === 0) return `None of these ${all.length} is below 95 % beyond chance.`;
  const [{ columns, study, trials }] = low;
  return `Of these ${all.length}, ${low.length} are below 95 % beyond chance (in bold); the lowest is ${percent(shareIn(low[0]))} %,
${columns} of ${study}, ${trials} trials.`;
}

/** The table of coverages; what lies below 95 % beyond chance is set in bold. */
export function coverageTable(all: readonly Coverage[]): string {
  const rows = all.map(({ columns, study, trials, law, least, tally }) => {
    const { inside, below, above, none, intervals } = tally;
    const share = shareOf(inside, intervals);
    const isLow = intervals > 0 && wilson(inside, intervals).high < 0.95;
    const missed = (count: number): string => percent(count / Math.max(1, intervals));
    return [
      columns,
      study,
      trials,
      none > 0 ? `${intervals} (${none} had none)` : String(intervals),
      isLow ? `**${share}**` : share,
      missed(below),
      missed(above),
      law === null ? '' : percent(law),
      percent(least)
    ];
  });
  return table(HEAD, rows);
}
