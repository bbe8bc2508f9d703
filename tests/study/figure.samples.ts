// Results made by hand for the tests of figures and pictures: theta of the site model in closed form,
// Monte Carlo and training outcomes from a fixed pattern in place of chance.

import type { Result, Traces, Value } from '../../src/study/result';

export type Row = Readonly<Record<string, Value>>;

/** A number in 0 to 1 that looks random and never changes: the fraction of a golden-ratio multiple. */
function pattern(index: number): number {
  return (index * 0.6180339887498949) % 1;
}

export function resultOf(study: Result['study'], rows: readonly Row[], traces?: Traces): Result {
  const columns: Record<string, Value[]> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    columns[name] = rows.map(row => row[name]);
  }
  const digest = `sha256:${'9f3c1a'.padEnd(64, '0')}`;
  const common = { percolab: '0.1.0', study, digest, rows: rows.length, columns };
  return traces ? { ...common, traces } : common;
}

function theta(model: string, p: number, width: number, depth: number): number {
  // The bond model's theta is not needed exactly here: a curve further right is enough.
  return (1 - p ** (model === 'bond' ? 2 * width : width)) ** depth;
}

function exactRow(axes: Row, value: number): Row {
  return {
    ...axes,
    theta: value,
    one_minus_theta: 1 - value,
    log_theta: value > 0 ? Math.log(value) : '-Infinity',
    log_one_minus_theta: value < 1 ? Math.log(1 - value) : '-Infinity',
    theta_low: value,
    theta_high: value,
    trials: 0,
    method: 'exact'
  };
}

function sampledRow(axes: Row, value: number, trials: number, index: number): Row {
  const error = Math.sqrt((value * (1 - value)) / trials) + 1 / trials;
  const found = Math.min(1, Math.max(0, value + (pattern(index) - 0.5) * 2 * error));
  return {
    ...exactRow(axes, found),
    theta_low: Math.max(0, found - 2 * error),
    theta_high: Math.min(1, found + 2 * error),
    trials,
    method: 'montecarlo'
  };
}

export function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    Number((from + ((to - from) * index) / (count - 1)).toFixed(6))
  );
}

export interface Sweep {
  readonly models?: readonly string[];
  readonly widths?: readonly number[];
  readonly depths?: readonly number[];
  readonly ps?: readonly number[];
  readonly trials?: readonly number[];
  readonly exact?: boolean;
}

/** Theta over a grid, exactly and (for each number of trials) by Monte Carlo. */
export function percolation(sweep: Sweep = {}): Result {
  const { models = ['site'], widths = [8], depths = [16], ps = [0.5] } = sweep;
  const { trials = [], exact = true } = sweep;
  const rows: Row[] = [];
  for (const model of models) {
    for (const width of widths) {
      for (const depth of depths) {
        for (const p of ps) {
          const axes = { ...(models.length > 1 ? { model } : {}), width, depth, p };
          const value = theta(model, p, width, depth);
          if (exact) {
            rows.push(exactRow(axes, value));
          }
          for (const count of trials) {
            rows.push(sampledRow(axes, value, count, rows.length));
          }
        }
      }
    }
  }
  const model = models.length > 1 ? models : models[0];
  return resultOf({ study: 'percolation', model, seed: 'paper' }, rows);
}

export interface Training {
  readonly activations?: readonly string[];
  readonly depths?: readonly number[];
  readonly ps?: readonly number[];
  readonly arms?: readonly string[];
  readonly replicates?: number;
  readonly traced?: boolean;
}

/** Training over a grid: arms with open paths learn, dropout learns as far as theta lets it. */
export function dropout(training: Training = {}): Result {
  const { activations = ['tanh'], depths = [16], ps = [0.8], replicates = 12 } = training;
  const { arms = ['dropout', 'conditioned', 'intact'], traced = false } = training;
  const rows: Row[] = [];
  const traces: { row: number[]; step: number[]; loss: number[]; open: number[] } = {
    row: [],
    step: [],
    loss: [],
    open: []
  };
  for (const activation of activations) {
    for (const depth of depths) {
      for (const p of ps) {
        for (const arm of arms) {
          for (let replicate = 0; replicate < replicates; replicate++) {
            const value = theta('site', p, 8, depth);
            const chance = pattern(rows.length + 1);
            const learned = arm === 'dropout' ? Math.min(1, 3 * value + 0.1 * chance) : 1;
            const open = arm === 'dropout' ? value * (0.9 + 0.2 * chance) : 1;
            if (traced) {
              const trace = traceOf(rows.length, arm, learned);
              traces.row.push(...trace.step.map(() => rows.length));
              traces.step.push(...trace.step);
              traces.loss.push(...trace.loss);
              traces.open.push(...trace.open);
            }
            rows.push({
              ...(activations.length > 1 ? { activation } : {}),
              width: 8,
              depth,
              p,
              arm,
              replicate,
              theta: value,
              open_fraction: open,
              first_open_step: arm === 'dropout' ? Math.ceil(1 / open) : 1,
              test_accuracy: 0.5 + 0.49 * learned - 0.02 * chance,
              test_loss: 0.693 - 0.65 * learned + 0.02 * chance,
              train_loss: 0.693 - 0.66 * learned,
              closed_gradient_max: 0
            });
          }
        }
      }
    }
  }
  const network = { width: 8, depth: depths.length > 1 ? depths : depths[0] };
  const study = { study: 'dropout', model: 'site', network, seed: 'paper' } as const;
  return resultOf(study, rows, traced ? traces : undefined);
}

function traceOf(row: number, arm: string, learned: number) {
  const step = steps(20, 2000, 100);
  const isClosed = (index: number): boolean => arm === 'dropout' && pattern(index + row / 40) < 0.4;
  return {
    step,
    loss: step.map(at => 0.693 - 0.65 * learned * (1 - Math.exp(-at / 400))),
    open: step.map((_, index) => (isClosed(index) ? 0 : arm === 'dropout' ? 0.05 : 1))
  };
}
