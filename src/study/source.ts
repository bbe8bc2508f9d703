// From the text of a study, or from a plain object, to one tree of nodes that remember their place.

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Diagnostic, Position } from './diagnostic';
import { withColon } from './suggest';

/** A scalar as YAML or JSON gives it. */
export type Scalar = string | number | boolean | null;

/** A node of the study's tree. */
export type Node =
  | { readonly is: 'scalar'; readonly value: Scalar; readonly at: Position | null }
  | { readonly is: 'list'; readonly items: readonly Node[]; readonly at: Position | null }
  | { readonly is: 'map'; readonly entries: readonly Entry[]; readonly at: Position | null };

/** A key and its value, with the place of the key. */
export interface Entry {
  readonly key: string;
  readonly at: Position | null;
  readonly value: Node;
}

/** Longest text accepted, in characters. */
const LONGEST_TEXT = 8_000_000;
/** Most nodes of a tree: a list may hold a whole axis, an alias may not multiply without end. */
const MOST_NODES = 1_000_000;
/** No study nests deeper than a list of lists of widths. */
const DEEPEST = 8;

/** Tree or mistakes; exactly one of the two is there. */
export type Parsed =
  | { readonly root: Node; readonly diagnostics?: never }
  | { readonly root?: never; readonly diagnostics: readonly Diagnostic[] };

class TooBig extends Error {}

/** Counts nodes and depth, so that no input can exhaust memory. */
class Budget {
  private nodes = 0;

  spend(depth: number): void {
    this.nodes += 1;
    if (this.nodes > MOST_NODES || depth > DEEPEST) {
      throw new TooBig(
        depth > DEEPEST
          ? `the study nests deeper than ${DEEPEST} levels; no key needs that`
          : `the study has more than ${MOST_NODES} values; write long lists as ranges, e.g. 0..1 by 0.001`
      );
    }
  }
}

function isScalarValue(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function describe(value: unknown): string {
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

function fromYaml(
  node: unknown,
  document: Document,
  lines: LineCounter,
  depth: number,
  budget: Budget
): Node {
  budget.spend(depth);
  const place = (range: unknown): Position | null => {
    if (!Array.isArray(range)) {
      return null;
    }
    const { line, col } = lines.linePos(range[0] as number);
    return { line, column: col };
  };
  if (isAlias(node)) {
    return fromYaml(node.resolve(document), document, lines, depth + 1, budget);
  }
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): Entry => {
      const name = isScalar(key) ? String(key.value) : String(key);
      const at = isScalar(key) ? place(key.range) : null;
      return { key: name, at, value: fromYaml(value, document, lines, depth + 1, budget) };
    });
    return { is: 'map', entries, at: place(node.range) };
  }
  if (isSeq(node)) {
    const items = node.items.map(item => fromYaml(item, document, lines, depth + 1, budget));
    return { is: 'list', items, at: place(node.range) };
  }
  if (isScalar(node) && isScalarValue(node.value)) {
    return { is: 'scalar', value: node.value, at: place(node.range) };
  }
  return { is: 'scalar', value: null, at: null };
}

function fromObject(value: unknown, depth: number, budget: Budget): Node {
  budget.spend(depth);
  if (isScalarValue(value)) {
    return { is: 'scalar', value, at: null };
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const items = Array.from(value as ArrayLike<unknown>);
    return { is: 'list', items: items.map(item => fromObject(item, depth + 1, budget)), at: null };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]): Entry => ({ key, at: null, value: fromObject(item, depth + 1, budget) }));
    return { is: 'map', entries, at: null };
  }
  throw new TooBig(
    `found ${describe(value)}; a study holds strings, numbers, booleans, lists and mappings`
  );
}

/** What to do about a fault of YAML, by the parser's code. */
const REMEDIES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key was there before; keep one of the two',
  MULTIPLE_DOCS: 'a study is one document; remove the line ---',
  TAB_AS_INDENT: 'indent with spaces'
};

function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const written = assignment(text);
    if (written !== null) return { diagnostics: [written] };
    const diagnostics = faults.slice(0, 10).map((fault): Diagnostic => {
      const { line, col } = lines.linePos(fault.pos[0]);
      const remedy =
        REMEDIES[fault.code] ??
        'check brackets, quotes, indentation and the space after each colon';
      const message = `not valid YAML: ${fault.message}; ${remedy}`;
      return { at: { line, column: col }, key: '', message };
    });
    return { diagnostics };
  }
  const root = fromYaml(document.contents, document, lines, 0, new Budget());
  const written = root.is === 'scalar' ? assignment(text) : null;
  return written === null ? { root } : { diagnostics: [written] };
}

/** The first line that gives a key its value as Python does, `p = 0.5`. */
function assignment(text: string): Diagnostic | null {
  const found = /^([ \t]*)([A-Za-z_]\w*[ \t]*=[ \t]*[^\s=].*)$/m.exec(text);
  if (found === null) return null;
  const [, indent, words] = found;
  const line = text.slice(0, found.index).split('\n').length;
  const message = `found ${words.trim().slice(0, 60)}; a study has a colon between key and value: write ${withColon(words).slice(0, 60)}`;
  return { at: { line, column: indent.length + 1 }, key: '', message };
}

/**
 * Reads the study's text as YAML, or a plain object as it is.
 *
 * @param source YAML text or a plain object
 */
export function parseSource(source: unknown): Parsed {
  const fault = (message: string): Parsed => ({ diagnostics: [{ at: null, key: '', message }] });
  if (typeof source === 'string' && source.length > LONGEST_TEXT) {
    return fault(`the study has ${source.length} characters; allowed: at most ${LONGEST_TEXT}`);
  }
  try {
    return typeof source === 'string'
      ? parseYaml(source)
      : { root: fromObject(source, 0, new Budget()) };
  } catch (error) {
    if (error instanceof TooBig) {
      return fault(error.message);
    }
    throw error;
  }
}
