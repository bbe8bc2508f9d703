// The one door to a valid study: text or object in, Study out, every mistake named with its place.

import { WIDEST_CHAIN } from '../engine/percolation/chain';
import { readDataSource } from './datasource';
import { StudyError, type Diagnostic, type Position } from './diagnostic';
import { keysOf, nameOf, type Key, type Kind, type Setting } from './keys';
import { parseSource, type Entry, type Node } from './source';
import { cellCount, type Study } from './study';
import { keyHint, suggest } from './suggest';
import { found, readValues } from './value';

/** Most cells of a grid. */
export const MOST_CELLS = 100_000;

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

class Reader {
  readonly diagnostics: Diagnostic[] = [];
  readonly places = new Map<string, Position | null>();

  constructor(private readonly options: ReadOptions) {}

  complain = (diagnostic: Diagnostic): void => {
    this.diagnostics.push(diagnostic);
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
      const nested = keys.find(({ path }) => nameOf(path) === key);
      if (direct || (nested && this.options.flat)) {
        put((direct ?? nested)!.path, entry);
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
    const names = keys
      .filter(({ path }) => path.startsWith(`${group}.`))
      .map(({ path }) => nameOf(path));
    if (value.is !== 'map') {
      const message = `found ${found(value)}; allowed: a mapping with ${names.join(', ')}, e.g. ${
        group === 'network' ? 'network: {width: 8, depth: 16}' : 'optimizer: {name: sgd, rate: 0.1}'
      }`;
      this.complain({ at: value.at, key: group, message });
      return;
    }
    for (const entry of value.entries) {
      if (names.includes(entry.key)) {
        put(`${group}.${entry.key}`, entry);
      } else {
        this.complain({
          at: entry.at,
          key: `${group}.${entry.key}`,
          message: `unknown key;${keyHint(entry.key, names)} allowed here: ${names.join(', ')}`
        });
      }
    }
  }

  private unknown(entry: Entry, key: string, keys: readonly Key[]): void {
    const nested = keys.find(({ path }) => path.includes('.') && nameOf(path) === key);
    const top = ['study', ...new Set(keys.map(({ path }) => path.split('.')[0]))];
    const flat = this.options.flat ? keys.map(({ path }) => nameOf(path)) : [];
    const hint = nested
      ? ` it belongs under ${nested.path.split('.')[0]}: write ${nested.path.split('.')[0]}: {${key}: ...};`
      : keyHint(key, [...top, ...flat]);
    const message = `unknown key;${hint} allowed here: ${top.join(', ')}`;
    this.complain({ at: entry.at, key, message });
  }

  /** Ends the reading when there were mistakes. */
  stop(): void {
    if (this.diagnostics.length > 0) {
      throw new StudyError(this.diagnostics, this.options.name);
    }
  }
}

type Settings = Map<string, readonly Setting[]>;

/** Rules that tie several keys together. */
function checkTogether(kind: Kind, settings: Settings, reader: Reader, root: Node): void {
  const at = (path: string): Position | null => reader.places.get(path) ?? root.at;
  const has = (path: string): boolean => settings.has(path);
  const complain = (key: string, message: string): void =>
    reader.complain({ at: at(key), key, message });

  if (has('network.widths')) {
    for (const other of ['input', 'width', 'depth', 'output']) {
      if (has(`network.${other}`)) {
        complain(
          `network.${other}`,
          'widths already gives every layer; keep widths or width and depth'
        );
      }
    }
  } else {
    for (const needed of ['width', 'depth']) {
      if (!has(`network.${needed}`)) {
        const path = `network.${needed}`;
        reader.complain({
          at: reader.places.get('network') ?? root.at,
          key: path,
          message:
            'missing key; write network: {width: 8, depth: 16} or network: {widths: [784, 16, 16, 10]}'
        });
      }
    }
  }

  const models = settings.get('model')!;
  if (models.includes('mixed') && models.length > 1) {
    complain('model', 'mixed takes p_site and p_bond, the others p; give mixed a study of its own');
  }
  const rates = models.includes('mixed') ? ['p_site', 'p_bond'] : ['p'];
  for (const rate of rates.filter(name => !has(name))) {
    const message = `missing key; write ${rate}: 0.5 or ${rate}: 0..1 by 0.02 (probability of removal)`;
    reader.complain({ at: root.at, key: rate, message });
  }
  for (const stray of ['p', 'p_site', 'p_bond'].filter(
    name => has(name) && !rates.includes(name)
  )) {
    complain(
      stray,
      `model ${models.join(', ')} takes ${rates.join(' and ')}; remove ${stray} or change the model`
    );
  }

  const widest = Math.max(
    0,
    ...(settings.get('network.width') ?? []).map(Number),
    ...(settings.get('network.widths') ?? []).flatMap(widths =>
      (widths as readonly number[]).slice(1, -1)
    )
  );
  const chain = models.some(model => model !== 'site');
  if (
    kind === 'percolation' &&
    chain &&
    widest > WIDEST_CHAIN &&
    settings.get('method')!.includes('exact')
  ) {
    complain(
      'method',
      `exact needs a matrix of ${widest} x ${widest} for this model; allowed: width up to ${WIDEST_CHAIN}; use method: montecarlo`
    );
  }
  if (kind === 'percolation') {
    const deepest = Math.max(0, ...(settings.get('network.depth') ?? []).map(Number));
    if (chain && deepest > 1e9) {
      complain(
        'network.depth',
        `found ${deepest}; allowed for bond and mixed: depth up to 1e9; site goes to 1e18`
      );
    }
  }
}

/**
 * Reads and checks a study.
 *
 * @param source YAML text or a plain object with the same keys
 * @param options what is implied by the door it came through
 * @throws StudyError listing every mistake with line, column, key, what was found and what is allowed
 */
export function readStudy(source: unknown, options: ReadOptions = {}): Study {
  const { root, diagnostics } = parseSource(source);
  if (!root) {
    throw new StudyError(diagnostics, options.name);
  }
  const reader = new Reader(options);
  if (root.is !== 'map') {
    const message = `found ${found(root)}; allowed: a mapping of keys, e.g. network: {width: 8, depth: 16}`;
    throw new StudyError(
      [{ at: root.at ?? { line: 1, column: 1 }, key: '', message }],
      options.name
    );
  }
  const kind = reader.kind(root.entries, root);
  const keys = keysOf(kind);
  const entries = reader.sort(root.entries, keys);

  const settings: Settings = new Map();
  for (const key of keys.filter(({ type }) => type.is !== 'data')) {
    const entry = entries.get(key.path);
    if (entry) {
      settings.set(key.path, readValues(entry.value, key, reader.complain));
    } else if (key.default !== undefined) {
      settings.set(key.path, Array.isArray(key.default) ? key.default : [key.default as Setting]);
    }
  }
  const data =
    kind === 'dropout'
      ? readDataSource(entries.get('data')?.value, options.arrays, reader.complain)
      : null;
  reader.stop();
  checkTogether(kind, settings, reader, root);
  reader.stop();

  const study: Study = {
    kind,
    settings,
    data,
    fingerprint: null,
    locate: path => reader.places.get(path) ?? null,
    source: options.name ?? 'study'
  };
  const cells = cellCount(study);
  if (cells > MOST_CELLS) {
    const message = `the grid has ${cells} cells; allowed: at most ${MOST_CELLS}; take fewer values or larger steps`;
    throw new StudyError([{ at: root.at, key: '', message }], options.name);
  }
  return study;
}
