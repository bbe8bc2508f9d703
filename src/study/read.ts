// The one door to a valid study: text or object in, Study out, every mistake named with its place.

import { checkData, dataSourceOf, readDataName } from './datasource';
import { StudyError, type Diagnostic, type Position } from './diagnostic';
import { familyOf } from './family';
import { readEdges, type GraphSource } from './graphsource';
import { nameOf, type DataName, type Family, type Key, type Kind, type Setting } from './key';
import { keysOf } from './keys';
import { parseSteps, type Entry, type Node } from './source';
import { checkSkips } from './skips';
import { atOnce, type Steps } from './steps';
import { cellCount, rowCount, type Study } from './study';
import { keyHint, suggest } from './suggest';
import type { Reading } from './reading';
import { checkFamily, checkTogether } from './together';
import { fillTraining } from './trainingdefaults';
import { found, readValues } from './value';

/** Most cells of a grid. */
export const MOST_CELLS = 100_000;

/** Most rows of a result. With its rows go memory, the length of its text, and of what a notebook is sent. */
export const MOST_ROWS = 100_000;

/** Mistakes that are listed; a reader mends these first. */
const MOST_MISTAKES = 50;

/** Independent runs where nothing but splitting is sampled. */
const RUNS_OF_SPLITTING = 64;

/** How to read a study. */
export interface ReadOptions {
  /** Kind that is implied, e.g. by the cell magic. */
  readonly kind?: Kind | undefined;
  /** Accept the keys of groups at the top too (width for network.width), as Python keywords are. */
  readonly flat?: boolean | undefined;
  /** Name of the text for messages, e.g. a file. */
  readonly name?: string | undefined;
  /** Name under which arrays are handed over beside the study. */
  readonly arrays?: string | undefined;
}

const KINDS: readonly Kind[] = ['percolation', 'dropout'];

/** How groups of keys are written. */
const EXAMPLES: Readonly<Record<string, string>> = {
  network: 'network: {width: 8, depth: 16}',
  'network.skip': 'skip: {span: 2, removable: true}',
  'network.tree': 'tree: {branching: 2, depth: 8}',
  data: 'data: {name: teacher, balance: 0.8}',
  optimizer: 'optimizer: {name: sgd, rate: 0.1}',
  'optimizer.schedule': 'schedule: {name: step, every: 1000, factor: 0.1}'
};

class Reader {
  readonly diagnostics: Diagnostic[] = [];
  readonly places = new Map<string, Position | null>();

  constructor(private readonly options: ReadOptions) {}

  complain = (diagnostic: Diagnostic): void => {
    this.diagnostics.push(diagnostic);
    if (this.diagnostics.length === MOST_MISTAKES) {
      this.stop();
    }
  };

  /** The study's kind, from its first key or from the door it came through. */
  kind(entries: readonly Entry[], root: Node): Kind {
    const { kind: implied } = this.options;
    const entry = entries.find(({ key }) => key === 'study');
    const written = entry?.value.is === 'scalar' ? entry.value.value : undefined;
    const valid = KINDS.find(kind => kind === written);
    if (entry && !valid) {
      const near = typeof written === 'string' ? suggest(written, KINDS) : undefined;
      this.complain({
        at: entry.value.at ?? entry.at,
        key: 'study',
        message: `found ${found(entry.value)}; allowed: percolation, dropout${near ? `; did you mean ${near}?` : ''}`
      });
    } else if (entry && implied && valid !== implied) {
      const message = `found ${valid}, but this is a ${implied} study; remove the line or use the other form`;
      this.complain({ at: entry.value.at, key: 'study', message });
    } else if (!entry && !implied) {
      const message = 'missing key; write study: percolation or study: dropout';
      this.complain({ at: root.at ?? null, key: 'study', message });
    }
    this.stop();
    return valid ?? implied!;
  }

  /** Sorts the entries under the table's paths; strays are mistakes. */
  sort(entries: readonly Entry[], keys: readonly Key[]): Map<string, Entry> {
    const sorted = new Map<string, Entry>();
    const groups = new Set(
      keys.filter(({ path }) => path.includes('.')).map(({ path }) => path.split('.')[0])
    );
    const put = (path: string, entry: Entry): void => {
      if (sorted.has(path)) {
        this.complain({ at: entry.at, key: path, message: 'given twice; keep one of the two' });
      }
      sorted.set(path, entry);
      this.places.set(path, entry.value.at ?? entry.at);
    };
    for (const entry of entries) {
      const { key, value } = entry;
      if (key === 'study') {
        continue;
      }
      if (groups.has(key)) {
        this.places.set(key, entry.at);
        this.sortGroup(key, value, keys, put);
        continue;
      }
      const direct = keys.find(({ path }) => path === key);
      const nested = keys.find(({ path }) => path.split('.').length === 2 && nameOf(path) === key);
      const group = keys.find(({ path }) => path.split('.').slice(1, -1).includes(key));
      if (direct || (nested && this.options.flat)) {
        put((direct ?? nested)!.path, entry);
      } else if (group && this.options.flat) {
        this.sortGroup(group.path.slice(0, group.path.lastIndexOf('.')), value, keys, put);
      } else {
        this.unknown(entry, key, keys);
      }
    }
    return sorted;
  }

  private sortGroup(
    group: string,
    value: Node,
    keys: readonly Key[],
    put: (path: string, entry: Entry) => void
  ): void {
    const below = keys.filter(({ path }) => path.startsWith(`${group}.`));
    const names = [...new Set(below.map(({ path }) => path.split('.')[group.split('.').length]))];
    const shorthand = below.find(key => key.shorthand);
    if (value.is !== 'map' && shorthand) {
      put(shorthand.path, { key: group, at: value.at, value });
      return;
    }
    if (value.is !== 'map') {
      const example =
        group === 'network' && value.is === 'list'
          ? 'network: {widths: [784, 16, 16, 10]}'
          : EXAMPLES[group];
      const message = `found ${found(value)}; allowed: a mapping with ${names.join(', ')}, e.g. ${example}`;
      this.complain({ at: value.at, key: group, message });
      return;
    }
    for (const entry of value.entries) {
      const path = `${group}.${entry.key}`;
      if (below.some(key => key.path === path)) {
        put(path, entry);
      } else if (names.includes(entry.key)) {
        this.places.set(path, entry.at);
        this.sortGroup(path, entry.value, keys, put);
      } else {
        this.complain({
          at: entry.at,
          key: path,
          message: `unknown key;${keyHint(entry.key, names)} allowed here: ${names.join(', ')}`
        });
      }
    }
  }

  private unknown(entry: Entry, key: string, keys: readonly Key[]): void {
    const nested = keys.find(({ path }) => path.includes('.') && nameOf(path) === key);
    const top = ['study', ...new Set(keys.map(({ path }) => path.split('.')[0]))];
    const flat = this.options.flat ? keys.map(({ path }) => path.split('.')[1] ?? path) : [];
    const hint = nested
      ? ` it belongs under ${nested.path.split('.')[0]}: write ${nested.path.split('.')[0]}: {${key}: ...};`
      : keyHint(key, [...top, ...flat]);
    const message = `unknown key;${hint} allowed here: ${[...new Set([...top, ...flat])].join(', ')}`;
    this.complain({ at: entry.at, key, message });
  }

  /** Ends the reading when there were mistakes. */
  stop(): void {
    if (this.diagnostics.length > 0) {
      throw new StudyError(this.diagnostics, this.options.name);
    }
  }
}

/** Whether a key that is not given gets its default: keys of other networks, and of options not taken, do not. */
function hasDefault(
  { path, families, sources }: Key,
  family: Family,
  source: DataName | null,
  entries: ReadonlyMap<string, Entry>
): boolean {
  switch (path) {
    case 'network.quenched':
      return entries.has('network.density') || entries.has('network.degree');
    case 'network.skip.kind':
    case 'network.skip.removable':
      return entries.has('network.skip.span');
    case 'trials':
      return !entries.has('precision');
    case 'theta_star':
      return false;
    case 'replicates':
      return families === undefined || mayBeQuenched(entries.get('network.quenched'));
    case 'optimizer.schedule.factor':
      return entries.has('optimizer.schedule.every');
    case 'optimizer.beta1':
    case 'optimizer.beta2':
    case 'optimizer.epsilon':
      return false;
    default:
      return (
        (families?.includes(family) ?? true) &&
        (sources === undefined || (source !== null && sources.includes(source)))
      );
  }
}

/** Whether graphs may be fixed ones; `quenched: false` says no more than leaving it out. */
function mayBeQuenched(entry: Entry | undefined): boolean {
  return entry !== undefined && !(entry.value.is === 'scalar' && entry.value.value === false);
}

function fileOf(settings: ReadonlyMap<string, readonly Setting[]>): GraphSource | null {
  const file = settings.get('network.file')?.[0];
  return typeof file === 'string' ? { file } : null;
}

/**
 * Reads and checks a study, a word of its text at a step.
 *
 * @param source YAML text or a plain object with the same keys
 * @param options what is implied by the door it came through
 * @throws StudyError listing every mistake with line, column, key, what was found and what is allowed
 */
export function* readSteps(source: unknown, options: ReadOptions = {}): Steps<Study> {
  const { root, diagnostics } = yield* parseSteps(source);
  yield;
  if (!root) {
    throw new StudyError(diagnostics, options.name);
  }
  const reader = new Reader(options);
  if (root.is !== 'map') {
    const isPath = root.is === 'scalar' && /\.ya?ml$/i.test(String(root.value));
    const remedy = isPath ? '; this is the text of a study, not its path: read the file first' : '';
    const message = `found ${found(root)}; allowed: a mapping of keys, e.g. network: {width: 8, depth: 16}${remedy}`;
    throw new StudyError(
      [{ at: root.at ?? { line: 1, column: 1 }, key: '', message }],
      options.name
    );
  }
  const kind = reader.kind(root.entries, root);
  const keys = keysOf(kind);
  const entries = reader.sort(root.entries, keys);

  const drop = entries.get('network.drop')?.value;
  const family = familyOf(
    path => entries.has(path),
    drop?.is === 'scalar' ? drop.value : undefined
  );
  const dataName =
    kind === 'dropout'
      ? readDataName(entries.get('data.name')?.value, options.arrays, reader.complain)
      : null;
  const settings = new Map<string, readonly Setting[]>();
  if (dataName !== null) {
    settings.set('data.name', [dataName === 'arrays' ? options.arrays! : dataName]);
  }
  for (const key of keys.filter(({ type }) => type.is !== 'data' && type.is !== 'edges')) {
    const entry = entries.get(key.path);
    if (entry) {
      settings.set(key.path, readValues(entry.value, key, reader.complain));
    } else if (key.default !== undefined && hasDefault(key, family, dataName, entries)) {
      settings.set(key.path, Array.isArray(key.default) ? key.default : [key.default as Setting]);
    }
  }
  if (family === 'blocks' && kind === 'percolation' && !entries.has('measure')) {
    settings.set('measure', ['theta', 'blocks']);
  }
  if (kind === 'dropout') {
    fillTraining(settings, family, path => entries.has(path));
  }
  const methods = settings.get('method') ?? [];
  const onlySplits = methods.every(method => method === 'exact' || method === 'splitting');
  if (methods.includes('splitting') && onlySplits && !entries.has('trials')) {
    settings.set('trials', [RUNS_OF_SPLITTING]);
  }
  if (settings.get('measure')?.includes('threshold') && !settings.has('theta_star')) {
    settings.set('theta_star', [0.5]);
  }
  const edges = entries.get('network.edges');
  const graph = edges ? readEdges(edges.value, reader.complain) : fileOf(settings);
  reader.stop();
  const at = (path: string): Position | null =>
    reader.places.get(path) ?? reader.places.get(path.split('.')[0]) ?? root.at;
  const reading: Reading = {
    kind,
    family,
    settings,
    given: path => entries.has(path),
    at,
    complain: reader.complain
  };
  checkFamily(reading);
  reader.stop();
  checkTogether(reading);
  if (dataName !== null) {
    checkData(reading, dataName);
  }
  reader.stop();

  const study: Study = {
    kind,
    family,
    settings,
    data: dataName && dataSourceOf(settings, dataName),
    graph,
    fingerprint: null,
    trainingRows: null,
    locate: path => reader.places.get(path) ?? null,
    source: options.name ?? 'this'
  };
  const cells = cellCount(study);
  if (cells > MOST_CELLS) {
    const message = `the grid has ${cells} cells; allowed: at most ${MOST_CELLS}; take fewer values or larger steps`;
    throw new StudyError([{ at: root.at, key: '', message }], options.name);
  }
  const rows = rowCount(study);
  if (rows > MOST_ROWS) {
    const arms = kind === 'dropout' ? ', arms' : '';
    const message = `the result would have ${rows} rows, from a grid of ${cells} ${cells === 1 ? 'cell' : 'cells'}; allowed: at most ${MOST_ROWS}; take fewer replicates${arms} or cells`;
    throw new StudyError([{ at: at('replicates'), key: 'replicates', message }], options.name);
  }
  checkSkips(study);
  return study;
}

/** The study at once, see readSteps. */
export function readStudy(source: unknown, options: ReadOptions = {}): Study {
  return atOnce(readSteps(source, options));
}
