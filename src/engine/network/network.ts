// Every network that a study can name, as plain data: what travels to workers, which build from it what their
// method needs (layers for the chains, a graph for sampling). What is removed from it stands in removal.ts.

import type { LayeredNetwork } from './layered';

/** Weights that exist at all: each independently with the given probability, or with `degree` / units before it. */
export interface Sparse {
  readonly by: 'density' | 'degree';
  /** A density in 0 .. 1, or the mean number of weights that enter a unit. */
  readonly value: number;
  /** One fixed graph is drawn (quenched): the number of the replicate; null averages over graphs (annealed). */
  readonly graph: number | null;
}

/** Complete or sparse layers. */
export interface Layers {
  readonly is: 'layers';
  readonly layers: LayeredNetwork;
  readonly sparse: Sparse | null;
}

/**
 * Layers with skip connections. Layer 0 is the input, layer L + 1 the output.
 * identity: blocks of `span` layers of weights, each with a connection from unit i where it begins to unit i where
 *   it ends; only between layers of equal width; what is left at the end is plain.
 * dense: every layer is joined completely to each of the next `span` layers (span 1 is no skip).
 */
export interface Skip {
  readonly is: 'skip';
  readonly layers: LayeredNetwork;
  readonly kind: 'identity' | 'dense';
  readonly span: number;
  /** Skip connections are removed as other weights are (bond, mixed), or never. */
  readonly removable: boolean;
}

/** Stochastic depth: blocks in a row, each with an identity beside it that is never removed. */
export interface Blocks {
  readonly is: 'blocks';
  readonly blocks: number;
}

/** A convolutional network with equal images in all layers, stride 1. */
export interface Convolutional {
  readonly is: 'convolutional';
  /** Channels of every layer from input to output, at least two. */
  readonly channels: readonly number[];
  /** Height and width of the images. */
  readonly image: readonly [number, number];
  /** Side of the square kernel, odd. */
  readonly kernel: number;
  /** What site removal takes: whole channels (Dropout2d), single elements, or squares of `block` x `block` elements. */
  readonly drop: 'channels' | 'elements';
  /** Side of DropBlock's squares; 1 where drop is channels or single elements. */
  readonly block: number;
  /** Whether the image wraps around or is padded by zeros. */
  readonly padding: 'cyclic' | 'zero';
}

/**
 * Square lattice of height x width units between a source above its first row and a sink below its last; source and
 * sink and their connections are kept. Directed: rows are layers, unit (i, j) leads to (i + 1, j) and to
 * (i + 1, j + 1), cyclic in j. Undirected: each unit is joined to its four neighbours, free boundary.
 */
export interface Lattice {
  readonly is: 'lattice';
  readonly size: readonly [number, number];
  readonly directed: boolean;
}

/** Arborescence: one input unit, every unit leads to `branching` units, `depth` hidden levels; leaves are outputs. */
export interface Tree {
  readonly is: 'tree';
  readonly branching: number;
  readonly depth: number;
}

/** Any directed acyclic graph; its list of edges (edges.ts) travels beside the study, since it may be long. */
export interface Edges {
  readonly is: 'edges';
}

/** A network. */
export type Network = Layers | Skip | Blocks | Convolutional | Lattice | Tree | Edges;
