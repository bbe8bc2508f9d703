// Runs cells one after the other: their names, their studies, their output.

import { parse } from 'yaml';
import { makeApi, type Api, type CallOptions } from '../../src/api';
import type { LabelledRows } from '../../src/engine/dropout/data/arrays';
import { rowsDataset } from '../../src/engine/dropout/data/arrays';
import { GraphError } from '../../src/engine/network/edges';
import type { BrowserCache } from '../../src/host/browser/cache/cache';
import type { Host } from '../../src/host/host';
import { turns } from '../../src/host/turns';
import type { LoadData, LoadGraph } from '../../src/study/prepare';
import { readSteps } from '../../src/study/read';
import { runStudy } from '../../src/study/run';
import { inTurns } from '../../src/study/steps';
import { theory } from '../../src/study/theory';
import { readCell, UsageError, type Cell } from './cell';
import { bundleOf, bundleOfResult } from './display';
import { failureOf, Interrupted } from './failure';
import { inspect } from './inspect';
import { runLineMagic } from './linemagic';
import { Names } from './names';
import { IMPORT, makeProgram } from './program';
import { ProgressDisplay } from './progress';
import type { Failure, Output } from './protocol';

/** What is kept of studies where the cells run. */
export type SessionCache = Pick<BrowserCache, 'limit' | 'open' | 'list' | 'clear'>;

/** What a session needs of the place it runs in. */
export interface SessionPlace {
  readonly host: Host;
  readonly loadData: LoadData;
  /** Undefined where nothing is kept. */
  readonly cache: SessionCache | undefined;
  /** The text of a file beside the notebook; throws where there is none. */
  readFile(path: string): Promise<string>;
}

/** How a cell ended. */
export interface Ended {
  /** null when all went well. */
  readonly failure: Failure | null;
  /** A cell that is to come below; null for none. */
  readonly next: string | null;
}

/** What the reader's code began: the call, and what it was given for it. */
interface Begun {
  readonly work: Promise<unknown>;
  readonly given: Promise<unknown>;
}

const loadGraph: LoadGraph = file =>
  Promise.reject(
    new GraphError(`${file} can't be read in a browser; give the list itself as network.edges`)
  );

/** Data that a study names without any variable. */
const BUILT_IN = ['teacher', 'digits', 'mnist', 'csv'];

/** The cells of one kernel. */
export class Session {
  readonly names = new Names();
  private readonly module: Readonly<Record<string, unknown>>;
  private readonly notes: string[] = [];
  private signal = new AbortController().signal;
  /** Calls of the running cell that may not be over. */
  private begun: Begun[] = [];

  /**
   * @param place where studies run
   * @param put takes what cells put out
   */
  constructor(
    private readonly place: SessionPlace,
    private readonly put: (output: Output) => void
  ) {
    const { host, loadData, cache } = place;
    const api = makeApi({
      host: () => Promise.resolve(host),
      loadData,
      loadGraph,
      checkpoints: () => Promise.resolve(cache)
    });
    this.module = { ...this.reporting(api), theory };
    Object.defineProperty(globalThis, IMPORT, {
      value: (name: string, keys: readonly string[]) => this.import(name, keys),
      configurable: true
    });
  }

  /**
   * Runs a cell.
   *
   * @param code its text
   * @param count its number
   * @param signal aborting it ends the studies of the cell, and with the first of them the cell
   * @returns once all studies of the cell are over, also those that it did not wait for
   */
  async run(code: string, count: number, signal: AbortSignal): Promise<Ended> {
    const own = new AbortController();
    this.signal = AbortSignal.any([signal, own.signal]);
    this.begun = [];
    try {
      const cell = readCell(code);
      const next =
        cell.is === 'study'
          ? await this.runStudyCell(cell)
          : await this.runCode(cell, `cell-${count}.ts`);
      await Promise.allSettled(this.begun.map(({ work }) => work));
      return { failure: null, next };
    } catch (error) {
      // What the cell began beside goes with it, and needs no words of its own.
      for (const { given } of this.begun) given.catch(() => undefined);
      own.abort(new Interrupted('the cell failed before the study was done'));
      await Promise.allSettled(this.begun.map(({ work }) => work));
      return { failure: failureOf(error), next: null };
    }
  }

  /** Writes to the output of the cell as the console does. */
  write(name: 'stdout' | 'stderr', values: readonly unknown[]): void {
    this.put({ type: 'stream', name, text: `${values.map(inspect).join(' ')}\n` });
  }

  /** Tells of something that no result depends on, below the progress of what runs. */
  note(words: string): void {
    this.notes.push(words);
  }

  /** Tells of an error that no cell has thrown; what was stopped with its cell needs no words of its own. */
  complain(error: unknown): void {
    if (error instanceof Interrupted) return;
    const { traceback } = failureOf(error);
    this.put({ type: 'stream', name: 'stderr', text: `${traceback.join('\n')}\n` });
  }

  private async runStudyCell({
    kind,
    name,
    cache,
    text
  }: Extract<Cell, { is: 'study' }>): Promise<null> {
    const data = kind === 'dropout' ? this.rowsNamedIn(text) : null;
    const giveWay = turns(this.signal);
    const reading = { kind, name: 'cell', arrays: data?.name };
    const study = await inTurns(readSteps(text, reading), { giveWay });
    const { host, loadData, cache: checkpoints } = this.place;
    const result = await this.shown(kind, false, display =>
      runStudy(study, {
        host,
        loadData: async source =>
          source.name === 'arrays' && data ? rowsDataset(data, source.task) : loadData(source),
        loadGraph,
        checkpoints: cache ? checkpoints : undefined,
        onPlan: ({ shards }) => display.update({ done: 0, total: shards, kept: 0 }),
        onProgress: display.update,
        giveWay,
        signal: this.signal
      })
    );
    if (name !== '') this.names.bind(name, result);
    this.put({ type: 'display', data: await bundleOfResult(result, { giveWay }) });
    return null;
  }

  private async runCode(
    { magics, code }: Extract<Cell, { is: 'code' }>,
    place: string
  ): Promise<string | null> {
    let next: string | null = null;
    for (const magic of magics) {
      const { text, cell } = await runLineMagic(magic, { ...this.place, loadGraph });
      if (text !== '') this.put({ type: 'stream', name: 'stdout', text });
      next = cell ?? next;
    }
    if (code.trim() === '') return next;
    const program = makeProgram(code, place);
    this.names.declare(program.names);
    // Indirect, so that the code sees the global names and none of ours.
    const evaluate = eval;
    const value: unknown = await (evaluate(program.code) as () => Promise<unknown>)();
    if (value !== undefined) {
      const giveWay = turns(this.signal);
      this.put({ type: 'value', data: await bundleOf(value, { giveWay }) });
    }
    return next;
  }

  /** The rows of a variable that a study names as its data; null where it names none. */
  private rowsNamedIn(text: string): LabelledRows | null {
    let study: { data?: unknown } | null = null;
    try {
      study = parse(text) as { data?: unknown } | null;
    } catch {
      // Its reader will say what is wrong with it.
    }
    const data = study?.data;
    const name =
      typeof data === 'object' && data !== null ? (data as { name?: unknown }).name : data;
    if (typeof name !== 'string' || BUILT_IN.includes(name)) return null;
    const value = this.names.valueOf(name);
    if (value === undefined) return null;
    const { x, y } = Object(value) as Partial<LabelledRows>;
    if (!Array.isArray(x) || !Array.isArray(y)) {
      throw new UsageError(
        `data: the variable ${name} is ${inspect(value).slice(0, 80)}; allowed: an object {x, y}, ` +
          'x a list of rows of numbers, y a label or target for each'
      );
    }
    return { name, x, y };
  }

  /** The public calls, whose progress shows below the cell, and which end with it. */
  private reporting({ percolation, dropout, run, trainedNetwork }: Api): Api {
    const call = <T>(
      name: string,
      options: CallOptions | undefined,
      start: (options: CallOptions) => Promise<T>
    ): Promise<T> => {
      const work = this.shown(name, true, display =>
        start({ onProgress: display.update, ...options, signal: this.signalOf(options) })
      );
      // Apart from the work, so that a failure that nobody looks at is still told.
      const given = work.then(result => result);
      this.begun.push({ work, given });
      return given;
    };
    return {
      percolation: (keys, options) => call('percolation', options, all => percolation(keys, all)),
      dropout: (keys, options) => call('dropout', options, all => dropout(keys, all)),
      run: (study, options) => call('study', options, all => run(study, all)),
      trainedNetwork: (study, row, options) =>
        call('training', options, all => trainedNetwork(study, row, all))
    };
  }

  /** The signal of the cell, and that which its code gave. */
  private signalOf({ signal }: CallOptions = {}): AbortSignal {
    return signal === undefined ? this.signal : AbortSignal.any([this.signal, signal]);
  }

  /**
   * Shows the progress of work while it lasts.
   *
   * @param name what runs
   * @param remains whether the cell puts out anything else: then the output stays, emptied
   * @param work the work
   */
  private async shown<T>(
    name: string,
    remains: boolean,
    work: (display: ProgressDisplay) => Promise<T>
  ): Promise<T> {
    const display = new ProgressDisplay(name, remains, (data, last) => {
      this.put({ type: 'progress', data, last });
      // With the result or the error that comes next, so that the page does not jump.
      if (last && !remains) this.put({ type: 'clear' });
    });
    try {
      const result = await work(display);
      display.close('done');
      return result;
    } catch (error) {
      display.close(this.signal.aborted ? 'stopped' : 'failed');
      throw error;
    } finally {
      // Not before: it would go with the progress.
      for (const words of this.notes.splice(0)) this.write('stderr', [`percolab: ${words}`]);
    }
  }

  private import(name: string, keys: readonly string[]): unknown {
    if (name !== 'percolab') {
      throw new UsageError(`import: found '${name}'; allowed here: 'percolab'`);
    }
    const missing = keys.find(key => !(key in this.module));
    if (missing !== undefined) {
      const known = Object.keys(this.module).join(', ');
      throw new UsageError(`import: percolab has no '${missing}'; it has ${known}`);
    }
    return this.module;
  }
}
