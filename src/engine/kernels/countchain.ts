// Monte Carlo for layered networks by the count chain: a trial is the number of reachable units from layer to layer,
// one draw a layer (theory: K_{l+1} | K_l = k ~ Binomial(W, s_k)). The loop is a kernel, assembly/countchain.ts; here
// are its tables, its twin in plain TypeScript, and the layers too wide for tables.

import type { LayerLaw, RemovalLayer } from '../percolation/layerlaw';
import { UnitReach } from '../percolation/reach';
import { LANES, Lanes, laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose } from '../random/stream';
import { aliasRow, bernoulliWords, chainLayers, type ChainLayers } from './chaintables';
import { kernels, type Kernels } from './module';

/**
 * Widest layer whose number of reachable units is drawn from a table, if only few layers differ. The tables of wider ones
 * would be hundreds of MB, and take longer to make than most samples.
 */
export const WIDEST_TABLE = 2048;

/** Up to here layers have tables however many differ; where wider ones have none they are drawn unit by unit. */
const NARROW = 512;

/** Bytes that the tables of wide layers may have together, if all were needed; a table is made when it is. */
const MOST_TABLE_BYTES = 2 ** 29;

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const COUNT_CHAIN_BLOCK = 16384;

/** Vectors of words made at a time. */
const VECTORS = 256;

/** What the kernel's state holds, in words; see assembly/countchain.ts. */
const STATE = { rows: 16, count: 20, left: 24, run: 28, at: 32, turn: 33, open: 36, end: 48 };

/** Bits of an index into a table, or null where the tables of wide layers would be too many or too large. */
function tableBits({ layers }: ChainLayers): number | null {
  const widest = layers.reduce((most, { width }) => Math.max(most, width), 1);
  const bits = 32 - Math.clz32(widest);
  const [distinct] = distinctLayers(layers);
  const bytes = distinct.length * (widest + 1) * 12 * 2 ** bits;
  const fit = widest <= NARROW || (widest <= WIDEST_TABLE && bytes <= MOST_TABLE_BYTES);
  return fit ? bits : null;
}

/** Distinct layers, and for each run of the walk the index of its layer: equal layers share their tables. */
function distinctLayers(layers: readonly RemovalLayer[]): [RemovalLayer[], number[]] {
  const found = new Map<string, number>();
  const distinct: RemovalLayer[] = [];
  const kinds = layers.map(layer => {
    const name = `${layer.width} ${layer.site} ${layer.bond}`;
    if (!found.has(name)) {
      found.set(name, distinct.push(layer) - 1);
    }
    return found.get(name)!;
  });
  return [distinct, kinds];
}

/** Most reachable units that a trial can have. */
function mostReachable({ first, layers }: ChainLayers): number {
  return layers.reduce((most, { width }) => Math.max(most, width), first);
}

/** The tables of one walk, made as they are needed. */
class Tables {
  private readonly rows: (Uint32Array | undefined)[][];
  private readonly missed: ([number, number] | undefined)[][];

  constructor(
    private readonly distinct: readonly RemovalLayer[],
    private readonly bits: number
  ) {
    this.rows = distinct.map(() => []);
    this.missed = distinct.map(() => []);
  }

  /** Alias table of a layer behind k reachable units. */
  row(kind: number, k: number): Uint32Array {
    return (this.rows[kind][k] ??= aliasRow(this.distinct[kind], k, this.bits));
  }

  /** Threshold words of P(a unit is missed | k reachable units before it). */
  missedWords(kind: number, k: number): [number, number] {
    const { site, bond } = this.distinct[kind];
    return (this.missed[kind][k] ??= bernoulliWords(new UnitReach({ site, bond }).missed(k)));
  }
}

/** A trial in flight: at a layer of run `run`, `left` layers before the run's end. */
interface Trial {
  run: number;
  left: number;
  count: number;
}

/** The twin of the kernel, with layers of any width. */
function walk(chain: ChainLayers, states: Uint32Array, trials: number): number {
  const { first, layers } = chain;
  const [distinct, kinds] = distinctLayers(layers);
  const ofAll = tableBits(chain);
  const bits = ofAll ?? 32 - Math.clz32(NARROW);
  const tables = new Tables(distinct, bits);
  const lanes = new Lanes(states);
  const words = new Uint32Array(LANES * VECTORS);
  let at = words.length;
  const next = (): number => {
    if (at === words.length) {
      lanes.fill(words, VECTORS);
      at = 0;
    }
    return words[at++];
  };
  const drawCount = (row: Uint32Array): number => {
    // The kernel makes new words where fewer than the two that a draw can need are left.
    at = at === words.length - 1 ? words.length : at;
    const word = next();
    const index = word >>> (32 - bits);
    const threshold = row[2 * index];
    const pair = row[2 * index + 1];
    const own = word === threshold ? next() < row[2 ** (bits + 1) + index] : word < threshold;
    return own ? pair & 0xffff : pair >>> 16;
  };
  const drawUnits = (width: number, [whole, low]: [number, number]): number => {
    let reached = 0;
    for (let unit = 0; unit < width; unit++) {
      const word = next();
      const missed = word === whole ? next() < low : word < whole;
      reached += missed ? 0 : 1;
    }
    return reached;
  };
  const begin = (): Trial => ({ run: 0, left: layers[0].count, count: first });
  const flying = Array.from({ length: Math.min(LANES, trials) }, begin);
  let waiting = trials - flying.length;
  let open = 0;
  let slot = 0;
  while (flying.length > 0) {
    const trial = flying[slot];
    let over = trial.count === 0;
    if (!over) {
      const kind = kinds[trial.run];
      const { width } = distinct[kind];
      trial.count =
        ofAll === null && width > NARROW
          ? drawUnits(width, tables.missedWords(kind, trial.count))
          : drawCount(tables.row(kind, trial.count));
      trial.left -= 1;
      if (trial.left === 0) {
        const isOpen = trial.count > 0 && trial.run + 1 === layers.length;
        open += isOpen ? 1 : 0;
        over = trial.count === 0 || isOpen;
        trial.run += over ? 0 : 1;
        trial.left = over ? 0 : layers[trial.run].count;
      }
    }
    if (over && waiting === 0) {
      // The last trial in flight takes the free place, and has its turn.
      flying[slot] = flying[flying.length - 1];
      flying.pop();
    } else {
      if (over) {
        waiting -= 1;
        flying[slot] = begin();
      }
      slot += 1;
    }
    slot = slot === flying.length ? 0 : slot;
  }
  return open;
}

/** The walks of all blocks by the kernel, which stops where it lacks a table. */
class KernelWalk {
  private readonly tables: Tables;
  private readonly rowsOf: readonly number[];
  private readonly kinds: readonly number[];
  private readonly state: number;
  private readonly program: number;

  constructor(
    private readonly engine: Kernels,
    private readonly chain: ChainLayers,
    private readonly bits: number
  ) {
    const { layers } = chain;
    const [distinct, kinds] = distinctLayers(layers);
    this.kinds = kinds;
    this.tables = new Tables(distinct, bits);
    engine.clear();
    this.state = engine.place(4 * STATE.end + 16 * VECTORS);
    this.program = engine.place(8 * layers.length + 4);
    const reachable = mostReachable(chain) + 1;
    this.rowsOf = distinct.map(() => engine.place(4 * reachable));
    this.rowsOf.forEach(rows => engine.words(rows, reachable).fill(0));
    const program = engine.words(this.program, 2 * layers.length + 1);
    layers.forEach(({ count }, run) => {
      program[2 * run] = this.rowsOf[kinds[run]];
      program[2 * run + 1] = count;
    });
    program[2 * layers.length] = 0;
  }

  /** One block: trials with an open path. */
  block(states: Uint32Array, trials: number): number {
    const { engine, chain, bits, state, program } = this;
    const { functions } = engine;
    const words = state + 4 * STATE.end;
    const end = words + 16 * VECTORS - 4;
    const flying = Math.min(LANES, trials);
    const fields = engine.words(state, STATE.end);
    fields.set(states);
    fields.fill(this.rowsOf[this.kinds[0]], STATE.rows, STATE.count);
    fields.fill(chain.first, STATE.count, STATE.left);
    fields.fill(chain.layers[0].count, STATE.left, STATE.run);
    fields.fill(program, STATE.run, STATE.at);
    fields.set([end, state, state + 4 * flying, trials - flying, 0], STATE.at);
    for (;;) {
      const lacks = functions.countChain(state, program, 32 - bits, chain.first, end);
      if (lacks === 0) {
        return engine.words(state, STATE.end)[STATE.open];
      }
      if (lacks === 1) {
        functions.fillWords(state, words, VECTORS);
        engine.words(state, STATE.end)[STATE.at] = words;
      } else {
        this.supply();
      }
    }
  }

  /** Makes the table that the trial whose turn it is needs. */
  private supply(): void {
    const { engine, state } = this;
    const fields = engine.words(state, STATE.end);
    const slot = (fields[STATE.turn] - state) / 4;
    const count = fields[STATE.count + slot];
    const kind = this.kinds[(fields[STATE.run + slot] - this.program) / 8];
    const row = this.tables.row(kind, count);
    const address = engine.place(4 * row.length);
    engine.words(address, row.length).set(row);
    engine.words(this.rowsOf[kind], count + 1)[count] = address;
  }
}

/**
 * Whether the layers of a walk have tables; else those wider than NARROW are drawn unit by unit, which takes as many draws
 * as they have units.
 *
 * @param law layers under removal
 */
export function hasTables(law: LayerLaw): boolean {
  return tableBits(chainLayers(law)) !== null;
}

/**
 * Counts the trials in which some input is joined to some output by an open path of complete (or annealed sparse)
 * layers.
 *
 * @param law layers under removal, each rate in 0 .. 1
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block; the trials fill it and, beyond COUNT_CHAIN_BLOCK, the blocks that follow
 * @param trials number of trials, integer >= 0
 * @param engine the kernels; null for the plain twin, which gives the same count
 * @returns the number of trials with an open path
 */
export function countChainOpen(
  law: LayerLaw,
  key: Key,
  cell: number,
  block: number,
  trials: number,
  engine: Kernels | null = kernels()
): number {
  const chain = chainLayers(law);
  const bits = tableBits(chain);
  const kernelWalk = engine !== null && bits !== null ? new KernelWalk(engine, chain, bits) : null;
  let open = 0;
  for (let done = 0, at = block; done < trials; done += COUNT_CHAIN_BLOCK, at++) {
    const states = laneStates(key, cell, at, Purpose.countChain);
    const now = Math.min(COUNT_CHAIN_BLOCK, trials - done);
    open += kernelWalk?.block(states, now) ?? walk(chain, states, now);
  }
  return open;
}
