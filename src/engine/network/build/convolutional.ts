// Convolutional networks as graphs: a unit is a channel at a position. What site removal takes is shared by a whole
// channel (Dropout2d; Tompson et al., CVPR 2015), a single unit, or a square (DropBlock; Ghiasi et al., NeurIPS 2018);
// bond removal takes a kernel weight at all positions at once.

import { expm1 } from '../../math/exp';
import { log1p } from '../../math/log';
import type { Graph } from '../graph';
import type { Convolutional } from '../network';
import type { Classes, Removes, Size } from './classes';
import { consecutive, Draft } from './draft';

/** Side of the rectangle of seeds of squares: with zero padding a square may begin outside the image. */
function seedSide(side: number, { block, padding }: Convolutional): number {
  return padding === 'zero' ? side + block - 1 : side;
}

/** Seeds along a side whose squares cover a given place, each once. */
function seedsOver(place: number, side: number, network: Convolutional): number[] {
  if (network.padding === 'zero') {
    return Array.from({ length: network.block }, (_, i) => place + i);
  }
  const distinct = Math.min(network.block, side);
  return Array.from({ length: distinct }, (_, i) => (place - i + side) % side);
}

/** Elements by which one channel of an image is removed. */
function elementsOfChannel(network: Convolutional): number {
  const [height, width] = network.image;
  return network.drop === 'channels' ? 1 : seedSide(height, network) * seedSide(width, network);
}

/** Elements by which one unit is removed. */
function elementsOfUnit({ drop, block, padding, image }: Convolutional): number {
  const along = (side: number): number => (padding === 'zero' ? block : Math.min(block, side));
  return drop === 'channels' ? 1 : along(image[0]) * along(image[1]);
}

/** Numbers of the elements that remove each position, within those of its channel. */
function elementsByPosition(network: Convolutional): number[][] {
  const [height, width] = network.image;
  const across = seedSide(width, network);
  return Array.from({ length: height * width }, (_, position) => {
    if (network.drop === 'channels') {
      return [0];
    }
    const columns = seedsOver(position % width, width, network);
    return seedsOver(Math.floor(position / width), height, network).flatMap(row =>
      columns.map(column => row * across + column)
    );
  });
}

/** Shifts along a side at which a kernel meets the image at all. */
function shiftsOf(side: number, { kernel, padding }: Convolutional): number[] {
  const half = (kernel - 1) / 2;
  const reach = padding === 'zero' ? Math.min(half, side - 1) : half;
  return Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
}

/** Where a shift leads from a place; -1 for outside the image. */
function shifted(place: number, shift: number, side: number, cyclic: boolean): number {
  const to = place - shift;
  return cyclic ? ((to % side) + side) % side : to >= 0 && to < side ? to : -1;
}

/** For each position, pairs of the position that a kernel weight leads to and the number of that weight. */
function stepsByPosition(network: Convolutional): (readonly [number, number])[][] {
  const [height, width] = network.image;
  const cyclic = network.padding === 'cyclic';
  const [rows, columns] = [shiftsOf(height, network), shiftsOf(width, network)];
  return Array.from({ length: height * width }, (_, position) =>
    rows.flatMap((dy, i) =>
      columns.flatMap((dx, j) => {
        const y = shifted(Math.floor(position / width), dy, height, cyclic);
        const x = shifted(position % width, dx, width, cyclic);
        return y < 0 || x < 0 ? [] : [[y * width + x, i * columns.length + j] as const];
      })
    )
  );
}

/**
 * Graph of a convolutional network. Kernel weights that meet no unit (zero padding, a kernel beyond the image) are
 * left out; in cyclic images such weights are parallel edges.
 */
export function convolutionalGraph(network: Convolutional, classes: Classes): Graph {
  const { channels } = network;
  const [height, width] = network.image;
  const area = height * width;
  const last = channels.length - 1;
  const perChannel = elementsOfChannel(network);
  const removedBy = elementsByPosition(network);
  const steps = stepsByPosition(network);
  const kernel = shiftsOf(height, network).length * shiftsOf(width, network).length;
  const draft = new Draft();
  const sites = channels.map((count, layer) =>
    draft.elements(
      count * perChannel,
      layer === 0 ? classes.input : layer < last ? classes.site(layer - 1) : -1
    )
  );
  let first = 0;
  channels.forEach((count, layer) => {
    const after = layer < last ? channels[layer + 1] : 0;
    const weights = layer < last ? draft.elements(count * after * kernel, classes.bond(layer)) : -1;
    const next = first + count * area;
    for (let channel = 0; channel < count; channel++) {
      for (let position = 0; position < area; position++) {
        draft.unit(layer);
        if (sites[layer] >= 0) {
          for (const element of removedBy[position]) {
            draft.closedBy(sites[layer] + channel * perChannel + element);
          }
        }
        for (let to = 0; to < after; to++) {
          const weight = weights + (channel * after + to) * kernel;
          for (const [place, number] of steps[position]) {
            draft.edge(next + to * area + place, weights < 0 ? -1 : weight + number);
          }
        }
      }
    }
    first = next;
  });
  return draft.graph(classes.count, channels.length, {
    inputs: consecutive(0, channels[0] * area),
    outputs: consecutive(first - channels[last] * area, channels[last] * area)
  });
}

/**
 * Rate of the elements by which units are removed with probability p: a unit that n squares cover is kept when all of
 * their seeds are, so 1 - p = (1 - rate)^n (derived here; n is the same everywhere because of the seeds outside).
 */
export function seedRate(network: Convolutional, p: number): number {
  const covering = elementsOfUnit(network);
  return covering === 1 ? p : -expm1(log1p(-p) / covering);
}

/** Pairs of places along a side that a kernel joins. */
function joinedAlong(side: number, network: Convolutional): number {
  const shifts = shiftsOf(side, network);
  return network.padding === 'cyclic'
    ? side * shifts.length
    : shifts.reduce((sum, shift) => sum + side - Math.abs(shift), 0);
}

/** Size of a convolutional network. */
export function convolutionalSize(network: Convolutional, removes?: Removes): Size {
  const { channels, image } = network;
  const [height, width] = image;
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  const pairs = sum(channels.slice(1).map((count, layer) => count * channels[layer]));
  const kernel = shiftsOf(height, network).length * shiftsOf(width, network).length;
  const perChannel = elementsOfChannel(network);
  return {
    units: sum(channels) * height * width,
    edges: pairs * joinedAlong(height, network) * joinedAlong(width, network),
    elements:
      (removes?.site ? sum(channels.slice(1, -1)) * perChannel : 0) +
      (removes?.bond ? pairs * kernel : 0) +
      (removes?.input ? channels[0] * perChannel : 0)
  };
}

/** Entries of the lists of elements by which units are removed, of all units together. */
export function coveringEntries(network: Convolutional): number {
  return convolutionalSize(network).units * elementsOfUnit(network);
}
