// Results of training studies made without training, for the tests of what comes after it: the site model, whose theta has a
// closed form, and networks that learn as they are updated, an eighth of what is left in every 12 useful steps.

import type { Arm, TrainingOutcome, TrainingTask } from '../../src/engine/dropout/task';
import { constantRates } from '../../src/engine/dropout/removal';
import { keyFromSeed } from '../../src/engine/random/seed';
import { Purpose, Stream } from '../../src/engine/random/stream';
import type { Shard, ShardResult } from '../../src/engine/shard';
import type { Plan } from '../../src/study/plan';
import { readStudy } from '../../src/study/read';
import { reduceStudy } from '../../src/study/reduce';
import type { Result } from '../../src/study/result';
import { atOnce } from '../../src/study/steps';
import { cellsOf, type Cell, type Study } from '../../src/study/study';
import { armsOf, replicatesOf } from '../../src/study/task';

const RATE = 1 / 90;
const INPUTS = 4;
const OUTPUTS = 2;

export interface Planned {
  readonly study: Study;
  readonly plan: Plan;
  readonly results: readonly ShardResult[];
}

export interface Options {
  /** Windows of a trace. */
  readonly traceLength?: number;
  /** Depth from which signals die on open masks too. */
  readonly signalDepth?: number;
  readonly passes?: number;
  /** Whether updates of single weights are counted. */
  readonly isCounted?: boolean;
  readonly optimizer?: Partial<TrainingTask['optimizer']>;
  readonly activation?: TrainingTask['architecture']['activation'];
  /** Whether output units have biases. */
  readonly hasBias?: boolean;
}

function taskOf(
  cell: Cell,
  arm: Arm,
  { traceLength = 50, passes = 0, optimizer, activation = 'tanh', hasBias = false }: Options
): TrainingTask {
  const depth = cell.get('network.depth') as number;
  const hidden = new Array<number>(depth).fill(cell.get('network.width') as number);
  const p = cell.get('p') as number;
  return {
    architecture: {
      widths: [INPUTS, ...hidden, OUTPUTS],
      bias: [...new Array<boolean>(depth).fill(false), hasBias],
      activation,
      skips: new Array<number>(depth + 1).fill(-1)
    },
    init: 'preserving',
    loss: cell.get('loss') as TrainingTask['loss'],
    removal: {
      model: 'site',
      site: constantRates(p, depth),
      bond: constantRates(0, depth + 1),
      removableSkips: false
    },
    mask: 'step',
    rescale: cell.get('rescale') as boolean,
    arm,
    steps: cell.get('steps') as number,
    batch: 32,
    optimizer: {
      name: 'sgd',
      rate: 0.1,
      schedule: { name: 'constant', every: 1, factor: 1 },
      momentum: 0,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      decay: 0,
      clip: 2,
      ...optimizer
    },
    traceLength,
    passes,
    countsWeights: true,
    teacher: null
  };
}

/** What a run would have found whose closed steps change nothing. */
function outcomeOf(
  task: TrainingTask,
  isRegression: boolean,
  stream: Stream,
  options: Options
): TrainingOutcome {
  const { architecture, removal, arm, steps, traceLength } = task;
  const { widths } = architecture;
  const [p] = removal.site.from;
  const layers = widths.length - 1;
  const theta = widths.slice(1, -1).reduce((product, width) => product * (1 - p ** width), 1);
  const isDead = arm !== 'intact' && layers - 1 >= (options.signalDepth ?? Infinity);
  const isFree = arm === 'dropout';
  const window = Math.ceil(steps / traceLength);
  const trace = {
    step: [] as number[],
    taken: [] as number[],
    loss: [] as number[],
    open: [] as number[],
    gradient: Array.from({ length: layers }, () => [] as number[]),
    reach: Array.from({ length: layers - 1 }, () => [] as number[])
  };
  let [useful, first, inWindow] = [0, Infinity, 0];
  const blindLoss = isRegression ? 1 : Math.LN2;
  const left = (): number => (isDead ? 1 : Math.exp(-useful * RATE));
  for (let step = 1; step <= steps; step++) {
    if (!isFree || stream.bernoulli(theta)) {
      useful += 1;
      inWindow += 1;
      first = Math.min(first, step);
    }
    if (step % window === 0 || step === steps) {
      const length = step - (trace.step.at(-1) ?? 0);
      trace.step.push(step);
      trace.taken.push(length);
      trace.loss.push(blindLoss * (0.02 + 0.98 * left()));
      trace.open.push(inWindow / length);
      trace.gradient.forEach((norms, l) =>
        norms.push(0.5 ** (layers - l) * left() * (inWindow / length))
      );
      trace.reach.forEach((shares, l) => shares.push((1 - p) * (1 - p ** widths[1]) ** l));
      inWindow = 0;
    }
  }
  const noise = 0.01 * stream.normal();
  const blind = isRegression ? 0 : 0.5 + 0.016 * stream.normal();
  const accuracy = blind + (0.98 - blind) * (1 - left()) + noise;
  const weights = widths.slice(1).map((width, l) => width * widths[l]);
  // P(a weight lies on an open path) times theta is left out: the mean is enough for what is drawn.
  const expected = weights.map(() => (arm === 'intact' ? steps : steps * theta * (1 - p)));
  const countOf = (mean: number): number =>
    arm === 'intact' ? steps : Math.max(0, Math.round(mean + Math.sqrt(mean) * stream.normal()));
  const counts =
    (options.isCounted ?? true)
      ? weights.map((count, l) => Array.from({ length: count }, () => countOf(expected[l])))
      : null;
  const test = { accuracy, loss: blindLoss * (0.03 + 0.97 * left()) };
  return {
    stepsTaken: steps,
    openFraction: useful / steps,
    firstOpenStep: first,
    usefulSteps: useful,
    test,
    monteCarlo: task.passes > 0 && arm !== 'intact' ? { ...test, spread: 0.05 } : null,
    calibrationError: isRegression ? NaN : 0.04,
    trainLoss: blindLoss * (0.02 + 0.98 * left()),
    blind: { accuracy: blind, loss: blindLoss },
    closedGradientMax: 0,
    closedFirstLayerMax: 0,
    closedOutputSpread: 0,
    updates: {
      steps,
      mean:
        counts?.map(layer => layer.reduce((sum, count) => sum + count) / layer.length) ?? expected,
      expected,
      counts
    },
    trace
  };
}

/** A study with results for all its shards. */
export function planned(text: string, options: Options = {}): Planned {
  const study = readStudy(`study: dropout\n${text}`);
  const key = keyFromSeed('samples');
  const shards: Shard[] = [];
  const results: ShardResult[] = [];
  const cells = cellsOf(study);
  for (const cell of cells) {
    for (const arm of armsOf(study)) {
      const training = taskOf(cell, arm, options);
      const isRegression = cell.get('data.task') === 'regression';
      for (let block = 0; block < replicatesOf(study); block++) {
        const stream = new Stream(key, shards.length, block, Purpose.masks);
        shards.push({
          index: shards.length,
          key,
          cell: cell.index,
          block,
          task: { kind: 'train', training },
          seconds: 1
        });
        results.push({
          kind: 'train',
          outcome: outcomeOf(training, isRegression, stream, options)
        });
      }
    }
  }
  return {
    study,
    plan: { shards, cells: cells.length, seconds: 1, points: [], parts: [] },
    results
  };
}

/** Result of a study. */
export function training(text: string, options: Options = {}): Result {
  const { study, plan, results } = planned(text, options);
  const seconds = results.map((_, i) => 0.25 * (i + 1));
  return atOnce(reduceStudy(study, plan, results, seconds));
}

/** One cell: the clean experiment in small. */
export const ONE_CELL = 'network: {width: 8, depth: 16}\np: 0.8\nsteps: 2000\nreplicates: 6';
/** A plane of p and depth. */
export const PLANE =
  'network: {width: 8, depth: [2, 4, 8, 12, 16, 24]}\np: 0.5..0.9 by 0.05\nsteps: 2000\nreplicates: 5';
