// Keys of `network`. Each form of a network has its own; read.ts tells the forms apart by family.ts.

import type { Family, Key, Kind, Type } from '../key';

const BOTH: readonly Kind[] = ['percolation', 'dropout'];
const PERCOLATION: readonly Kind[] = ['percolation'];
const DROPOUT: readonly Kind[] = ['dropout'];
const UNITS: Type = { is: 'integer', min: 1, max: 1e6 };
const SIDE: Type = { is: 'integer', min: 1, max: 1e4 };
const LAYERED: readonly Family[] = ['rectangular', 'widths'];
const CONVOLUTIONAL: readonly Family[] = ['convolutional'];
const LATTICE: readonly Family[] = ['lattice'];
const GRAPH: readonly Family[] = ['edges', 'file'];

/** What makes a network of width and depth special. */
export const DROPS = ['blocks', 'channels', 'elements'] as const;

export const NETWORK_KEYS: readonly Key[] = [
  {
    path: 'network.widths',
    studies: BOTH,
    type: { is: 'widths' },
    takes: 'axis',
    families: ['widths'],
    about:
      'Units of every layer from input to output, e.g. [784, 16, 16, 10]; or a list of such lists.'
  },
  {
    path: 'network.input',
    studies: PERCOLATION,
    type: UNITS,
    takes: 'axis',
    families: ['rectangular'],
    about: 'Units of the input layer; the width if not given.'
  },
  {
    path: 'network.input',
    studies: DROPOUT,
    type: UNITS,
    takes: 'axis',
    families: ['rectangular', 'blocks'],
    about: 'Units of the input layer; those of the data if not given.'
  },
  {
    path: 'network.width',
    studies: BOTH,
    type: UNITS,
    takes: 'axis',
    families: ['rectangular', 'blocks'],
    about: 'Units of each hidden layer, W.'
  },
  {
    path: 'network.depth',
    studies: PERCOLATION,
    type: { is: 'integer', min: 0, max: 1e18 },
    takes: 'axis',
    families: ['rectangular', 'blocks'],
    about: 'Number of hidden layers, L; of blocks with drop: blocks.'
  },
  {
    path: 'network.depth',
    studies: DROPOUT,
    type: { is: 'integer', min: 0, max: 1000 },
    takes: 'axis',
    families: ['rectangular', 'blocks'],
    about: 'Number of hidden layers, L; of residual blocks with drop: blocks.'
  },
  {
    path: 'network.output',
    studies: PERCOLATION,
    type: UNITS,
    takes: 'axis',
    families: ['rectangular'],
    about: 'Units of the output layer; the width if not given.'
  },
  {
    path: 'network.output',
    studies: DROPOUT,
    type: UNITS,
    takes: 'axis',
    families: ['rectangular', 'blocks'],
    about: 'Units of the output layer; those of the data if not given.'
  },
  {
    path: 'network.density',
    studies: PERCOLATION,
    type: { is: 'number', min: 0, max: 1, above: true },
    takes: 'axis',
    families: LAYERED,
    about: 'A-priori sparse layers: probability that a weight exists at all.'
  },
  {
    path: 'network.degree',
    studies: PERCOLATION,
    type: { is: 'number', min: 0, max: 1e6, above: true },
    takes: 'axis',
    families: LAYERED,
    about:
      'A-priori sparse layers: mean number of weights that enter a unit, in place of density; behind fewer units than that a layer is complete.'
  },
  {
    path: 'network.quenched',
    studies: PERCOLATION,
    type: { is: 'boolean' },
    takes: 'axis',
    default: false,
    families: LAYERED,
    about: 'With density or degree: one fixed graph for each replicate; false averages over graphs.'
  },
  {
    path: 'network.skip.kind',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['identity', 'dense'] },
    takes: 'axis',
    default: 'identity',
    families: LAYERED,
    about:
      'identity: blocks of span layers with unit i joined to unit i (residual); dense: every layer joined to each of the next span layers.'
  },
  {
    path: 'network.skip.span',
    studies: BOTH,
    type: { is: 'integer', min: 1, max: 1000 },
    takes: 'axis',
    families: LAYERED,
    about: 'Layers of weights that a skip connection passes over.'
  },
  {
    path: 'network.skip.removable',
    studies: BOTH,
    type: { is: 'boolean' },
    takes: 'axis',
    default: true,
    families: LAYERED,
    about: 'Whether skip connections are removed as weights are (bond, mixed), or never.'
  },
  {
    path: 'network.drop',
    studies: PERCOLATION,
    type: { is: 'choice', of: DROPS },
    takes: 'one',
    families: ['blocks', 'convolutional'],
    about:
      'blocks: stochastic depth, p removes whole blocks; for convolutional networks what site removal takes: channels (if not given) or elements.'
  },
  {
    path: 'network.drop',
    studies: DROPOUT,
    type: { is: 'choice', of: ['blocks'] },
    takes: 'one',
    families: ['blocks'],
    about:
      'blocks: stochastic depth: depth blocks of one layer of weights and a skip, between a layer from the input and one to the output; p removes whole blocks.'
  },
  {
    path: 'network.channels',
    studies: PERCOLATION,
    type: { is: 'widths' },
    takes: 'axis',
    families: CONVOLUTIONAL,
    about:
      'Convolutional network: channels of every layer from input to output; or a list of such lists.'
  },
  {
    path: 'network.image',
    studies: PERCOLATION,
    type: { is: 'size' },
    takes: 'axis',
    families: CONVOLUTIONAL,
    about: 'Height and width of the images, [h, w], equal in all layers (stride 1).'
  },
  {
    path: 'network.kernel',
    studies: PERCOLATION,
    type: { is: 'integer', min: 1, max: 99 },
    takes: 'axis',
    families: CONVOLUTIONAL,
    about: 'Side of the square kernel, odd.'
  },
  {
    path: 'network.block',
    studies: PERCOLATION,
    type: { is: 'integer', min: 1, max: 99 },
    takes: 'axis',
    default: 1,
    families: CONVOLUTIONAL,
    about:
      'With drop: elements: side of the squares that are removed together (DropBlock); every element goes with probability p.'
  },
  {
    path: 'network.padding',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['cyclic', 'zero'] },
    takes: 'axis',
    default: 'cyclic',
    families: CONVOLUTIONAL,
    about: 'Whether images wrap around (exact for bond) or are padded by zeros.'
  },
  {
    path: 'network.lattice',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['square'] },
    takes: 'one',
    families: LATTICE,
    about: 'Lattice between a source above its first row and a sink below its last.'
  },
  {
    path: 'network.size',
    studies: PERCOLATION,
    type: { is: 'size' },
    takes: 'axis',
    families: LATTICE,
    about: 'Rows and columns of the lattice, [h, w].'
  },
  {
    path: 'network.directed',
    studies: PERCOLATION,
    type: { is: 'boolean' },
    takes: 'axis',
    default: false,
    families: LATTICE,
    about:
      'Whether bonds lead downwards only: unit (i, j) to (i + 1, j) and (i + 1, j + 1), cyclic sideways.'
  },
  {
    path: 'network.tree.branching',
    studies: PERCOLATION,
    type: SIDE,
    takes: 'axis',
    families: ['tree'],
    about: 'Arborescence from one input: units that each unit leads to.'
  },
  {
    path: 'network.tree.depth',
    studies: PERCOLATION,
    type: { is: 'integer', min: 0, max: 1e6 },
    takes: 'axis',
    families: ['tree'],
    about: 'Hidden levels of the tree; the leaves below them are the outputs.'
  },
  {
    path: 'network.edges',
    studies: PERCOLATION,
    type: { is: 'edges' },
    takes: 'list',
    families: ['edges'],
    about: 'Directed acyclic graph: list of edges [from, to] between named units.'
  },
  {
    path: 'network.file',
    studies: PERCOLATION,
    type: { is: 'text' },
    takes: 'one',
    families: ['file'],
    about: 'Directed acyclic graph: a file of edges, .csv, .graphml or .json (node-link).'
  },
  {
    path: 'network.inputs',
    studies: PERCOLATION,
    type: { is: 'text' },
    takes: 'list',
    families: GRAPH,
    about: 'Input units of the graph; units that no edge enters if not given.'
  },
  {
    path: 'network.outputs',
    studies: PERCOLATION,
    type: { is: 'text' },
    takes: 'list',
    families: GRAPH,
    about: 'Output units of the graph; units that no edge leaves if not given.'
  },
  {
    path: 'network.kept',
    studies: PERCOLATION,
    type: { is: 'text' },
    takes: 'list',
    families: GRAPH,
    about: 'Units of the graph that are never removed, beside inputs and outputs.'
  },
  {
    path: 'network.bias',
    studies: DROPOUT,
    type: { is: 'boolean', byLayer: true },
    takes: 'axis',
    default: false,
    about:
      'Whether units have biases; [[true, false]] is one value, for each layer of weights. Biases are never removed.'
  },
  {
    path: 'network.activation',
    studies: DROPOUT,
    type: { is: 'choice', of: ['tanh', 'relu', 'leaky_relu', 'gelu', 'linear', 'sigmoid'] },
    takes: 'axis',
    default: 'tanh',
    about: 'Activation of hidden units.'
  },
  {
    path: 'network.init',
    studies: DROPOUT,
    type: { is: 'choice', of: ['preserving', 'balanced', 'he', 'glorot', 'orthogonal'] },
    takes: 'axis',
    default: 'preserving',
    about:
      'Initial weights; preserving keeps the mean signal alive under removal at any depth, with a random sign for each output unit; balanced is the same with half of these signs negative.'
  }
];
