// What each cell of a training study asks of the engine.

import type { Architecture } from '../engine/dropout/architecture';
import type { Arm, OptimizerSettings, TrainingTask } from '../engine/dropout/task';
import type { TrainTask } from '../engine/shard';
import { defaultMomentum, defaultRate, isAdam, type OptimizerName } from './keys/optimizer';
import { checkArm } from './openarms';
import { refuse } from './refuse';
import { MOST_WEIGHTS } from './sectionlimits';
import { cellCount, single, type Cell, type Study } from './study';
import { teacherOf } from './teacher';
import { architectureOf, trainingRemovalOf } from './trainednetwork';
import { checkMemory } from './trainingmemory';

/** Numbers that all traces of a result may hold together. */
const TRACE_BUDGET = 120_000;
/** Most points of one series. */
const LONGEST_TRACE = 200;
/** Series of a trace: row, step, loss, open. */
const TRACE_SERIES = 4;

/** Arms of a dropout study, in the order of its rows. */
export function armsOf(study: Study): readonly Arm[] {
  return study.settings.get('arms') as readonly Arm[];
}

/** Replicates of each cell and arm. */
export function replicatesOf(study: Study): number {
  return single(study, 'replicates') as number;
}

/** Points that each series of a trace keeps, so that all rows together stay within the budget. */
export function traceLength(study: Study): number {
  const rows = cellCount(study) * armsOf(study).length * replicatesOf(study);
  return Math.min(LONGEST_TRACE, Math.floor(TRACE_BUDGET / (TRACE_SERIES * rows)));
}

/** Whether the counts of single weights, of the first replicate of each cell and arm, stay within the budget. */
function countsWeights(study: Study, { widths }: Architecture): boolean {
  const weights = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l], 0);
  return cellCount(study) * armsOf(study).length * weights <= MOST_WEIGHTS;
}

/** What an optimizer takes; what it has no use for is 0. */
function optimizerOf(cell: Cell): OptimizerSettings {
  const get = <T>(name: string): T | undefined => cell.get(`optimizer.${name}`) as T | undefined;
  const name = get<OptimizerName>('name')!;
  const schedule = get<OptimizerSettings['schedule']['name']>('schedule.name')!;
  const isStep = schedule === 'step';
  return {
    name: name === 'momentum' ? 'sgd' : name,
    rate: get('rate') ?? defaultRate(name),
    schedule: {
      name: schedule,
      every: isStep ? get('schedule.every')! : 0,
      factor: isStep ? get('schedule.factor')! : 1
    },
    momentum: isAdam(name) ? 0 : (get('momentum') ?? defaultMomentum(name)),
    beta1: isAdam(name) ? get('beta1')! : 0,
    beta2: isAdam(name) ? get('beta2')! : 0,
    epsilon: isAdam(name) ? get('epsilon')! : 0,
    decay: get('decay')!,
    clip: get<number | null>('clip')!
  };
}

/** Refuses blocks that the network, whose widths are known with the data, does not have. */
function checkBlocks(study: Study, task: TrainingTask): void {
  const { architecture, removal } = task;
  const widths = `[${architecture.widths.join(', ')}]`;
  const blocks = architecture.skips.filter(source => source >= 0).length;
  if (removal.model === 'blocks') {
    const wrong = [removal.site.from, removal.site.to].find(({ length }) => length !== blocks);
    if (wrong) {
      refuse(
        study,
        'p',
        `found a list of ${wrong.length}; allowed: one value, or ${blocks} in a list, one for each block of ${widths}`
      );
    }
  }
}

/**
 * The training task of one cell and arm.
 *
 * @param study a study whose network has been bound to its data
 * @param architecture that of the cell, where it is at hand
 * @throws StudyError for blocks that the network does not have, an arm that can't be had, and a run that takes more memory
 *   than there can be
 */
export function trainingTask(
  study: Study,
  cell: Cell,
  arm: Arm,
  architecture = architectureOf(cell)
): TrainTask {
  const setting = <T>(path: string): T => cell.get(path) as T;
  const training: TrainingTask = {
    architecture,
    init: setting('network.init'),
    loss: setting('loss'),
    removal: trainingRemovalOf(cell, architecture),
    mask: setting('mask'),
    rescale: setting('rescale'),
    arm,
    steps: setting('steps'),
    batch: setting('batch'),
    optimizer: optimizerOf(cell),
    traceLength: traceLength(study),
    countsWeights: countsWeights(study, architecture),
    teacher: teacherOf(cell),
    passes: setting('passes')
  };
  checkBlocks(study, training);
  checkArm(study, cell, training);
  checkMemory(study, training);
  return { kind: 'train', training };
}
