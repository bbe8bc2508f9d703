// One training run on its way: what it needs is set up, then its steps are taken. All arms of a (cell, replicate) see the
// same data, split, initial weights and batches; only the masks and the steps that are taken differ, and where nothing is
// removed the factor by which averaging initial weights make up for removals.

import type { TrainingKernel } from '../kernels/trainingkernel';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import { ArmMasks } from './armmasks';
import { Batches } from './batches';
import { Certificate } from './certificate';
import { replicateData } from './data/replicate';
import type { Split } from './data/split';
import type { Dataset } from './dataset';
import { rowsToHold } from './heldrows';
import { initialise } from './initialise';
import { Ledger } from './ledger';
import { Machine } from './machine';
import { maskLayout, type MaskLayout } from './mask';
import { changingSteps, stepRates, type StepRates } from './masks';
import { atLeastOnce, maskUse, openProbabilities, type MaskUse } from './openprobability';
import { momentsOf, Optimizer } from './optimizer';
import { removesNothing, type Removal } from './removal';
import { removalOfArm, skipsSteps, takesStep } from './steps';
import type { TrainingTask } from './task';
import { initialFactors, keepFactors, type Factors } from './thinning';
import { TraceRecorder } from './trace';
import { ROWS } from './trainingbytes';

/** A run. */
export class Run {
  readonly split: Split;
  /** What the arm removes, and the layout of its masks; null where that is nothing. */
  readonly removal: Removal;
  readonly layout: MaskLayout | null;
  readonly use: MaskUse;
  readonly machine: Machine;
  /** Most rows that pass through the machine together. */
  readonly rows: number;
  readonly masks: ArmMasks;
  readonly ledger: Ledger;
  readonly certificate: Certificate;
  readonly recorder: TraceRecorder;
  /** Whether steps that change a weight are counted for each weight. */
  readonly counts: boolean;
  /** Steps after which the rates stay what they are. */
  private readonly changes: number;

  /**
   * Arguments as of `train`.
   *
   * @param kernel memory that holds other runs too; one for this run alone if not given
   */
  constructor(
    readonly task: TrainingTask,
    data: Dataset | null,
    private readonly key: Key,
    private readonly cell: number,
    private readonly replicate: number,
    kernel?: TrainingKernel
  ) {
    const { architecture, arm, batch, optimizer, steps, loss, rescale } = task;
    const { widths } = architecture;
    this.split = replicateData(data ?? task.teacher!, widths, { key, cell, replicate });
    this.removal = removalOfArm(arm, task.removal);
    this.layout = removesNothing(this.removal) ? null : maskLayout(architecture, this.removal);
    this.use = maskUse(task, this.split.train.y.length);
    const masks = this.masksOfStep;
    this.counts = task.countsWeights && (replicate === 0 || masks > 1);
    this.rows = Math.max(batch, ROWS);
    const room = {
      architecture,
      loss,
      batch,
      rows: this.rows,
      layout: this.layout,
      masks,
      moments: momentsOf(optimizer),
      decays: optimizer.decay !== 0,
      counts: this.counts,
      hasTargets: this.split.train.targets !== null,
      held: rowsToHold(this.split.train)
    };
    this.machine = new Machine(room, kernel);
    const { removal, layout, machine } = this;
    const masked = { architecture, removal, arm, layout, machine };
    this.masks = new ArmMasks(masked, key, cell, replicate);
    this.ledger = new Ledger(
      architecture,
      this.layout,
      masks,
      { reach: task.traceLength > 0, weights: this.counts },
      this.machine.tracer
    );
    this.changes = changingSteps(task.removal);
    this.certificate = new Certificate(architecture);
    this.recorder = new TraceRecorder(steps, task.traceLength, widths.length - 1);
    const factors = initialFactors(architecture, this.removal, rescale);
    initialise(this.machine, architecture, task.init, factors, this.stream(Purpose.weights));
  }

  /** Takes all steps. */
  train(): void {
    const { task, machine, ledger, recorder, use, layout } = this;
    const { batch, steps, arm } = task;
    const batches = this.batches();
    const decisions = this.stream(Purpose.steps);
    const usefulProbability = this.usefulProbabilities();
    const optimizer = new Optimizer(task.optimizer, steps);
    const masks = this.masksOfStep;
    const needsSquares = task.optimizer.clip !== null || recorder.isOn;
    let rates = this.ratesFrom(0)!;
    let isTaken = true;
    const found = {
      loss: 0,
      open: 0,
      squares: (layer: number) => machine.layerSquares(layer),
      reach: (hidden: number) => (layout === null ? 1 : ledger.reach[hidden])
    };
    machine.obeyMasks(layout !== null);
    for (let step = 0; step < steps; step++) {
      const changed = this.ratesFrom(step);
      if (changed !== null) {
        rates = changed;
        machine.setFactors(this.factorsAt(rates));
      }
      if (step % use.hold === 0) {
        isTaken = takesStep(arm, usefulProbability(step), decisions);
        if (isTaken) {
          this.masks.draw(rates, masks);
        }
      }
      if (!isTaken) {
        batches.skip(batch);
        recorder.pass();
        continue;
      }
      const open = ledger.enter(step, machine.masks);
      batches.next(batch);
      found.loss = machine.gradient(batch);
      found.open = open / masks;
      if (open === 0) {
        this.certificate.add(machine, batch, masks);
      }
      const squares = needsSquares ? machine.squares() : 0;
      recorder.add(1, found);
      machine.update(optimizer.next(step, squares));
    }
  }

  /** Batches of the training set, from the first on. */
  batches(): Batches {
    return new Batches(this.machine.rowsOf(this.split.train), this.stream(Purpose.batches));
  }

  /** Removal probabilities from a step on; null where they are those of the step before. */
  ratesFrom(step: number): StepRates | null {
    const { hold } = this.use;
    const isNew = step === 0 || (step < this.changes + hold && step % hold === 0);
    return isNew ? stepRates(this.removal, step) : null;
  }

  /** What kept parts are multiplied by at some rates. */
  factorsAt(rates: StepRates): Factors {
    const { architecture, rescale } = this.task;
    return keepFactors(architecture, this.removal, rates, rescale);
  }

  private get masksOfStep(): number {
    return this.layout === null ? 1 : this.use.masks;
  }

  private stream(purpose: Purpose): Stream {
    return new Stream(this.key, this.cell, this.replicate, purpose);
  }

  /** P(a step of dropout has an open mask), by step; NaN for arms that need not know it. */
  private usefulProbabilities(): (step: number) => number {
    const { architecture, removal, arm, steps } = this.task;
    if (!skipsSteps(arm)) {
      return () => NaN;
    }
    const thetas = openProbabilities(architecture, removal, steps);
    return step => atLeastOnce(thetas?.[Math.min(step, thetas.length - 1)] ?? NaN, this.use.masks);
  }
}
