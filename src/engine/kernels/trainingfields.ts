// Where the numbers of a training job stand in the kernels' memory, in bytes: read by the AssemblyScript of
// assembly/training and by its plain twin, written by the network machine. A word is an address, a count or a bit.

/** A job: one network, one batch. */
export const LAYERS = 0; // address of the first layer of weights
export const LAYERS_END = 4; // and behind the last
export const ACTIVATION = 8; // place in ACTIVATIONS
export const LOSS = 12; // place in LOSSES
export const LABELS = 16; // class of each row
export const TARGETS = 20; // targets of each row, f32 without padding; 0 for one-hot targets
export const SCRATCH = 24; // doubles, one for each output unit (an even number) of LOSS_ROWS rows
export const COMPACT = 28; // 1: kept rows and columns are worked on alone
export const RANK_ONE = 32; // 1: of a single row, whose gradient x_i dz_j is not written out; plain descent only
export const MASK = 36; // mask of the last pass forward
export const TERMS = 40; // room for lists of what is not 0 in four rows
export const HELD = 44; // the training set, rows as in x; 0 where it lies elsewhere
export const HELD_LABELS = 48;
export const HELD_TARGETS = 52; // 0 where rows have classes
export const JOB_BYTES = 64;

/** Traces that a byte can count. */
export const MOST_TRACES = 255;

/** Rows whose loss is worked out together. */
export const LOSS_ROWS = 16;

/** A layer of weights with the units that it leads to. Lengths of rows are in bytes. */
export const FAN_IN = 0;
export const FAN_OUT = 4;
export const ROW = 8; // of a row of weights
export const WEIGHTS = 12;
export const BIASES = 16; // 0 for none
export const WEIGHT_GRADIENT = 20;
export const BIAS_GRADIENT = 24;
export const THINNED = 28; // room for thinned weights; 0 where weights are never thinned
export const PANELS = 32; // room for packed weights ..
export const TURNED = 36; // .. and for packed transposed weights
export const X = 40; // values before the layer ..
export const X_ROW = 44;
export const H = 48; // .. and behind it
export const H_ROW = 52;
export const SLOPES = 56; // sigma'(z), rows as in h
export const D = 60; // gradient with respect to h, then to z; rows as in h
export const DX = 64; // gradient with respect to x; 0 where x is the input
export const UNIT_FLAGS = 68; // first bit; NONE where no unit is removed
export const WEIGHT_FLAGS = 72;
export const SKIP_FLAGS = 76;
export const BLOCK_FLAG = 80;
export const SKIP_FROM = 84; // values that a skip adds; 0 for no skip
export const SKIP_D = 88; // gradient with respect to them; 0 where they are the input
export const GAIN = 92; // f32: factor of kept units
export const FACTOR = 96; // f32: factor of kept weights
export const SKIP_GAIN = 100; // f32: factor of kept skips
export const BLOCK_GAIN = 104; // f32: factor of a kept block
export const IS_HIDDEN = 108;
export const DX_STARTS = 112; // 1: a skip begins at x, so dx is added to what it has left there
export const KEPT_IN = 116; // places of the kept units before the layer ..
export const KEPT_IN_COUNT = 120;
export const KEPT_OUT = 124; // .. and behind it
export const KEPT_OUT_COUNT = 128;
export const COMPACT_BIASES = 132;
export const COMPACT_GRADIENT = 136;
export const COMPACT_BIAS_GRADIENT = 140;
export const SQUARES = 144; // double: sum of the squares of the layer's gradient
export const FIRST_MOMENT = 152; // velocity, or first moment of Adam; 0 where none is kept
export const SECOND_MOMENT = 156;
export const BIAS_FIRST_MOMENT = 160;
export const BIAS_SECOND_MOMENT = 164;
export const LARGEST = 168; // f32: largest absolute weight gradient
export const UPDATES = 172; // in how many traces each weight lay on an open path: bytes, rows of whole vectors
export const REACHED = 176; // reachable units behind the layer, as bits ..
export const LIVE_WEIGHTS = 180; // .. and weights on open paths, by the last mask of a trace
export const REACH = 184; // double: mean fraction of reachable units behind the layer over the masks of the last trace
export const MARKS = 192; // where traces have several masks, a word for each row: weights on open paths of one of them
export const LAYER_BYTES = 200;

/** In place of a first bit: nothing is removed. */
export const NONE = 0xffffffff;
