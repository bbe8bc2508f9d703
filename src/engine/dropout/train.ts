// One training run: a network trained with masks, its book and its evaluation. All arms of a (cell, replicate) see the
// same data, split, initial weights and batches; only the masks and the steps that are taken differ, and where nothing is
// removed the factor by which averaging initial weights make up for removals.

import { laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import { Batches } from './batches';
import { blindEvaluation } from './blind';
import { Certificate } from './certificate';
import { ConditionedMasks } from './conditioned';
import { replicateData } from './data/replicate';
import type { Split } from './data/split';
import type { Dataset } from './dataset';
import { calibrationError, evaluationOf, monteCarloEvaluation, predict } from './evaluate';
import { expectedUpdates } from './expectedupdates';
import { initialise } from './initialise';
import { Ledger } from './ledger';
import { Machine } from './machine';
import { maskLayout, type MaskLayout } from './mask';
import { changingSteps, drawFreeMasks, stepRates, type StepRates } from './masks';
import { atLeastOnce, openProbability, type MaskUse } from './openprobability';
import { momentsOf, Optimizer } from './optimizer';
import { removesNothing, type Removal } from './removal';
import { isOpenArm, removalOfArm, skipsSteps, takesStep } from './steps';
import type { Evaluation, MonteCarloEvaluation, TrainingOutcome, TrainingTask } from './task';
import { evaluationFactors, keepFactors, meanKeeps, type Factors } from './thinning';
import { TraceRecorder } from './trace';
import type { TrainedNetwork } from './trainednetwork';

/** Most rows that pass through a network together where the batch is smaller: evaluation. */
const ROWS = 64;

/** Multiplies factors part by part. */
function times(a: Factors, b: Factors): Factors {
  const product = (name: keyof Factors): number[] =>
    a[name].map((factor, l) => factor * b[name][l]);
  return {
    units: product('units'),
    weights: product('weights'),
    skips: product('skips'),
    blocks: product('blocks')
  };
}

/** How a run uses its masks. */
export function maskUse(
  { steps, mask, batch }: Pick<TrainingTask, 'steps' | 'mask' | 'batch'>,
  trainingRows: number
): MaskUse {
  return {
    steps,
    masks: mask === 'sample' ? batch : 1,
    hold: mask === 'epoch' ? Math.ceil(trainingRows / batch) : 1
  };
}

/** A run in progress. */
class Run {
  private readonly split: Split;
  private readonly inputs: number;
  private readonly outputs: number;
  private readonly removal: Removal;
  private readonly layout: MaskLayout | null;
  private readonly use: MaskUse;
  readonly machine: Machine;
  private readonly ledger: Ledger;
  private readonly certificate: Certificate;
  private readonly recorder: TraceRecorder;
  private readonly conditioned: ConditionedMasks | null;
  private readonly maskState: Uint32Array;

  constructor(
    private readonly task: TrainingTask,
    data: Dataset | null,
    private readonly key: Key,
    private readonly cell: number,
    private readonly replicate: number
  ) {
    const { architecture, arm, batch, optimizer, steps, loss } = task;
    const { widths } = architecture;
    this.inputs = widths[0];
    this.outputs = widths.at(-1)!;
    this.split = replicateData(data ?? task.teacher!, widths, purpose => this.stream(purpose));
    this.removal = removalOfArm(arm, task.removal);
    this.layout = removesNothing(this.removal) ? null : maskLayout(architecture, this.removal);
    this.use = maskUse(task, this.split.train.y.length);
    const masks = this.layout === null ? 1 : this.use.masks;
    this.certificate = new Certificate(architecture);
    this.recorder = new TraceRecorder(steps, task.traceLength, widths.length - 1);
    const weights = task.countsWeights && (replicate === 0 || masks > 1);
    this.machine = new Machine({
      architecture,
      loss,
      batch,
      rows: Math.max(batch, ROWS),
      layout: this.layout,
      masks,
      moments: momentsOf(optimizer),
      decays: optimizer.decay !== 0,
      counts: weights,
      hasTargets: this.split.train.targets !== null
    });
    this.ledger = new Ledger(
      architecture,
      this.layout,
      masks,
      { reach: task.traceLength > 0, weights },
      this.machine.tracer
    );
    this.maskState = laneStates(key, cell, replicate, Purpose.masks);
    this.conditioned =
      this.layout !== null && isOpenArm(arm)
        ? new ConditionedMasks(
            architecture,
            this.removal,
            this.layout,
            key,
            cell,
            replicate,
            this.machine.draw
          )
        : null;
    const first = stepRates(this.removal, 0);
    const kept = meanKeeps(architecture, this.removal, first);
    const scaled = keepFactors(architecture, this.removal, first, task.rescale);
    initialise(
      this.machine,
      architecture,
      task.init,
      times(kept, scaled),
      this.stream(Purpose.weights)
    );
  }

  /** Takes all steps. */
  train(): void {
    const { task, machine, ledger, recorder, use, layout } = this;
    const { batch, steps, arm } = task;
    const batches = new Batches(this.split.train, this.inputs, this.stream(Purpose.batches));
    const decisions = this.stream(Purpose.steps);
    const optimizer = new Optimizer(task.optimizer, steps);
    const masks = layout === null ? 1 : use.masks;
    const changes = changingSteps(task.removal);
    let rates: StepRates = stepRates(this.removal, 0);
    let isTaken = true;
    machine.obeyMasks(layout !== null);
    for (let step = 0; step < steps; step++) {
      if (step === 0 || (step < changes + use.hold && step % use.hold === 0)) {
        rates = stepRates(this.removal, step);
        machine.setFactors(keepFactors(task.architecture, this.removal, rates, task.rescale));
      }
      if (step % use.hold === 0) {
        isTaken = !skipsSteps(arm) || takesStep(arm, this.usefulProbability(step), decisions);
        if (isTaken) {
          this.drawMasks(rates, masks);
        }
      }
      if (!isTaken) {
        batches.skip(batch);
        recorder.pass();
        continue;
      }
      const open = ledger.enter(step, machine.masks);
      batches.next(machine, batch);
      const loss = machine.gradient(batch);
      if (open === 0) {
        this.certificate.add(machine, batch, masks);
      }
      const needsSquares = task.optimizer.clip !== null || recorder.isOn;
      const squares = needsSquares ? machine.squares() : 0;
      recorder.add(
        loss,
        open / masks,
        layer => machine.layerSquares(layer),
        layout && ledger.reach
      );
      machine.update(optimizer.next(step, squares));
    }
  }

  /** Reports, after `train`. */
  outcome(): TrainingOutcome {
    const { task, ledger, certificate, split } = this;
    const { architecture, arm, loss, removal } = task;
    this.machine.obeyMasks(false);
    this.machine.setFactors(
      evaluationFactors(architecture, this.removal, task.steps, task.rescale)
    );
    const tested = this.predict(split.test);
    const trained = this.predict(split.train);
    return {
      stepsTaken: ledger.taken,
      openFraction: ledger.openFraction,
      firstOpenStep: ledger.firstOpenStep,
      usefulSteps: ledger.useful,
      test: evaluationOf(tested, split.test),
      monteCarlo: this.monteCarlo(),
      calibrationError: calibrationError(tested, split.test, loss),
      trainLoss: trained.loss / split.train.y.length,
      blind: this.blind(),
      closedGradientMax: certificate.gradientMax,
      closedFirstLayerMax: certificate.firstLayerMax,
      closedOutputSpread: certificate.outputSpread,
      updates: ledger.updates(expectedUpdates(architecture, removal, arm, this.use)),
      trace: this.recorder.trace
    };
  }

  /** The trained network, with the factors that make up for masks when they are off. */
  network(): TrainedNetwork {
    const { task, machine } = this;
    const { widths, skips, activation } = task.architecture;
    const factors = evaluationFactors(task.architecture, this.removal, task.steps, task.rescale);
    const layers = widths.slice(1).map((fanOut, l) => {
      const weights = new Float32Array(widths[l] * fanOut);
      for (let i = 0; i < widths[l]; i++) {
        weights.set(machine.weightRow(l, i), i * fanOut);
      }
      return {
        fanIn: widths[l],
        fanOut,
        weights,
        biases: machine.biases(l).slice(),
        source: skips[l],
        factors: {
          weights: factors.weights[l],
          units: factors.units[l] ?? 1,
          skip: factors.skips[l],
          block: factors.blocks[l]
        }
      };
    });
    return { activation, layers };
  }

  private stream(purpose: Purpose): Stream {
    return new Stream(this.key, this.cell, this.replicate, purpose);
  }

  /** P(a step of dropout has an open mask). */
  private usefulProbability(step: number): number {
    const { architecture, removal } = this.task;
    const changes = changingSteps(removal);
    if (this.known === null || (this.known.step < changes && step !== this.known.step)) {
      const answer = openProbability(architecture, removal, stepRates(removal, step));
      this.known = { step, open: atLeastOnce(answer?.theta ?? NaN, this.use.masks) };
    }
    return this.known.open;
  }
  private known: { step: number; open: number } | null = null;

  private drawMasks(rates: StepRates, masks: number): void {
    const { machine, layout, conditioned } = this;
    if (conditioned !== null) {
      conditioned.drawMasks(rates, machine.masks, masks);
    } else if (layout !== null) {
      drawFreeMasks(layout, rates, this.maskState, machine.masks, 0, masks, machine.draw);
    }
  }

  private predict(examples: Split['test']): ReturnType<typeof predict> {
    const { machine, inputs, outputs, task } = this;
    return predict(machine, examples, inputs, outputs, task.loss, Math.max(task.batch, ROWS));
  }

  private monteCarlo(): MonteCarloEvaluation | null {
    const { task, machine, split } = this;
    if (this.layout === null || task.passes === 0) {
      return null;
    }
    const last = stepRates(this.removal, Math.max(0, task.steps - 1));
    machine.obeyMasks(true);
    machine.setFactors(keepFactors(task.architecture, this.removal, last, task.rescale));
    return monteCarloEvaluation(
      task.passes,
      () => {
        this.drawMasks(last, 1);
        return this.predict(split.test);
      },
      split.test,
      task.loss
    );
  }

  private blind(): Evaluation {
    return blindEvaluation(this.split, this.outputs, this.task.loss);
  }
}

/**
 * Trains a network and reports.
 *
 * @param task what to train and how; batch at most the number of training rows
 * @param data the data set, fitting the first and last width; null for the teacher, which draws its own for
 *   each (cell, replicate)
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param replicate index of the replicate
 */
export function train(
  task: TrainingTask,
  data: Dataset | null,
  key: Key,
  cell: number,
  replicate: number
): TrainingOutcome {
  const run = new Run(task, data, key, cell, replicate);
  run.train();
  return run.outcome();
}

/** Trains a network and returns it; same arguments as `train`, and the same bits. */
export function trainedNetwork(
  task: TrainingTask,
  data: Dataset | null,
  key: Key,
  cell: number,
  replicate: number
): TrainedNetwork {
  const run = new Run(task, data, key, cell, replicate);
  run.train();
  return run.network();
}
