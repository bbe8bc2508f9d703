// Whether a path is open, 128 trials side by side: bit t of a unit's vector says whether it is reached in trial t. The
// bits of a removable element are drawn together, by comparing uniform numbers with its rate from the first binary digit
// until all are decided, and only for trials in which they matter: about 2 + log2 of their number of vectors. Where few
// of a unit's edges are open, the search goes by geometric gaps from one open pair of edge and trial to the next (both
// derived here). The loop is a kernel, assembly/bitparallel.ts, with its twin in bitplain.ts.

import type { RemovalGraph } from '../network/graph';
import { LANES, laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose } from '../random/stream';
import { mostByGaps, PlainBatches, rateWords } from './bitplain';
import { gapTables } from './gaps';
import { KindRecords } from './kindrecords';
import { kernels, type Kernels } from './module';
import { ones } from './ones';
import { placing, type Placing } from './placing';
import { WORD_VECTORS } from './plaingaps';
import { NEVER, searchGraph, type SearchGraph } from './searchgraph';
import { segmentsOf, type Segments } from './segments';

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const BIT_BLOCK = 4096;

/** Trials side by side. */
const BATCH = 128;

// Words of the kernel's records; see assembly/bitparallel.ts.
const JOB = { word: 1, batch: 9, end: 11 };
const KINDS = { class: { gap: 2, end: 6 }, shared: { of: 4, drawn: 5, end: 8 } };
const UNIT = { segments: 8, elements: 9, flags: 10, end: 12 };
const EDGE_BYTES = 8;
const IS_OUTPUT = 1;
const IS_JOINED = 2;

/** A record for each class. */
function classRecords(graph: SearchGraph, place: Placing): number[][] {
  const tables = gapTables(graph);
  return Array.from(graph.rates, (rate, of) => {
    // The kernel reads both words of a rate as one number, the first of them in front.
    const bits = [...rateWords(rate)].reverse();
    const table = tables[of];
    return table
      ? [...bits, 0, 32 - table.bits, place.words(table.words), mostByGaps(rate)]
      : [...bits, 0, 0, 0, 0];
  });
}

/**
 * Units whose edges are never removed and lead where those of the next unit lead: what is reached through one of them
 * is told once for all, at the last. Outputs are left out, since more is asked of them.
 */
function joinedUnits({
  units,
  edgeFirst,
  edgeTarget,
  edgeKind,
  isOutput,
  directed
}: SearchGraph): Uint8Array {
  const isLikeNext = (unit: number): boolean => {
    const [first, next, end] = [edgeFirst[unit], edgeFirst[unit + 1], edgeFirst[unit + 2]];
    if (next - first !== end - next || first === next) {
      return false;
    }
    for (let edge = first, other = next; edge < next; edge++, other++) {
      const isNever = edgeKind[edge] === NEVER && edgeKind[other] === NEVER;
      if (!isNever || edgeTarget[edge] !== edgeTarget[other]) {
        return false;
      }
    }
    return true;
  };
  const joined = new Uint8Array(units);
  for (let unit = 0; directed && unit + 1 < units; unit++) {
    joined[unit] = isOutput[unit] + isOutput[unit + 1] === 0 && isLikeNext(unit) ? 1 : 0;
  }
  return joined;
}

/** Batches of one graph by the kernel. */
class KernelBatches {
  private readonly state: number;
  private readonly wordsEnd: number;
  private readonly to: number;
  private readonly kinds: KindRecords;
  private readonly job: number;

  constructor(
    private readonly engine: Kernels,
    graph: SearchGraph,
    segments: Segments,
    joined: Uint8Array
  ) {
    const place = placing(engine);
    this.state = engine.place(64);
    const words = engine.place(16 * WORD_VECTORS);
    this.wordsEnd = words + 16 * WORD_VECTORS;
    const list = engine.place(8 + BATCH);
    this.to = engine.place(BIT_BLOCK / 8);
    this.kinds = new KindRecords(place, graph, KINDS, classRecords(graph, place));
    const elements = this.kinds.placeElements();
    const units = engine.place(4 * UNIT.end * (graph.units + 1));
    const unitOf = (unit: number): number => units + 4 * UNIT.end * unit;
    const edgeWords = new Uint32Array(2 * graph.edgeTarget.length);
    graph.edgeTarget.forEach((target, edge) => {
      edgeWords[2 * edge] = unitOf(target);
      edgeWords[2 * edge + 1] = this.kinds.sharedOf(graph.edgeKind[edge]);
    });
    const edges = place.words(edgeWords);
    const allSegments = this.kinds.placeSegments(segments, edges, EDGE_BYTES);
    const inputs = place.words(graph.inputs.map(unitOf));
    this.job = place.words([
      this.state,
      this.wordsEnd,
      words,
      this.wordsEnd,
      units,
      unitOf(graph.units),
      inputs,
      inputs + 4 * graph.inputs.length,
      graph.directed ? 1 : 0,
      0,
      list
    ]);
    place.copy();
    const records = engine.words(units, UNIT.end * (graph.units + 1));
    for (let unit = 0, at = 0; unit <= graph.units; unit++, at += UNIT.end) {
      records[at + UNIT.segments] = allSegments + 8 * segments.unitFirst[unit];
      records[at + UNIT.elements] = elements + 4 * graph.unitFirst[unit];
      const flags = IS_OUTPUT * graph.isOutput[unit] + IS_JOINED * joined[unit];
      records[at + UNIT.flags] = unit < graph.units ? flags : 0;
    }
  }

  /** Makes batches from these random states on; the trials with an open path of each as four words of `to`. */
  block(states: Uint32Array, to: Int32Array): void {
    const { engine, state, job, wordsEnd, kinds } = this;
    engine.words(state, states.length).set(states);
    const words = engine.words(job, JOB.end);
    words[JOB.word] = wordsEnd;
    // Batches are numbered anew, since a block has not so many that a number could come back.
    words[JOB.batch] = 0;
    kinds.forgetShared(engine);
    kinds.forgetGaps(engine);
    engine.functions.bitSearch(job, this.to, to.length / LANES);
    to.set(engine.words(this.to, to.length));
  }
}

/** Readies the batches of a graph in the memory of the kernels. */
function kernelBatches(engine: Kernels, removal: RemovalGraph): KernelBatches {
  const graph = searchGraph(removal);
  return new KernelBatches(engine, graph, segmentsOf(graph), joinedUnits(graph));
}

function plainBatches(removal: RemovalGraph): PlainBatches {
  const graph = searchGraph(removal);
  return new PlainBatches(graph, segmentsOf(graph), joinedUnits(graph));
}

/** Ones among the first `bits` bits of a list of words. */
function onesAmong(words: Int32Array, bits: number): number {
  let count = 0;
  for (let i = 0; 32 * i < bits; i++) {
    const left = bits - 32 * i;
    count += ones(left < 32 ? words[i] & (2 ** left - 1) : words[i]);
  }
  return count;
}

/**
 * Counts the trials with an open path, 128 at a time.
 *
 * @param removal any graph; each rate in 0 .. 1 is met to 2^-64, and 0 and 1 exactly
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block; the trials fill it and, beyond BIT_BLOCK, the blocks that follow
 * @param trials number of trials, integer >= 0
 * @param engine the kernels; null for the plain twin, which gives the same count
 * @returns the number of trials with an open path
 */
export function bitOpen(
  removal: RemovalGraph,
  key: Key,
  cell: number,
  block: number,
  trials: number,
  engine: Kernels | null = kernels()
): number {
  const batches = engine === null ? plainBatches(removal) : engine.prepared(kernelBatches, removal);
  const words = new Int32Array(BIT_BLOCK / 32);
  let open = 0;
  for (let done = 0, at = block; done < trials; done += BIT_BLOCK, at++) {
    const now = Math.min(BIT_BLOCK, trials - done);
    const states = laneStates(key, cell, at, Purpose.bits);
    batches.block(states, words.subarray(0, LANES * Math.ceil(now / BATCH)));
    open += onesAmong(words, now);
  }
  return open;
}
