// From the text of a study, or from a plain object, to one tree of nodes that remember their place.

import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter } from 'yaml';
import { clipped } from '../engine/clipped';
import type { Diagnostic, Position } from './diagnostic';
import type { Steps } from './steps';
import { withColon } from './suggest';
import { DEEPEST, documentOf, Refusal, TOO_DEEP } from './yamldocument';

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

/** Tree or mistakes; exactly one of the two is there. */
export type Parsed =
  | { readonly root: Node; readonly diagnostics?: never }
  | { readonly root?: never; readonly diagnostics: readonly Diagnostic[] };

/** Values of a part of the tree, and how many levels it has. */
interface Spent {
  readonly nodes: number;
  readonly levels: number;
}

/** Counts nodes and depth, so that no input can exhaust memory. */
class Budget {
  private nodes = 0;
  private deepest = 0;

  /** Where the count of a part begins. */
  begin(): Spent {
    const before = { nodes: this.nodes, levels: this.deepest };
    this.deepest = 0;
    return before;
  }

  /** What a part at a depth has taken since its count began. */
  since(before: Spent, depth: number): Spent {
    const spent = { nodes: this.nodes - before.nodes, levels: this.deepest - depth };
    this.deepest = Math.max(this.deepest, before.levels);
    return spent;
  }

  spend(depth: number): void {
    this.spendAgain({ nodes: 1, levels: 0 }, depth);
  }

  /** Counts a part that is there already once more, at another depth. */
  spendAgain({ nodes, levels }: Spent, depth: number): void {
    this.nodes += nodes;
    this.deepest = Math.max(this.deepest, depth + levels);
    if (this.nodes > MOST_NODES || depth + levels > DEEPEST) {
      throw new Refusal(
        depth + levels > DEEPEST
          ? TOO_DEEP
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

/** Turns the nodes of a document into the study's tree, in the order of the text. */
class YamlTree {
  /** What each anchor stands for at the place reached, with the number of its values and how deep they nest. */
  private readonly anchors = new Map<string, { readonly node: Node; readonly spent: Spent }>();
  private readonly budget = new Budget();

  constructor(private readonly lines: LineCounter) {}

  /** The tree below a node that stands `depth` levels below the study. */
  *node(from: unknown, depth: number): Steps<Node> {
    if (isAlias(from)) {
      return this.alias(from.source, from.range, depth);
    }
    const before = this.budget.begin();
    this.budget.spend(depth);
    const node = yield* this.own(from, depth);
    const anchor = isNode(from) ? from.anchor : undefined;
    if (anchor !== undefined) {
      this.anchors.set(anchor, { node, spent: this.budget.since(before, depth) });
    }
    return node;
  }

  private *own(from: unknown, depth: number): Steps<Node> {
    const at = isNode(from) ? this.place(from.range) : null;
    if (isMap(from)) {
      return { is: 'map', entries: yield* this.entries(from.items, depth + 1), at };
    }
    if (isSeq(from)) {
      const items: Node[] = [];
      for (const item of from.items) {
        items.push(yield* this.node(item, depth + 1));
        yield;
      }
      return { is: 'list', items, at };
    }
    return isScalar(from) && isScalarValue(from.value)
      ? { is: 'scalar', value: from.value, at }
      : { is: 'scalar', value: null, at: null };
  }

  /** Keys are compared here: the parser would compare each with all before it. */
  private *entries(
    pairs: readonly { key: unknown; value: unknown }[],
    depth: number
  ): Steps<Entry[]> {
    const names = new Set<string>();
    const entries: Entry[] = [];
    for (const { key, value } of pairs) {
      const at = isNode(key) ? this.place(key.range) : null;
      if (!isScalar(key)) {
        throw new Refusal('found a key that is no word; a key is a word, e.g. width: 8', at);
      }
      const name = String(key.value);
      if (names.has(name)) {
        throw new Refusal(
          `not valid YAML: Map keys must be unique; ${REMEDIES['DUPLICATE_KEY']}`,
          at
        );
      }
      names.add(name);
      entries.push({ key: clipped(name), at, value: yield* this.node(value, depth) });
    }
    return entries;
  }

  /** What an anchor stands for. It counts again, so that an alias may not multiply without end. */
  private alias(name: string, range: unknown, depth: number): Node {
    const meant = this.anchors.get(name);
    if (meant === undefined) {
      const message = `found *${clipped(name)}, an alias of nothing before it; write the value itself`;
      throw new Refusal(message, this.place(range));
    }
    this.budget.spendAgain(meant.spent, depth);
    return meant.node;
  }

  private place(range: unknown): Position | null {
    if (!Array.isArray(range)) {
      return null;
    }
    const { line, col } = this.lines.linePos(range[0] as number);
    return { line, column: col };
  }
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
      .map(([key, item]): Entry => ({
        key: clipped(key),
        at: null,
        value: fromObject(item, depth + 1, budget)
      }));
    return { is: 'map', entries, at: null };
  }
  throw new Refusal(
    `found ${describe(value)}; a study holds strings, numbers, booleans, lists and mappings`
  );
}

/** What to do about a fault of YAML, by the parser's code. */
const REMEDIES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key was there before; keep one of the two',
  MULTIPLE_DOCS: 'a study is one document; remove the line ---',
  TAB_AS_INDENT: 'indent with spaces'
};

function* parseYaml(text: string): Steps<Parsed> {
  const lines = new LineCounter();
  const document = yield* documentOf(text, lines);
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
  const root = yield* new YamlTree(lines).node(document.contents, 0);
  const written = root.is === 'scalar' ? assignment(text) : null;
  return written === null ? { root } : { diagnostics: [written] };
}

/** The first line that gives a key its value as Python does, `p = 0.5`. */
function assignment(text: string): Diagnostic | null {
  const found = /^([ \t]*)([A-Za-z_]\w*[ \t]*=[ \t]*[^\s=].*)$/m.exec(text);
  if (found === null) return null;
  const [, indent, words] = found;
  const line = text.slice(0, found.index).split('\n').length;
  const message = `found ${clipped(words.trim())}; a study has a colon between key and value: write ${clipped(withColon(words))}`;
  return { at: { line, column: indent.length + 1 }, key: '', message };
}

/**
 * Reads the study's text as YAML, a word or value at a step, or a plain object as it is.
 *
 * @param source YAML text or a plain object
 */
export function* parseSteps(source: unknown): Steps<Parsed> {
  const fault = (message: string, at: Position | null = null): Parsed => ({
    diagnostics: [{ at, key: '', message }]
  });
  if (typeof source === 'string' && source.length > LONGEST_TEXT) {
    return fault(`the study has ${source.length} characters; allowed: at most ${LONGEST_TEXT}`);
  }
  try {
    return typeof source === 'string'
      ? yield* parseYaml(source)
      : { root: fromObject(source, 0, new Budget()) };
  } catch (error) {
    if (error instanceof Refusal) {
      return fault(error.message, error.at);
    }
    throw error;
  }
}
