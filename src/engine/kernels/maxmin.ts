// The whole curve from one pass (derived here, theory 4). Every swept element gets a label U uniform on [0, 1) and is
// open iff U >= p; T = max over paths of the min label is the threshold of the trial: theta(p) = P(T >= p) at every p.
// A label has 32 bits, and U is the middle of its cell, so P(U >= p) is right to 2^-33. Max-min commutes with rounding
// down: one pass over the leading bytes gives that of T, and behind it only labels with just this byte matter, one in
// 256, whose other bits are drawn in a second pass as they are met.

import type { RemovalGraph } from '../network/graph';
import { laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose } from '../random/stream';
import { edgeRuns, farthestTargets, layersOf } from './edgeruns';
import { labelledGraph, type LabelledGraph } from './labels';
import { PlainTrials, POOL_VECTORS } from './maxminplain';
import { kernels, type Kernels } from './module';
import { placing } from './placing';
import { WidestPaths } from './widestpath';

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const MAXMIN_BLOCK = 256;

/** Words of the kernel's job: where the next single word is, and the number of the last trial. */
const JOB = { poolAt: 17, trial: 19, end: 26 };

interface Trials {
  /** Writes the thresholds of the trials of a block, which begin at these random states. */
  block(states: Uint32Array, values: Float64Array): void;
}

/** Trials on one directed graph by the kernel. */
class KernelTrials implements Trials {
  private readonly job: number;
  private readonly state: number;
  private readonly pool: number;
  private readonly to: number;
  /** Numbers of the trials in which shared elements were drawn, and what was; null where none is shared. */
  private readonly drawn: { readonly address: number; readonly words: number } | null;

  /** @param engine cleared, and for this alone */
  constructor(
    private readonly engine: Kernels,
    { graph, swept, fixed }: LabelledGraph
  ) {
    const vectors = Math.ceil(graph.elements / 16);
    const edges = edgeRuns(graph, 16 * vectors);
    const labelled = 16 * vectors + edges.never + 16;
    const place = placing(engine);
    this.state = engine.place(64);
    this.pool = engine.place(16 * POOL_VECTORS);
    this.to = engine.place(8 * MAXMIN_BLOCK);
    // Behind the labels those of edges that are never removed, and room for a vector that begins there.
    const labels = place.bytes(labelled, all => all.fill(255));
    const isSwept = place.bytes(labelled, all => {
      all.fill(0);
      all.set(swept);
    });
    const coarse = engine.place(graph.units + 16);
    const live = engine.place(graph.units + 16);
    const fine = engine.place(4 * graph.units);
    const drawnWords = 2 * graph.elements;
    this.drawn = graph.shared ? { address: engine.place(4 * drawnWords), words: drawnWords } : null;
    const masks = place.bytes(32, all => all.fill(255, 0, 16).fill(0, 16));
    const inputs = place.words(graph.inputs);
    const outputs = place.words(graph.outputs);
    const elements = place.words(graph.unitElement);
    const unitFirst = place.words(Uint32Array.from(graph.unitFirst, at => elements + 4 * at));
    const runs = place.words(edges.runs);
    const runFirst = place.words(edges.first.map(at => runs + 4 * at));
    const layers = layersOf(edges);
    const runOf = (at: number): number => (at < 0 ? 0 : runs + 4 * at);
    const allLayers = place.words(layers.map((word, i) => (i % 4 === 3 ? runOf(word) : word)));
    const allFixed = place.words(fixed);
    const farthest = place.words(farthestTargets(graph));
    this.job = place.words([
      graph.units,
      runFirst,
      unitFirst,
      inputs,
      inputs + 4 * graph.inputs.length,
      outputs,
      outputs + 4 * graph.outputs.length,
      labels,
      vectors,
      isSwept,
      allFixed,
      allFixed + 4 * fixed.length,
      coarse,
      fine,
      this.drawn?.address ?? 0,
      this.state,
      this.pool,
      0,
      masks,
      0,
      live,
      farthest,
      graph.outputs.reduce((least, unit) => Math.min(least, unit), graph.units),
      allLayers,
      allLayers + 4 * layers.length,
      graph.unitElement.length
    ]);
    place.copy();
  }

  /** Numbers trials from 1 again, so that no number ever comes back. */
  restart(): this {
    const { engine, job, drawn } = this;
    engine.words(job, JOB.end)[JOB.trial] = 0;
    if (drawn !== null) {
      engine.words(drawn.address, drawn.words).fill(0);
    }
    return this;
  }

  block(states: Uint32Array, values: Float64Array): void {
    const { engine, job, state, pool, to } = this;
    engine.words(state, states.length).set(states);
    engine.words(job, JOB.end)[JOB.poolAt] = pool + 16 * POOL_VECTORS;
    engine.functions.maxMin(job, to, values.length);
    values.set(engine.doubles(to, values.length));
  }
}

/** Readies the trials of a directed graph in the memory of the kernels. */
function kernelTrials(engine: Kernels, removal: RemovalGraph): KernelTrials {
  return new KernelTrials(engine, labelledGraph(removal));
}

function trialsOn(removal: RemovalGraph, engine: Kernels | null): Trials {
  if (!removal.graph.directed) {
    return new WidestPaths(labelledGraph(removal));
  }
  return engine === null
    ? new PlainTrials(labelledGraph(removal))
    : engine.prepared(kernelTrials, removal).restart();
}

/**
 * Thresholds of trials: a path is open at p iff p <= T.
 *
 * @param graph the graph; classes whose rate is NaN are swept, the others are removed at their rate at every p
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block; the trials fill it and, beyond MAXMIN_BLOCK, the blocks that follow
 * @param trials number of trials, integer >= 0
 * @param engine the kernels; null for the plain twin, which gives the same bits
 * @returns T of each trial; -1 where no path is open at any p, 1 where one is open at every p
 */
export function thresholds(
  graph: RemovalGraph,
  key: Key,
  cell: number,
  block: number,
  trials: number,
  engine: Kernels | null = kernels()
): Float64Array {
  const values = new Float64Array(trials);
  const source = trialsOn(graph, engine);
  for (let done = 0, at = block; done < trials; done += MAXMIN_BLOCK, at++) {
    source.block(
      laneStates(key, cell, at, Purpose.labels),
      values.subarray(done, Math.min(done + MAXMIN_BLOCK, trials))
    );
  }
  return values;
}

/**
 * Counts, for each p, the trials with an open path: those of `thresholds` with T >= p.
 *
 * @param graph as for thresholds
 * @param ps removal probabilities, each in 0 .. 1, in any order
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block
 * @param trials number of trials, integer >= 0
 * @param engine the kernels; null for the plain twin, which gives the same counts
 * @returns a count for each p
 */
export function curveOpen(
  graph: RemovalGraph,
  ps: readonly number[],
  key: Key,
  cell: number,
  block: number,
  trials: number,
  engine: Kernels | null = kernels()
): number[] {
  const sorted = thresholds(graph, key, cell, block, trials, engine).sort();
  return ps.map(p => {
    let low = 0;
    let high = trials;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < p) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return trials - low;
  });
}
