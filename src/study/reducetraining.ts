// From the outcomes of training runs, in the order of the plan, to the rows and sections of a result.

import type { Arm, TrainingOutcome, TrainingTask } from '../engine/dropout/task';
import type { ShardResult } from '../engine/shard';
import { axisValues } from './axisvalues';
import { GrowingColumns } from './growingcolumns';
import { holm } from './holm';
import { encode } from './measure/part';
import { openLaw, type OpenLaw } from './openlaw';
import type { Plan } from './plan';
import type { Result, Value, Verdicts } from './result';
import type { Steps } from './steps';
import { cellsOf, type Cell, type Study } from './study';
import { armsOf, replicatesOf } from './task';
import { flowOf, tracesOf, updatesOf, weightUpdatesOf, type Reported } from './trainingseries';
import { notesOf } from './trainingnotes';
import { judge, type Judgement, type Run } from './verdict';
import { sayVerdict } from './verdictwords';

/** What has come back of a plan so far, in its order; undefined for what has not. */
export interface Returned {
  readonly results: readonly (ShardResult | undefined)[];
  /** Wall times in seconds. */
  readonly seconds: readonly (number | undefined)[];
}

/** A finished run. */
interface Finished extends Reported {
  readonly cell: number;
  readonly task: TrainingTask;
  readonly score: Score;
}

/** Rows and sections of a training study. */
export interface TrainingParts {
  readonly columns: GrowingColumns;
  readonly extras: Pick<
    Result,
    'traces' | 'flow' | 'updates' | 'weight_updates' | 'verdicts' | 'timing' | 'notes'
  >;
}

/** What the score of the runs of a cell, bound to its data, is called. */
type Score = 'accuracy' | 'r2';

function scoreOf(cell: Cell): Score {
  return cell.get('data.task') === 'regression' ? 'r2' : 'accuracy';
}

function numbersOf(
  { replicate, task, outcome, score }: Finished,
  { theta, usefulSteps }: OpenLaw
): Readonly<Record<string, number>> {
  const { test, monteCarlo, blind } = outcome;
  return {
    replicate: replicate + 1,
    theta,
    open_fraction: outcome.openFraction,
    first_open_step: outcome.firstOpenStep,
    steps_taken: outcome.stepsTaken,
    useful_steps: outcome.usefulSteps,
    useful_steps_expected: usefulSteps,
    [`test_${score}`]: test.accuracy,
    test_loss: test.loss,
    ...(task.passes > 0
      ? {
          [`mc_${score}`]: monteCarlo?.accuracy ?? NaN,
          mc_loss: monteCarlo?.loss ?? NaN,
          mc_spread: monteCarlo?.spread ?? NaN
        }
      : {}),
    ...(score === 'accuracy' ? { calibration_error: outcome.calibrationError } : {}),
    train_loss: outcome.trainLoss,
    ...(score === 'accuracy' ? { blind_accuracy: blind.accuracy } : {}),
    blind_loss: blind.loss,
    closed_gradient_max: outcome.closedGradientMax,
    closed_first_layer_max: outcome.closedFirstLayerMax,
    closed_output_spread: outcome.closedOutputSpread
  };
}

function runOf({ test, blind }: TrainingOutcome): Run {
  const isDiverged = !Number.isFinite(test.loss);
  return { score: test.accuracy, blind: blind.accuracy, isDiverged };
}

/** Judgement of each cell whose runs are all there. */
function* judgements(study: Study, runs: readonly Finished[]): Steps<Map<number, Judgement>> {
  const cells = new Map<number, Map<Arm, Run[]>>();
  for (const { cell, task, outcome } of runs) {
    const arms = cells.get(cell) ?? new Map<Arm, Run[]>();
    const own = arms.get(task.arm) ?? [];
    own.push(runOf(outcome));
    cells.set(cell, arms.set(task.arm, own));
  }
  const [arms, replicates] = [armsOf(study).length, replicatesOf(study)];
  const isWhole = (own: Map<Arm, Run[]>): boolean =>
    own.size === arms && [...own.values()].every(({ length }) => length === replicates);
  const judged = new Map<number, Judgement>();
  for (const [cell, own] of cells) {
    if (isWhole(own)) judged.set(cell, judge(own));
    yield;
  }
  return judged;
}

function verdictsOf(
  arms: readonly Arm[],
  judged: readonly (readonly [number, Judgement])[],
  runs: readonly Finished[]
): Verdicts {
  const numbers = (of: (judgement: Judgement) => number): Value[] =>
    judged.map(([, judgement]) => encode(of(judgement)));
  const shares = arms.flatMap(arm => {
    const end = (name: 'low' | 'high'): Value[] =>
      numbers(({ shares }) => shares.get(arm)?.[name] ?? NaN);
    const share = ({ shares }: Judgement): number => {
      const own = shares.get(arm);
      return own ? own.learned / own.runs : NaN;
    };
    return [
      [`${arm}_learns`, numbers(share)],
      [`${arm}_low`, end('low')],
      [`${arm}_high`, end('high')]
    ] as const;
  });
  const score = (row: number): string => (runs[row].score === 'r2' ? 'R²' : 'accuracy');
  return {
    row: judged.map(([row]) => row),
    verdict: judged.map(([, { verdict }]) => verdict),
    words: judged.map(([row, judgement]) => sayVerdict(judgement, score(row))),
    needed: numbers(({ needed }) => needed),
    p_value: numbers(({ pValue }) => pValue),
    p_holm: holm(judged.map(([, { pValue }]) => pValue)).map(encode),
    ...Object.fromEntries(shares)
  };
}

/**
 * Rows and sections of a training study.
 *
 * @param returned what has come back; rows of shards that have not finished are left out, and so are the verdicts of their
 *   cells
 */
export function* reduceTraining(
  study: Study,
  { shards }: Plan,
  { results, seconds }: Returned
): Steps<TrainingParts> {
  const cells = cellsOf(study);
  const runs: Finished[] = [];
  const times: Value[] = [];
  for (const [i, { task, cell, block }] of shards.entries()) {
    const result = results[i];
    if (task.kind === 'train' && result?.kind === 'train') {
      const { training } = task;
      const { widths } = training.architecture;
      const { outcome } = result;
      const score = scoreOf(cells[cell]);
      runs.push({
        row: runs.length,
        cell,
        replicate: block,
        widths,
        task: training,
        outcome,
        score
      });
      times.push(encode(seconds[i] ?? NaN));
    }
    yield;
  }
  const judged = yield* judgements(study, runs);
  const firsts = new Map(runs.toReversed().map(({ cell, row }) => [cell, row]));
  // All replicates of a cell and an arm share their task.
  const laws = new Map<TrainingTask, OpenLaw>();
  const valuesOf = axisValues(study);
  const columns = new GrowingColumns(runs.length);
  for (const run of runs) {
    const trainingRows = run.task.teacher?.train ?? study.trainingRows ?? NaN;
    const law = laws.get(run.task) ?? openLaw(run.task, trainingRows);
    laws.set(run.task, law);
    columns.put(run.row, valuesOf(cells[run.cell]));
    columns.put(run.row, {
      arm: run.task.arm,
      ...numbersOf(run, law),
      verdict: judged.get(run.cell)?.verdict ?? 'undecided'
    });
    yield;
  }
  const traces = tracesOf(runs);
  yield;
  const flow = flowOf(runs);
  yield;
  const updates = updatesOf(runs);
  yield;
  const weights = weightUpdatesOf(runs);
  yield;
  const notes = notesOf(laws);
  const ofCells = [...judged].map(([cell, own]) => [firsts.get(cell)!, own] as const);
  return {
    columns,
    extras: {
      traces,
      flow,
      updates,
      ...(weights.length > 0 ? { weight_updates: weights } : {}),
      verdicts: verdictsOf(armsOf(study), ofCells, runs),
      timing: { seconds: times },
      ...(notes.length > 0 ? { notes } : {})
    }
  };
}
