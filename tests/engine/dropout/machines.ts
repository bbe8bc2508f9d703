// Machines that tests begin with: small networks with random numbers, ready to pass a batch.

import type { Architecture } from '../../../src/engine/dropout/architecture';
import { Machine } from '../../../src/engine/dropout/machine';
import { maskLayout, type MaskLayout } from '../../../src/engine/dropout/mask';
import { drawFreeMasks, stepRates } from '../../../src/engine/dropout/masks';
import { removesNothing, type Removal } from '../../../src/engine/dropout/removal';
import type { Loss } from '../../../src/engine/dropout/task';
import type { Factors } from '../../../src/engine/dropout/thinning';
import { laneStates } from '../../../src/engine/random/lanes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

/** A network to be made. */
export interface Wanted {
  readonly architecture: Architecture;
  /** Nothing is removed where it is not given. */
  readonly removal?: Removal;
  readonly loss?: Loss;
  readonly rows: number;
  /** One mask for each row. */
  readonly isOwn?: boolean;
  readonly hasTargets?: boolean;
  /** Moments that are kept. */
  readonly moments?: number;
  readonly decays?: boolean;
}

/** A machine with the layout of its masks. */
export interface Made {
  readonly machine: Machine;
  readonly layout: MaskLayout | null;
}

/** Makes a machine whose numbers are all 0; a later one ends it. */
export function newMachine({
  architecture,
  removal,
  loss = 'cross_entropy',
  rows,
  isOwn = false,
  hasTargets = false,
  moments = 1,
  decays = false
}: Wanted): Made {
  const layout =
    removal === undefined || removesNothing(removal) ? null : maskLayout(architecture, removal);
  const masks = isOwn && layout !== null ? rows : 1;
  const room = {
    architecture,
    loss,
    batch: rows,
    rows,
    layout,
    masks,
    moments,
    decays,
    hasTargets
  };
  return { machine: new Machine(room), layout };
}

/** Draws weights, biases, inputs, classes and targets. */
export function fillMachine(
  machine: Machine,
  { widths }: Architecture,
  rows: number,
  stream: Stream,
  size = 0.7
): void {
  const fill = (values: Float32Array): void => {
    values.forEach((_, i) => (values[i] = size * stream.normal()));
  };
  for (let l = 0; l < machine.depth; l++) {
    for (let i = 0; i < widths[l]; i++) {
      fill(machine.weightRow(l, i));
    }
    fill(machine.biases(l));
  }
  for (let row = 0; row < rows; row++) {
    fill(machine.input.subarray(row * machine.inputRow, row * machine.inputRow + widths[0]));
    machine.labels[row] = stream.integer(widths.at(-1)!);
  }
  fill(machine.targets);
}

/** A stream of a test's own. */
export function streamOf(test: string, purpose: Purpose = Purpose.weights, replicate = 0): Stream {
  return new Stream(keyFromSeed(test), 0, replicate, purpose);
}

/** Draws the masks of a machine again and again. */
export function masksOf(
  { machine, layout }: Made,
  removal: Removal,
  test: string,
  masks = 1
): () => void {
  const state = laneStates(keyFromSeed(test), 0, 0, Purpose.masks);
  machine.obeyMasks(layout !== null);
  return () => {
    if (layout !== null) {
      drawFreeMasks(layout, stepRates(removal, 0), state, machine.masks, 0, masks, machine.draw);
    }
  };
}

/** Factors of 1 for everything. */
export function unitFactors(depth: number): Factors {
  const ones = new Array<number>(depth).fill(1);
  return { units: ones.slice(1), weights: ones, skips: ones, blocks: ones };
}
