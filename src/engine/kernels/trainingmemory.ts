// Where a network that trains lies in the kernels' memory: its numbers, room for one batch, its masks, and the fields by
// which the kernels find them.

import type { Architecture } from '../dropout/architecture';
import type { MaskLayout, Section } from '../dropout/mask';
import type { Loss } from '../dropout/task';
import type { Factors } from '../dropout/thinning';
import * as at from './trainingfields';
import { ACTIVATIONS, LOSSES, type TrainingKernel } from './trainingkernel';

/** What a network needs room for. */
export interface Room {
  readonly architecture: Architecture;
  readonly loss: Loss;
  /** Rows of a batch. */
  readonly batch: number;
  /** Most rows of a pass, at least those of a batch. */
  readonly rows: number;
  /** Layout of the masks; null where nothing is removed. */
  readonly layout: MaskLayout | null;
  /** Masks that are held at a time: 1, or one for each row. */
  readonly masks: number;
  /** Moments that the optimiser keeps of each parameter: 0, 1 or 2. */
  readonly moments: number;
  /** Whether the optimiser decays weights. */
  readonly decays: boolean;
  /** Whether the steps that change a weight are counted for each weight, in narrow networks. */
  readonly counts?: boolean;
  /** Whether rows have targets of their own; else they have classes. */
  readonly hasTargets: boolean;
  /** Rows of a training set that lies beside the network; none if not given. */
  readonly held?: number;
}

/** Addresses of a layer of weights; 0 for what it does not have. */
export interface LayerAddresses {
  readonly fanIn: number;
  readonly fanOut: number;
  /** Its fields. */
  readonly fields: number;
  /** Bytes of a row of weights. */
  readonly row: number;
  readonly weights: number;
  readonly biases: number;
  readonly weightGradient: number;
  readonly biasGradient: number;
}

/** Addresses of a network. */
export interface TrainingMemory {
  readonly job: number;
  readonly layers: readonly LayerAddresses[];
  /** Values of every layer, and bytes of a row of them. */
  readonly values: readonly number[];
  readonly valueRows: readonly number[];
  readonly labels: number;
  readonly targets: number;
  /** Numbers of the rows of the training set that is held. */
  readonly order: number;
  readonly masks: number;
  /** Bytes of a mask. */
  readonly maskBytes: number;
  /** State of the generators that draw masks. */
  readonly state: number;
  /** First byte behind everything. */
  readonly end: number;
}

/** Bytes of a row of numbers: whole vectors, and never a multiple of 2048, where rows would share a few cache lines. */
function rowBytes(numbers: number): number {
  const bytes = Math.ceil(numbers / 4) * 16;
  return bytes % 2048 === 0 ? bytes + 16 : bytes;
}

/** Bytes of a row of the counts of updates, of which each is a byte: whole vectors. */
export function updatesRow(fanOut: number): number {
  return roundUp(fanOut, 16);
}

/** Where the fields of each layer of weights begin. */
export interface LayerFields {
  readonly job: number;
  readonly layers: readonly Pick<LayerAddresses, 'fields'>[];
}

function roundUp(count: number, to: number): number {
  return Math.ceil(count / to) * to;
}

/** Whether masks thin weights. */
export function thinsWeights(layout: MaskLayout | null): boolean {
  return layout !== null && layout.sections.some(({ kind }) => kind === 'weights');
}

/** Whether kept rows and columns can be worked on alone: masks of units in a network without skips. */
export function canBeCompact({ architecture, layout }: Room): boolean {
  return (
    layout !== null &&
    layout.sections.length > 0 &&
    layout.sections.every(({ kind }) => kind === 'units') &&
    architecture.skips.every(source => source < 0)
  );
}

/** Whether the gradient of weights need not be written out: a single row, and plain descent along it. */
function isRankOne({ batch, moments, decays }: Room): boolean {
  return batch === 1 && moments === 0 && !decays;
}

type Field = readonly [address: number, value: number];

/** Reserves what one layer of weights needs; returns its addresses and its fields. */
function placeLayer(
  room: Room,
  kernel: TrainingKernel,
  l: number,
  fields: number,
  shared: {
    values: readonly number[];
    gradients: readonly number[];
    slopes: readonly number[];
    kept: readonly number[];
  }
): { layer: LayerAddresses; entries: Field[] } {
  const { architecture, layout, moments } = room;
  const { widths, skips } = architecture;
  const { values, gradients, slopes, kept } = shared;
  const [fanIn, fanOut, row] = [widths[l], widths[l + 1], rowBytes(widths[l + 1])];
  const bytes = roundUp(fanIn, 4) * row;
  const hasBias = architecture.bias[l];
  const ifSo = (exists: boolean, size: number): number => (exists ? kernel.place(size) : 0);
  const weights = kernel.place(bytes);
  const biases = ifSo(hasBias, row);
  const weightGradient = kernel.place(bytes);
  const biasGradient = ifSo(hasBias, row);
  const source = skips[l];
  const entries: Field[] = [
    [at.FAN_IN, fanIn],
    [at.FAN_OUT, fanOut],
    [at.ROW, row],
    [at.WEIGHTS, weights],
    [at.BIASES, biases],
    [at.WEIGHT_GRADIENT, weightGradient],
    [at.BIAS_GRADIENT, biasGradient],
    [at.THINNED, ifSo(thinsWeights(layout), bytes)],
    [at.PANELS, kernel.place(4 * roundUp(fanOut, 8) * roundUp(fanIn, 4))],
    [at.TURNED, ifSo(l > 0, 4 * roundUp(fanIn, 8) * fanOut)],
    [at.X, values[l]],
    [at.X_ROW, rowBytes(fanIn)],
    [at.H, values[l + 1]],
    [at.H_ROW, row],
    [at.SLOPES, slopes[l + 1]],
    [at.D, gradients[l + 1]],
    [at.DX, gradients[l]],
    [at.SKIP_FROM, source >= 0 ? values[source] : 0],
    [at.SKIP_D, source > 0 ? gradients[source] : 0],
    [at.IS_HIDDEN, l < widths.length - 2 ? 1 : 0],
    [at.DX_STARTS, l > 0 && skips.includes(l) ? 1 : 0],
    [at.KEPT_IN, kept[l]],
    [at.KEPT_IN_COUNT, fanIn],
    [at.KEPT_OUT, kept[l + 1]],
    [at.COMPACT_BIASES, ifSo(hasBias, row)],
    [at.COMPACT_GRADIENT, ifSo(canBeCompact(room), bytes)],
    [at.COMPACT_BIAS_GRADIENT, ifSo(hasBias, row)],
    [at.UPDATES, ifSo(room.counts === true, fanIn * updatesRow(fanOut))],
    [at.MARKS, ifSo(room.counts === true && room.masks > 1, 4 * fanIn)],
    [at.FIRST_MOMENT, ifSo(moments > 0, bytes)],
    [at.SECOND_MOMENT, ifSo(moments > 1, bytes)],
    [at.BIAS_FIRST_MOMENT, ifSo(hasBias && moments > 0, row)],
    [at.BIAS_SECOND_MOMENT, ifSo(hasBias && moments > 1, row)]
  ];
  return {
    layer: { fanIn, fanOut, fields, row, weights, biases, weightGradient, biasGradient },
    entries: entries.map(([field, value]) => [fields + field, value])
  };
}

/**
 * Reserves the memory of a network and writes its fields; all else is 0.
 *
 * @param room what it needs
 * @param kernel where it is to train
 */
export function placeTraining(room: Room, kernel: TrainingKernel): TrainingMemory {
  const { architecture, loss, rows, layout, held = 0 } = room;
  const { widths, activation } = architecture;
  const count = widths.length - 1;
  const job = kernel.place(at.JOB_BYTES);
  const fields = kernel.place(count * at.LAYER_BYTES);
  const scratch = kernel.place(8 * at.LOSS_ROWS * 2 * Math.ceil(widths[count] / 2));
  const terms = kernel.place(4 * 8 * Math.max(rows, ...widths));
  const labels = kernel.place(4 * rows);
  const ifSo = (exists: boolean, bytes: number): number => (exists ? kernel.place(bytes) : 0);
  const targets = ifSo(room.hasTargets, 4 * rows * widths[count]);
  const state = kernel.place(64);
  const maskBytes = 4 * (layout?.words ?? 0);
  const masks = kernel.place(room.masks * maskBytes);
  const valueRows = widths.map(rowBytes);
  const behindInput = (l: number): number => (l > 0 ? kernel.place(rows * valueRows[l]) : 0);
  const values = valueRows.map(bytes => kernel.place(rows * bytes));
  const gradients = widths.map((_, l) => behindInput(l));
  const slopes = widths.map((_, l) => behindInput(l));
  const kept = widths.map(width => kernel.place(4 * width));
  const heldRows = ifSo(held > 0, held * valueRows[0]);
  const heldLabels = ifSo(held > 0, 4 * held);
  const heldTargets = ifSo(held > 0 && room.hasTargets, 4 * held * widths[count]);
  const order = ifSo(held > 0, 4 * held);
  const placed = Array.from({ length: count }, (_, l) =>
    placeLayer(room, kernel, l, fields + l * at.LAYER_BYTES, { values, gradients, slopes, kept })
  );
  const end = kernel.place(0);
  const words = new Uint32Array(kernel.buffer);
  words.fill(0, job / 4, end / 4);
  const entries: Field[] = [
    [job + at.LAYERS, fields],
    [job + at.LAYERS_END, fields + count * at.LAYER_BYTES],
    [job + at.ACTIVATION, ACTIVATIONS.indexOf(activation)],
    [job + at.LOSS, LOSSES.indexOf(loss)],
    [job + at.LABELS, labels],
    [job + at.TARGETS, targets],
    [job + at.HELD, heldRows],
    [job + at.HELD_LABELS, heldLabels],
    [job + at.HELD_TARGETS, heldTargets],
    [job + at.SCRATCH, scratch],
    [job + at.TERMS, terms],
    [job + at.RANK_ONE, isRankOne(room) ? 1 : 0],
    ...placed.flatMap(layer => layer.entries)
  ];
  for (const [address, value] of entries) {
    words[address / 4] = value;
  }
  for (let unit = 0; unit < widths[0]; unit++) {
    words[kept[0] / 4 + unit] = unit;
  }
  return {
    job,
    layers: placed.map(({ layer }) => layer),
    values,
    valueRows,
    labels,
    targets,
    order,
    masks,
    maskBytes,
    state,
    end
  };
}

/** Fields that hold the first bit of a section, by its kind. */
const FLAG_FIELDS: Record<Section['kind'], number> = {
  units: at.UNIT_FLAGS,
  weights: at.WEIGHT_FLAGS,
  skips: at.SKIP_FLAGS,
  block: at.BLOCK_FLAG
};

/**
 * Tells the kernels which flags to obey.
 *
 * @param layout the flags; null to keep everything
 * @param isCompact whether kept rows and columns are worked on alone
 */
export function writeFlags(
  words: Uint32Array,
  { job, layers }: LayerFields,
  layout: MaskLayout | null,
  isCompact: boolean
): void {
  for (const { fields } of layers) {
    for (const field of Object.values(FLAG_FIELDS)) {
      words[(fields + field) / 4] = at.NONE;
    }
  }
  for (const { kind, layer, first } of layout?.sections ?? []) {
    const { fields } = layers[kind === 'units' ? layer - 1 : layer];
    words[(fields + FLAG_FIELDS[kind]) / 4] = first;
  }
  words[(job + at.COMPACT) / 4] = isCompact ? 1 : 0;
}

/** Writes what kept parts are multiplied by. */
export function writeFactors(
  singles: Float32Array,
  { layers }: LayerFields,
  { units, weights, skips, blocks }: Factors
): void {
  layers.forEach(({ fields }, l) => {
    singles[(fields + at.GAIN) / 4] = units[l] ?? 1;
    singles[(fields + at.FACTOR) / 4] = weights[l];
    singles[(fields + at.SKIP_GAIN) / 4] = skips[l];
    singles[(fields + at.BLOCK_GAIN) / 4] = blocks[l];
  });
}
