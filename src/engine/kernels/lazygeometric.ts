// Whether a path is open, found by a search that reveals elements only when it comes to them, depth first, and stops at
// the first output. Closed edges are skipped in one step: the gap to the next open one is geometric, and what is left
// of it at the end of a unit's edges serves other units' edges of its class, since the law has no memory. The loop is a
// kernel, assembly/lazygeometric.ts, with its twin in lazyplain.ts.

import type { RemovalGraph } from '../network/graph';
import { laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose } from '../random/stream';
import { bernoulliWords } from './chaintables';
import { gapTables } from './gaps';
import { KindRecords } from './kindrecords';
import { PlainSearches } from './lazyplain';
import { kernels, type Kernels } from './module';
import { placing, type Placing } from './placing';
import { WORD_VECTORS } from './plaingaps';
import { searchGraph, type SearchGraph } from './searchgraph';
import { segmentsOf, type Segments } from './segments';

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const LAZY_BLOCK = 4096;

// Words of the kernel's records; see assembly/lazygeometric.ts.
const JOB = { word: 1, trial: 7, end: 9 };
const KINDS = { class: { gap: 2, end: 5 }, shared: { of: 0, drawn: 1, end: 3 } };
const UNIT_WORDS = 4;
const EDGE_BYTES = 4;

/** A record for each class. */
function classRecords(graph: SearchGraph, place: Placing): number[][] {
  const tables = gapTables(graph);
  return Array.from(graph.rates, (rate, of) => {
    const table = tables[of];
    const ofGaps = table ? [0, 32 - table.bits, place.words(table.words)] : [0, 0, 0];
    return [...bernoulliWords(rate), ...ofGaps];
  });
}

/** Searches of one graph by the kernel. */
class KernelSearches {
  private readonly state: number;
  private readonly wordsEnd: number;
  private readonly kinds: KindRecords;
  private readonly units: number;
  private readonly job: number;

  constructor(
    private readonly engine: Kernels,
    private readonly graph: SearchGraph,
    segments: Segments
  ) {
    const place = placing(engine);
    this.state = engine.place(64);
    const words = engine.place(16 * WORD_VECTORS);
    this.wordsEnd = words + 16 * WORD_VECTORS;
    const stack = engine.place(12 * graph.units);
    this.kinds = new KindRecords(place, graph, KINDS, classRecords(graph, place));
    const elements = this.kinds.placeElements();
    this.units = engine.place(4 * UNIT_WORDS * (graph.units + 1));
    const unitOf = (unit: number): number => this.units + 4 * UNIT_WORDS * unit;
    const targets = place.words(graph.edgeTarget.map(unitOf));
    const hasShared = graph.edgeKind.some(kind => kind >= graph.classes);
    const ofEdges = hasShared
      ? place.words(graph.edgeKind.map(kind => this.kinds.sharedOf(kind)))
      : targets;
    const allSegments = this.kinds.placeSegments(segments, targets, EDGE_BYTES);
    const inputs = place.words(graph.inputs.map(unitOf));
    this.job = place.words([
      this.state,
      this.wordsEnd,
      words,
      this.wordsEnd,
      stack,
      inputs,
      inputs + 4 * graph.inputs.length,
      0,
      ofEdges - targets
    ]);
    place.copy();
    const records = engine.words(this.units, UNIT_WORDS * (graph.units + 1));
    for (let unit = 0, at = 0; unit <= graph.units; unit++) {
      records[at++] = 0;
      records[at++] = allSegments + 8 * segments.unitFirst[unit];
      records[at++] = elements + 4 * graph.unitFirst[unit];
      records[at++] = unit < graph.units ? graph.isOutput[unit] : 0;
    }
  }

  /** Numbers trials from 1 again, so that no number ever comes back. */
  restart(): this {
    const { engine, job, units, kinds, graph } = this;
    engine.words(job, JOB.end)[JOB.trial] = 0;
    const records = engine.words(units, UNIT_WORDS * graph.units);
    for (let at = 0; at < records.length; at += UNIT_WORDS) {
      records[at] = 0;
    }
    kinds.forgetShared(engine);
    return this;
  }

  /** Trials of a block that have an open path. */
  block(states: Uint32Array, trials: number): number {
    const { engine, state, job, wordsEnd, kinds } = this;
    engine.words(state, states.length).set(states);
    engine.words(job, JOB.end)[JOB.word] = wordsEnd;
    kinds.forgetGaps(engine);
    return engine.functions.lazySearch(job, trials);
  }
}

/** Readies the searches of a graph in the memory of the kernels. */
function kernelSearches(engine: Kernels, removal: RemovalGraph): KernelSearches {
  const graph = searchGraph(removal);
  return new KernelSearches(engine, graph, segmentsOf(graph));
}

function plainSearches(removal: RemovalGraph): PlainSearches {
  const graph = searchGraph(removal);
  return new PlainSearches(graph, segmentsOf(graph));
}

/**
 * Counts the trials with an open path by lazy search.
 *
 * @param removal any graph; each rate in 0 .. 1
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block; the trials fill it and, beyond LAZY_BLOCK, the blocks that follow
 * @param trials number of trials, integer in 0 .. 2^32 - 1
 * @param engine the kernels; null for the plain twin, which gives the same count
 * @returns the number of trials with an open path
 */
export function lazyOpen(
  removal: RemovalGraph,
  key: Key,
  cell: number,
  block: number,
  trials: number,
  engine: Kernels | null = kernels()
): number {
  const searches =
    engine === null ? plainSearches(removal) : engine.prepared(kernelSearches, removal).restart();
  let open = 0;
  for (let done = 0, at = block; done < trials; done += LAZY_BLOCK, at++) {
    const states = laneStates(key, cell, at, Purpose.lazy);
    open += searches.block(states, Math.min(LAZY_BLOCK, trials - done));
  }
  return open;
}
