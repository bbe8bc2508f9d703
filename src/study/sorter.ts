// Which key of the table each entry of a study belongs to, by its groups; what belongs to none is a mistake.

import { StudyError, type Diagnostic, type Position } from './diagnostic';
import { nameOf, type Key, type Kind } from './key';
import type { Entry, Node } from './source';
import { keyHint, suggest } from './suggest';
import { found } from './value';

/** Mistakes that are listed; a reader mends these first. */
const MOST_MISTAKES = 50;

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

/** Takes a study apart, and collects its mistakes. */
export class Sorter {
  private readonly diagnostics: Diagnostic[] = [];
  /** Where keys and groups of keys are written. */
  readonly places = new Map<string, Position | null>();

  constructor(private readonly options: ReadOptions) {}

  /** Notes a mistake; ends the reading where there are too many. */
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
