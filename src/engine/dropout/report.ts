// What a run has come to, after its last step: the outcome that a study reports, and the trained network.

import { blindEvaluation } from './blind';
import type { Examples } from './dataset';
import {
  calibrationError,
  evaluationOf,
  monteCarloEvaluation,
  predict,
  totalLoss,
  type Predictions
} from './evaluate';
import { expectedUpdates } from './expectedupdates';
import { stepRates } from './masks';
import type { Run } from './run';
import type { MonteCarloEvaluation, TrainingOutcome } from './task';
import { evaluationFactors, keepFactors, type Factors } from './thinning';
import type { TrainedNetwork } from './trainednetwork';

function predictions(run: Run, examples: Examples, needsLoss: boolean): Predictions {
  const { task, machine, rows } = run;
  const { widths } = task.architecture;
  return predict(machine, examples, widths[0], widths.at(-1)!, task.loss, rows, needsLoss);
}

/** The step at which the masks of the last one were drawn, counted from 0: with one mask for a pass, the first of it. */
function lastDrawn({ task, use }: Run): number {
  const last = task.steps - 1;
  return last - (last % use.hold);
}

/** Factors of the mean network that stands for the masks of the last step. */
function factorsOff(run: Run): Factors {
  const { task, removal } = run;
  return evaluationFactors(task.architecture, removal, { ...task, steps: lastDrawn(run) + 1 });
}

/** Predictions under masks of the last step's rates, averaged; null where there are no masks, or none are asked for. */
function monteCarlo(run: Run): MonteCarloEvaluation | null {
  const { task, machine, layout, removal, split, masks } = run;
  if (layout === null || task.passes === 0) {
    return null;
  }
  const last = stepRates(removal, lastDrawn(run));
  machine.obeyMasks(true);
  machine.setFactors(keepFactors(task.architecture, removal, last, task.rescale));
  const next = (): Predictions => {
    masks.draw(last, 1);
    return predictions(run, split.test, false);
  };
  return monteCarloEvaluation(task.passes, next, split.test, task.loss);
}

/** The outcome of a run that has taken its steps. Draws further masks: to be asked for once. */
export function outcomeOf(run: Run): TrainingOutcome {
  const { task, machine, ledger, certificate, split, use } = run;
  const { architecture, arm, loss } = task;
  machine.obeyMasks(false);
  machine.setFactors(factorsOff(run));
  const tested = predictions(run, split.test, true);
  const trainLoss = totalLoss(machine, split.train, architecture.widths[0], run.rows);
  return {
    stepsTaken: ledger.taken,
    openFraction: ledger.openFraction,
    firstOpenStep: ledger.firstOpenStep,
    usefulSteps: ledger.useful,
    test: evaluationOf(tested, split.test),
    monteCarlo: monteCarlo(run),
    calibrationError: calibrationError(tested, split.test, loss),
    trainLoss: trainLoss / split.train.y.length,
    blind: blindEvaluation(split, architecture.widths.at(-1)!, loss),
    closedGradientMax: certificate.gradientMax,
    closedFirstLayerMax: certificate.firstLayerMax,
    closedOutputSpread: certificate.outputSpread,
    updates: ledger.updates(expectedUpdates(architecture, task.removal, arm, use)),
    trace: run.recorder.trace
  };
}

/** The network of a run that has taken its steps, with the factors that stand for masks when they are off. */
export function networkOf(run: Run): TrainedNetwork {
  const { task, machine } = run;
  const { widths, skips, activation } = task.architecture;
  const factors = factorsOff(run);
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
