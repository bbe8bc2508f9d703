// The masks behind a training study, one by one, as a run draws them: mask n of an arm and a replicate is the n-th that
// its network trained under.

import { ArmMasks } from '../engine/dropout/armmasks';
import type { Architecture } from '../engine/dropout/architecture';
import { isKept, maskLayout, type MaskLayout, type Section } from '../engine/dropout/mask';
import { stepRates } from '../engine/dropout/masks';
import { maskUse, pathNetwork, type MaskUse } from '../engine/dropout/openprobability';
import { removesNothing } from '../engine/dropout/removal';
import type { Arm, TrainingTask } from '../engine/dropout/task';
import { drawFlags } from '../engine/kernels/flagsplain';
import { graphOf, graphSize } from '../engine/network/build';
import type { Graph } from '../engine/network/graph';
import type { Network } from '../engine/network/network';
import type { Subject as Removable } from '../engine/percolation/task';
import { keyFromSeed } from '../engine/random/seed';
import { nameOf } from './key';
import { LARGEST_DRAWING } from './sectionlimits';
import { axesOf, cellsOf, show, type Cell, type Study } from './study';
import { armsOf, replicatesOf, trainingTask } from './task';
import {
  fixedLabels,
  LARGEST_TRIAL,
  type Hindrance,
  type TrialNetwork,
  type Trials
} from './trials';

/** Arms with masks at every step. */
const MASKED: readonly Arm[] = ['dropout', 'conditioned'];
/** Words of all masks of a run that can be looked at together: each is drawn after the one before. */
const MOST_WORDS = 1_000_000;

/** The masks of one run in the order in which they are drawn; those that were drawn are kept. */
class RunMasks {
  private readonly kept: Uint32Array[] = [];
  private readonly words: Uint32Array;
  private readonly masks: ArmMasks;

  constructor(
    private readonly task: TrainingTask,
    layout: MaskLayout,
    private readonly use: MaskUse,
    seed: string,
    cell: number,
    replicate: number
  ) {
    const { architecture, removal, arm } = task;
    this.words = new Uint32Array(layout.words * use.masks);
    const machine = { draw: drawFlags, masks: this.words };
    const run = { architecture, removal, arm, layout, machine };
    this.masks = new ArmMasks(run, keyFromSeed(seed), cell, replicate);
  }

  /** The words of a mask, counted from 0. */
  at(mask: number): Uint32Array {
    const { kept, use, words, task, masks } = this;
    const size = words.length / use.masks;
    while (kept.length <= mask) {
      const step = (kept.length / use.masks) * use.hold;
      masks.draw(stepRates(task.removal, step), use.masks);
      for (let row = 0; row < use.masks; row++) {
        kept.push(words.slice(row * size, (row + 1) * size));
      }
    }
    return kept[mask];
  }
}

/** For each element of a graph its bit in the masks of the same network. */
function bitsOf(graph: Graph, { sections }: MaskLayout, { widths }: Architecture): Int32Array {
  const bits = new Int32Array(graph.elements);
  const first = widths.map((_, l) => graph.layer.indexOf(l));
  const bitIn = (kind: Section['kind'], layer: number, row: number, column: number): number => {
    const section = sections.find(own => own.kind === kind && own.layer === layer)!;
    return section.first + row * section.stride + column;
  };
  for (let unit = 0; unit < graph.units; unit++) {
    const layer = graph.layer[unit];
    const place = unit - first[layer];
    for (let i = graph.unitFirst[unit]; i < graph.unitFirst[unit + 1]; i++) {
      bits[graph.unitElement[i]] = bitIn('units', layer, 0, place);
    }
    for (let edge = graph.edgeFirst[unit]; edge < graph.edgeFirst[unit + 1]; edge++) {
      if (graph.edgeElement[edge] < 0) continue;
      const column = edge - graph.edgeFirst[unit];
      // Behind its weights a unit has the skip that begins there.
      bits[graph.edgeElement[edge]] =
        column < widths[layer + 1]
          ? bitIn('weights', layer, place, column)
          : bitIn('skips', graph.layer[graph.edgeTarget[edge]] - 1, 0, place);
    }
  }
  return bits;
}

/** What is looked at: the graph of the network, and what hinders. */
interface Subject {
  readonly network: Network | null;
  readonly model: Removable['model'];
  readonly size: number;
  readonly hindrance: Hindrance | null;
}

function subjectOf({ architecture, removal }: TrainingTask): Subject {
  const { model } = removal;
  const none = { network: null, model: 'site', size: 0 } as const;
  if (model === 'blocks') return { ...none, hindrance: 'stochastic depth' };
  if (removesNothing(removal)) return { ...none, hindrance: 'nothing removed' };
  const network = pathNetwork(architecture, removal.removableSkips);
  if (network === null) return { ...none, hindrance: 'skips' };
  const { units, edges } = graphSize(network, null);
  const size = units + edges;
  return { network, model, size, hindrance: size > LARGEST_TRIAL ? 'size' : null };
}

/** Rows of the training set, on which it depends how long a mask of `mask: epoch` lasts. */
function trainingRows(study: Study, cell: Cell): number {
  return study.trainingRows ?? (cell.get('data.train') as number);
}

/**
 * The networks of a training study whose masks can be looked at: one for each cell, masked arm and replicate.
 *
 * @param study a study that has been bound to its data
 */
export function trainingNetworks(study: Study): TrialNetwork[] {
  const arms = armsOf(study).filter(arm => MASKED.includes(arm));
  return cellsOf(study).flatMap(cell =>
    arms.flatMap(arm => {
      const { training: task } = trainingTask(study, cell, arm);
      const subject = subjectOf(task);
      const layout = maskLayout(task.architecture, task.removal);
      const use = maskUse(task, trainingRows(study, cell));
      const drawn = Math.ceil(task.steps / use.hold) * use.masks;
      const axes = axesOf(study).map(path => [nameOf(path), show(path, cell.get(path)!)]);
      return Array.from({ length: replicatesOf(study) }, (_, replicate): TrialNetwork => ({
        rows: [],
        values: { ...Object.fromEntries(axes), arm, replicate: replicate + 1 },
        ps: [],
        trials: Math.min(drawn, Math.max(use.masks, Math.floor(MOST_WORDS / layout.words))),
        size: subject.size,
        isDrawn: subject.size <= LARGEST_DRAWING,
        hindrance: subject.hindrance,
        fixed: 'training',
        open: () => {
          const masks = new RunMasks(
            task,
            layout,
            use,
            cell.get('seed') as string,
            cell.index,
            replicate
          );
          return trialsOf(subject, task, layout, masks);
        }
      }));
    })
  );
}

function trialsOf(
  { network, model }: Subject,
  { architecture }: TrainingTask,
  layout: MaskLayout,
  masks: RunMasks
): Trials {
  // Which elements there are follows from the model; the rates play no part.
  const removal = { site: 0, bond: 0 };
  const { graph } = graphOf({ network: network!, model, removal }, null, keyFromSeed(''));
  const bits = bitsOf(graph, layout, architecture);
  return {
    graph,
    labels: mask => {
      const words = masks.at(mask);
      return fixedLabels(element => isKept(words, bits[element]), graph.elements);
    },
    find: () => null
  };
}
