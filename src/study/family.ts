// The forms in which a network can be given, and how to tell them apart by the keys that are there.

import type { Family } from './key';

/** What a form needs, and how it is written. */
export interface Form {
  readonly needs: readonly string[];
  readonly example: string;
  /** In words, for messages. */
  readonly name: string;
}

/** All forms. */
export const FORMS: Readonly<Record<Family, Form>> = {
  rectangular: {
    needs: ['network.width', 'network.depth'],
    example: 'network: {width: 8, depth: 16} or network: {widths: [784, 16, 16, 10]}',
    name: 'a layered network'
  },
  widths: {
    needs: ['network.widths'],
    example: 'network: {widths: [784, 16, 16, 10]}',
    name: 'a layered network'
  },
  blocks: {
    needs: ['network.depth'],
    example: 'network: {depth: 50, drop: blocks}',
    name: 'stochastic depth'
  },
  convolutional: {
    needs: ['network.channels', 'network.image', 'network.kernel'],
    example: 'network: {channels: [3, 16, 16, 10], image: [28, 28], kernel: 3}',
    name: 'a convolutional network'
  },
  lattice: {
    needs: ['network.lattice', 'network.size'],
    example: 'network: {lattice: square, size: [64, 64], directed: false}',
    name: 'a lattice'
  },
  tree: {
    needs: ['network.tree.branching', 'network.tree.depth'],
    example: 'network: {tree: {branching: 2, depth: 8}}',
    name: 'a tree'
  },
  edges: {
    needs: ['network.edges'],
    example: 'network: {edges: [[a, b], [b, c]], inputs: [a], outputs: [c]}',
    name: 'a graph'
  },
  file: {
    needs: ['network.file'],
    example: 'network: {file: graph.csv}',
    name: 'a graph'
  }
};

/** Keys that announce a form, looked for in this order; a network without any of them is rectangular. */
const MARKS: readonly (readonly [Family, readonly string[]])[] = [
  ['file', ['network.file']],
  ['edges', ['network.edges', 'network.inputs', 'network.outputs', 'network.kept']],
  ['tree', ['network.tree.branching', 'network.tree.depth']],
  ['lattice', ['network.lattice', 'network.size', 'network.directed']],
  ['convolutional', ['network.channels', 'network.image', 'network.kernel']],
  ['widths', ['network.widths']]
];

/**
 * The form of a network.
 *
 * @param has whether a key is given
 * @param drop what `network.drop` says, if anything
 */
export function familyOf(has: (path: string) => boolean, drop: unknown): Family {
  const marked = MARKS.find(([, paths]) => paths.some(has));
  return marked ? marked[0] : drop === 'blocks' ? 'blocks' : 'rectangular';
}
