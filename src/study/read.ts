// The one door to a valid study: text or object in, Study out, every mistake named with its place.

import { checkData, dataSourceOf, readDataName } from './datasource';
import { StudyError, type Position } from './diagnostic';
import { familyOf } from './family';
import { readEdges, type GraphSource } from './graphsource';
import type { DataName, Family, Key, Setting } from './key';
import { keysOf } from './keys';
import { checkSkips } from './skips';
import { Sorter, type ReadOptions } from './sorter';
import { parseSteps, type Entry } from './source';
import { atOnce, type Steps } from './steps';
import { cellCount, rowCount, type Study } from './study';
import type { Reading } from './reading';
import { checkFamily, checkTogether } from './together';
import { fillTraining } from './trainingdefaults';
import { found, readValues } from './value';

/** Most cells of a grid. */
export const MOST_CELLS = 100_000;

/** Most rows of a result. With its rows go memory, the length of its text, and of what a notebook is sent. */
export const MOST_ROWS = 100_000;

/** Independent runs where nothing but splitting is sampled. */
const RUNS_OF_SPLITTING = 64;

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
  const sorter = new Sorter(options);
  if (root.is !== 'map') {
    const isPath = root.is === 'scalar' && /\.ya?ml$/i.test(String(root.value));
    const remedy = isPath ? '; this is the text of a study, not its path: read the file first' : '';
    const message = `found ${found(root)}; allowed: a mapping of keys, e.g. network: {width: 8, depth: 16}${remedy}`;
    throw new StudyError(
      [{ at: root.at ?? { line: 1, column: 1 }, key: '', message }],
      options.name
    );
  }
  const kind = sorter.kind(root.entries, root);
  const keys = keysOf(kind);
  const entries = sorter.sort(root.entries, keys);

  const drop = entries.get('network.drop')?.value;
  const family = familyOf(
    path => entries.has(path),
    drop?.is === 'scalar' ? drop.value : undefined
  );
  const dataName =
    kind === 'dropout'
      ? readDataName(entries.get('data.name')?.value, options.arrays, sorter.complain)
      : null;
  const settings = new Map<string, readonly Setting[]>();
  if (dataName !== null) {
    settings.set('data.name', [dataName === 'arrays' ? options.arrays! : dataName]);
  }
  for (const key of keys.filter(({ type }) => type.is !== 'data' && type.is !== 'edges')) {
    const entry = entries.get(key.path);
    if (entry) {
      settings.set(key.path, readValues(entry.value, key, sorter.complain));
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
  const graph = edges ? readEdges(edges.value, sorter.complain) : fileOf(settings);
  sorter.stop();
  const at = (path: string): Position | null =>
    sorter.places.get(path) ?? sorter.places.get(path.split('.')[0]) ?? root.at;
  const reading: Reading = {
    kind,
    family,
    settings,
    given: path => entries.has(path),
    at,
    complain: sorter.complain
  };
  checkFamily(reading);
  sorter.stop();
  checkTogether(reading);
  if (dataName !== null) {
    checkData(reading, dataName);
  }
  sorter.stop();

  const study: Study = {
    kind,
    family,
    settings,
    data: dataName && dataSourceOf(settings, dataName),
    graph,
    fingerprint: null,
    trainingRows: null,
    locate: path => sorter.places.get(path) ?? null,
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
