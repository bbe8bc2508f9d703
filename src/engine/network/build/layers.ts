// Layers as a graph: complete, sparse by a fixed draw (quenched), or with identity or dense skips. A weight is removed
// with the rate of the layer that it enters, a skip as well: that of the last layer of weights of its block.

import { log1p } from '../../math/log';
import { densityAfter } from '../../percolation/layerlaw';
import type { Key } from '../../random/seed';
import { Purpose, Stream } from '../../random/stream';
import type { Graph } from '../graph';
import { widthsOf, type LayeredNetwork, type LayerRun } from '../layered';
import type { Layers, Skip, Sparse } from '../network';
import type { Classes, Removes, Size } from './classes';
import { consecutive, Draft } from './draft';

/** Layers with the number of the first unit of each. */
interface Plan {
  readonly widths: readonly number[];
  readonly first: readonly number[];
}

/** Adds the edges that leave a unit, given its layer and its place in it. */
type Join = (draft: Draft, plan: Plan, layer: number, place: number) => void;

function layeredGraph(network: LayeredNetwork, classes: Classes, join: Join): Graph {
  const widths = widthsOf(network);
  const first = [0];
  widths.forEach((width, layer) => first.push(first[layer] + width));
  const last = widths.length - 1;
  const draft = new Draft();
  const element = widths.map((width, layer) =>
    draft.elements(width, layer === 0 ? classes.input : layer < last ? classes.site(layer - 1) : -1)
  );
  widths.forEach((width, layer) => {
    for (let place = 0; place < width; place++) {
      draft.unit(layer);
      if (element[layer] >= 0) {
        draft.closedBy(element[layer] + place);
      }
      join(draft, { widths, first }, layer, place);
    }
  });
  return draft.graph(classes.count, widths.length, {
    inputs: consecutive(0, widths[0]),
    outputs: consecutive(first[last], widths[last])
  });
}

/** Joins units to all of each of the next `span` layers. */
function completeJoin(classes: Classes, span: number): Join {
  return (draft, { widths, first }, layer) => {
    for (let to = layer + 1; to <= layer + span && to < widths.length; to++) {
      for (let i = 0; i < widths[to]; i++) {
        draft.edge(first[to] + i, draft.elements(1, classes.bond(to - 1)));
      }
    }
  };
}

/** Joins units to those of the next layer with the given density; what is missing between two weights is geometric. */
function sparseJoin(classes: Classes, sparse: Sparse, stream: Stream): Join {
  let missing = 0;
  return (draft, { widths, first }, layer, place) => {
    if (layer + 1 === widths.length) {
      return;
    }
    const density = densityAfter(sparse, widths[layer]);
    const gap = (): number =>
      density === 1 ? 0 : Math.floor(log1p(-stream.uniform()) / log1p(-density));
    if (place === 0) {
      missing = gap();
    }
    const width = widths[layer + 1];
    for (; missing < width; missing += 1 + gap()) {
      draft.edge(first[layer + 1] + missing, draft.elements(1, classes.bond(layer)));
    }
    missing -= width;
  };
}

/** Whether a block with an identity skip begins at a layer. */
function beginsBlock(widths: readonly number[], layer: number, span: number): boolean {
  return layer % span === 0 && widths[layer] === widths[layer + span];
}

function identityJoin(classes: Classes, { span, removable }: Skip): Join {
  const weights = completeJoin(classes, 1);
  return (draft, plan, layer, place) => {
    weights(draft, plan, layer, place);
    const end = layer + span;
    if (beginsBlock(plan.widths, layer, span)) {
      const element = removable ? draft.elements(1, classes.bond(end - 1)) : -1;
      draft.edge(plan.first[end] + place, element);
    }
  };
}

/** Graph of layers; annealed sparse ones are complete, since their weights are missing by the rates of the classes. */
export function layersGraph({ layers, sparse }: Layers, classes: Classes, key: Key): Graph {
  const join =
    sparse === null || sparse.graph === null
      ? completeJoin(classes, 1)
      : sparseJoin(classes, sparse, new Stream(key, 0, sparse.graph, Purpose.graph));
  return layeredGraph(layers, classes, join);
}

/** Graph of layers with skips. */
export function skipGraph(network: Skip, classes: Classes): Graph {
  const join =
    network.kind === 'dense' ? completeJoin(classes, network.span) : identityJoin(classes, network);
  return layeredGraph(network.layers, classes, join);
}

/** Runs are counted up to this length, so that sums stay exact; a graph of such a depth can't be built. */
const LONGEST_RUN = 2 ** 40;

function counted({ count }: LayerRun): number {
  return Math.min(count, LONGEST_RUN);
}

function layersIn(runs: readonly LayerRun[]): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}

/** All layers as runs; equal neighbours share one. */
function runsOf({ input, hidden, output }: LayeredNetwork): LayerRun[] {
  const runs: LayerRun[] = [];
  for (const run of [{ width: input, count: 1 }, ...hidden, { width: output, count: 1 }]) {
    const last = runs.at(-1);
    if (last?.width === run.width) {
      runs[runs.length - 1] = { width: run.width, count: last.count + counted(run) };
    } else {
      runs.push({ width: run.width, count: counted(run) });
    }
  }
  return runs;
}

/** Sum of f(width of layer l, width of layer l + distance) over all l, run by run. */
function sumOverPairs(
  runs: readonly LayerRun[],
  distance: number,
  f: (from: number, to: number) => number
): number {
  const layers = layersIn(runs);
  let sum = 0;
  let [from, to] = [0, 0];
  let [fromEnd, toEnd] = [runs[0].count, runs[0].count];
  for (let layer = 0; layer + distance < layers;) {
    while (fromEnd <= layer) {
      fromEnd += runs[++from].count;
    }
    while (toEnd <= layer + distance) {
      toEnd += runs[++to].count;
    }
    const next = Math.min(fromEnd, toEnd - distance);
    sum += (next - layer) * f(runs[from].width, runs[to].width);
    layer = next;
  }
  return sum;
}

/** Units at which identity skips begin. */
function skipsOf(runs: readonly LayerRun[], span: number): number {
  const layers = layersIn(runs);
  let [skips, run, end] = [0, 0, runs[0].count];
  for (let begin = 0; begin + span < layers;) {
    while (end <= begin) {
      end += runs[++run].count;
    }
    const { width } = runs[run];
    const inside = Math.max(0, Math.ceil((end - span - begin) / span));
    if (inside > 0) {
      skips += inside * width;
      begin += inside * span;
      continue;
    }
    let [reached, reachedEnd] = [run, end];
    while (reachedEnd <= begin + span) {
      reachedEnd += runs[++reached].count;
    }
    skips += runs[reached].width === width ? width : 0;
    begin += span;
  }
  return skips;
}

/** Number of identity skips with the given span; 0 where no block begins and ends with layers of one width. */
export function identitySkips(layers: LayeredNetwork, span: number): number {
  return skipsOf(runsOf(layers), span);
}

function hiddenUnits({ hidden }: LayeredNetwork): number {
  return hidden.reduce((sum, { width, count }) => sum + width * count, 0);
}

function sizeFrom(
  network: LayeredNetwork,
  removes: Removes | undefined,
  edges: number,
  weights: number
): Size {
  const hidden = hiddenUnits(network);
  const { input, output } = network;
  const elements =
    (removes?.site ? hidden : 0) + (removes?.bond ? weights : 0) + (removes?.input ? input : 0);
  return { units: input + hidden + output, edges, elements };
}

/**
 * Size of layers. Of a quenched sparse network the edges are the mean number, since the draw is not known here, and
 * the elements the most there can be.
 */
export function layersSize({ layers, sparse }: Layers, removes?: Removes): Size {
  const runs = runsOf(layers);
  const complete = sumOverPairs(runs, 1, (from, to) => from * to);
  const annealed = sparse !== null && sparse.graph === null;
  const edges =
    sparse === null || annealed
      ? complete
      : Math.ceil(sumOverPairs(runs, 1, (from, to) => densityAfter(sparse, from) * from * to));
  const elements = removes && annealed ? { ...removes, bond: true } : removes;
  return sizeFrom(layers, elements, edges, complete);
}

/** Size of layers with skips. */
export function skipSize({ layers, kind, span, removable }: Skip, removes?: Removes): Size {
  const runs = runsOf(layers);
  const joined = (distance: number): number => sumOverPairs(runs, distance, (a, b) => a * b);
  if (kind === 'identity') {
    const [weights, skips] = [joined(1), skipsOf(runs, span)];
    return sizeFrom(layers, removes, weights + skips, removable ? weights + skips : weights);
  }
  let edges = 0;
  for (let distance = 1; distance <= span && distance < layersIn(runs); distance++) {
    edges += joined(distance);
  }
  return sizeFrom(layers, removes, edges, edges);
}
