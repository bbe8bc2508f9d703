// Where the numbers of four runs that train abreast stand in the kernels' memory, in bytes: what a machine has as a number
// is a vector here, with a run in each lane. Read by the AssemblyScript of assembly/abreast, written by abreastmemory.ts.

import { LAYER_BYTES } from './trainingfields';

/** Runs abreast: the single-precision lanes of a vector. */
export const RUNS = 4;

/** A job: LAYERS, LAYERS_END, ACTIVATION and COMPACT, which is 0, as in trainingfields.ts, and these. */
export const MASK_WORDS = 12; // 32-bit words of a mask; 0 where nothing is removed
export const FLAGS = 16; // address: the words of the masks, a vector each, and one more
export const OPEN = 20; // which runs have an open path, a bit each
export const JOBS = 32; // four words: the jobs of the machines
export const MASKS = 48; // four words: addresses of their masks
export const INPUTS = 64; // four words: addresses of the row that each has taken ..
export const OUTPUTS = 80; // .. of its outputs ..
export const OUTPUT_GRADIENTS = 96; // .. and of the gradient with respect to them
export const LOSS = 112; // doubles: sums of losses since they were read
export const REACH_OF_NUMBERS = 144; // doubles: what no weight or bias is larger than
export const ABREAST_BYTES = 176;

/** A layer has the fields of trainingfields.ts that say what it has, with addresses of vectors, and these. */
export const ROW_FLAGS = LAYER_BYTES + 8; // address: flags of the weights of each row, from the lowest bit on
export const KEPT_UNITS = ROW_FLAGS + 4; // address: all ones where a unit is kept
export const KEPT_SQUARES = ROW_FLAGS + 8; // address: for each unit behind, sum of x_i^2 over the kept weights to it
export const REACHED_UNITS = ROW_FLAGS + 16; // vector: reachable units behind the layer, as bits
export const LIVE_UNITS = ROW_FLAGS + 32; // vector: those of them on open paths
export const LARGEST_CLOSED = ROW_FLAGS + 48; // vector: largest absolute weight gradient of steps without an open path
export const OWN_SQUARES = ROW_FLAGS + 64; // doubles: sum of the squares of the layer's gradient
export const REACH = OWN_SQUARES + 32; // doubles: fraction of reachable units behind the layer
export const LIVE = OWN_SQUARES + 64; // doubles: weights on open paths
export const SQUARES_SUM = OWN_SQUARES + 96; // doubles: sums of these three since they were read
export const REACH_SUM = OWN_SQUARES + 128;
export const LIVE_SUM = OWN_SQUARES + 160;
export const ABREAST_LAYER_BYTES = OWN_SQUARES + 192;
