// Where things stand in the text of a study that is being written. A YAML parser gives up where a bracket is
// still open; this scanner knows only keys, values, lists and their nesting, and goes on from any text.

import type { End, Mention, Scan, Token } from './place';

/** A mapping in lines, by its indentation. `open` is the path of its last key while that has no value yet. */
interface Block {
  readonly indent: number;
  readonly group: string;
  last: string;
  open: boolean;
}

/** A mapping or list in brackets. */
interface Flow {
  readonly isMap: boolean;
  readonly path: string;
  readonly from: number;
  /** Path of the key whose value is due; null where a key is. */
  key: string | null;
  /** The entry is complete; a comma is due. */
  done: boolean;
}

const NOTHING: End = { is: 'nothing' };
const QUOTED_KEY = /^(["'])([^"']*)\1[ \t]*:(?=\s|$)/;
const DASH = /^-(?:[ \t]+|$)/;

/** The key that a line begins with: its name, the end of the name and the end of its colon. */
function keyOf(rest: string): { name: string; end: number; colon: number } | null {
  const quoted = QUOTED_KEY.exec(rest);
  if (quoted) {
    return { name: quoted[2], end: quoted[2].length + 2, colon: quoted[0].length };
  }
  const colon = rest.indexOf(':');
  const name = rest.slice(0, Math.max(colon, 0)).trimEnd();
  const isKey =
    /^[^\s#:,[\]{}&*!|>'"%@`-]/.test(name) && /^(?:\s|$)/.test(rest.slice(colon + 1, colon + 2));
  return isKey && !/\s#/.test(name) ? { name, end: name.length, colon: colon + 1 } : null;
}

function below(group: string, key: string): string {
  return group === '' ? key : `${group}.${key}`;
}

class Scanner {
  readonly mentions: Mention[] = [];
  readonly tokens: Token[] = [];
  end: End = { is: 'key', group: '', from: 0 };
  private readonly blocks: Block[] = [{ indent: -1, group: '', last: '', open: true }];

  constructor(private readonly text: string) {}

  scan(): void {
    let at = 0;
    while (at <= this.text.length) {
      at = this.line(at) + 1;
    }
  }

  /** Reads the line that begins at `at`, and what a bracket continues; returns the end of the last line. */
  private line(at: number): number {
    const stop = this.endOfLine(at);
    let start = at;
    while (start < stop && this.text[start] === ' ') {
      start += 1;
    }
    const isBlank = this.text.slice(start, stop).trim() === '';
    if (isBlank && stop < this.text.length) {
      return stop;
    }
    if (this.text[start] === '#') {
      this.end = NOTHING;
      return stop;
    }
    return this.content(start, start - at, stop, false);
  }

  /** Reads what stands at `start`, in column `indent`: a dash, a key with its value, or a word. */
  private content(start: number, indent: number, stop: number, inList: boolean): number {
    const rest = this.text.slice(start, stop);
    while (this.top.indent > indent) {
      this.blocks.pop();
    }
    const dash = DASH.exec(rest);
    if (dash) {
      const path = this.top.open ? this.top.last : this.top.group;
      return this.item(path, start + dash[0].length, indent + dash[0].length, stop);
    }
    if (this.top.indent < indent) {
      const { open, last } = this.top;
      if (!open && rest.trim() === '') {
        this.end = { is: 'key', group: this.top.group, from: start };
        return stop;
      }
      if (!open) {
        // The value goes on in a further line.
        this.end = { is: 'value', path: last, from: start, inList };
        return stop;
      }
      this.blocks.push({ indent, group: last, last: '', open: false });
    }
    const found = keyOf(rest);
    if (!found) {
      this.word(rest, start, inList);
      return stop;
    }
    const path = below(this.top.group, found.name);
    this.mentions.push({ path, from: start, to: start + found.end });
    this.top.last = path;
    this.top.open = true;
    return this.value(path, start + found.colon, indent, stop, false);
  }

  private item(path: string, start: number, indent: number, stop: number): number {
    const rest = this.text.slice(start, stop);
    if (keyOf(rest) || DASH.test(rest)) {
      this.blocks.push({ indent, group: path, last: path, open: true });
      return this.content(start, indent, stop, true);
    }
    return this.value(path, start, indent - 1, stop, true);
  }

  /** A word without a colon: a key that is being written, or the value of a key in the line above. */
  private word(rest: string, start: number, inList: boolean): void {
    const { group } = this.top;
    const text = rest.replace(/(^|\s)#.*$/s, '').trimEnd();
    if (text !== '') {
      this.tokens.push({ path: group, text, from: start, to: start + text.length });
    }
    const inComment = /(^|\s)#/.test(rest);
    this.end = inComment
      ? NOTHING
      : inList
        ? { is: 'value', path: group, from: start, inList }
        : { is: 'key', group, from: start };
  }

  /** Reads the value of a key, or an item behind a dash. */
  private value(path: string, at: number, indent: number, stop: number, inList: boolean): number {
    let start = at;
    while (start < stop && /\s/.test(this.text[start])) {
      start += 1;
    }
    const first = this.text[start];
    if (start === stop) {
      this.end = { is: 'value', path, from: stop, inList };
      return stop;
    }
    if (!inList && first !== '#') {
      this.top.open = false;
    }
    if (first === '{' || first === '[') {
      return this.flow(path, start, indent);
    }
    if (first === '"' || first === "'") {
      const close = this.endOfQuote(start, stop);
      this.token(path, start, close);
      this.end = NOTHING;
      return stop;
    }
    const rest = this.text.slice(start, stop);
    const comment = rest.search(/(^|\s)#/);
    const plain = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
    if (plain !== '') {
      this.token(path, start, start + plain.length);
    }
    this.end = comment < 0 ? { is: 'value', path, from: start, inList } : NOTHING;
    return stop;
  }

  /** Reads brackets, over lines if need be, until they close or a line that belongs to the block above. */
  private flow(path: string, start: number, indent: number): number {
    const open: Flow[] = [];
    let at = start;
    const enter = (): void => {
      const above = open.at(-1);
      const isMap = this.text[at] === '{';
      const inner = above ? (above.key ?? above.path) : path;
      open.push({ isMap, path: inner, from: at, key: null, done: false });
    };
    while (at < this.text.length) {
      const char = this.text[at];
      const flow = open.at(-1);
      if (char === '\n') {
        if (this.leaves(at + 1, indent)) {
          return at;
        }
      } else if (char === '{' || char === '[') {
        enter();
      } else if (char === '}' || char === ']') {
        const closed = open.pop()!;
        this.token(closed.path, closed.from, at + 1);
        if (open.length === 0) {
          this.end = NOTHING;
          return this.endOfLine(at);
        }
        open.at(-1)!.done = true;
      } else if (char === ',') {
        flow!.key = null;
        flow!.done = false;
      } else if (char === '#' && /\s/.test(this.text[at - 1])) {
        at = this.endOfLine(at);
        if (at === this.text.length) {
          this.end = NOTHING;
          return at;
        }
        continue;
      } else if (!/\s/.test(char)) {
        at = this.flowWord(flow!, at);
        if (at === this.text.length) {
          return at;
        }
        continue;
      }
      at += 1;
    }
    this.end = this.inFlow(open.at(-1)!, at);
    return at;
  }

  /** Reads a key or a scalar inside brackets; returns its end. */
  private flowWord(flow: Flow, start: number): number {
    let at = start;
    const quote = this.text[start];
    if (quote === '"' || quote === "'") {
      at = this.endOfQuote(start, this.text.length);
    } else {
      while (at < this.text.length && !/[,[\]{}\n]/.test(this.text[at])) {
        const endsKey =
          this.text[at] === ':' && /^(?:$|[\s,[\]{}])/.test(this.text.slice(at + 1, at + 2));
        const isComment = this.text[at] === '#' && /\s/.test(this.text[at - 1]);
        if ((endsKey && flow.isMap && flow.key === null) || isComment) {
          break;
        }
        at += 1;
      }
    }
    const isOpen = at === this.text.length;
    const word = this.text.slice(start, at).trimEnd();
    const to = start + word.length;
    if (flow.isMap && flow.key === null && this.text[at] === ':') {
      flow.key = below(flow.path, word.replace(/^(["'])(.*)\1$/, '$2'));
      this.mentions.push({ path: flow.key, from: start, to });
      this.end = at + 1 === this.text.length ? this.inFlow(flow, at + 1) : this.end;
      return at + 1;
    }
    this.token(flow.key ?? flow.path, start, to);
    this.end = isOpen && quote !== '"' && quote !== "'" ? this.inFlow(flow, start) : NOTHING;
    flow.done = true;
    return at;
  }

  private inFlow(flow: Flow, from: number): End {
    if (flow.done) {
      return NOTHING;
    }
    return flow.isMap && flow.key === null
      ? { is: 'key', group: flow.path, from }
      : { is: 'value', path: flow.key ?? flow.path, from, inList: !flow.isMap };
  }

  /** Whether the line at `at` stands too far left to belong to brackets that are open, and does not close them. */
  private leaves(at: number, indent: number): boolean {
    const line = this.text.slice(at, this.endOfLine(at));
    const column = line.search(/\S/);
    return column >= 0 && column <= indent && keyOf(line.trimStart()) !== null;
  }

  private token(path: string, from: number, to: number): void {
    this.tokens.push({ path, text: this.text.slice(from, to), from, to });
  }

  private endOfQuote(start: number, stop: number): number {
    const quote = this.text[start];
    for (let at = start + 1; at < stop; at++) {
      if (this.text[at] === '\\' && quote === '"') {
        at += 1;
      } else if (this.text[at] === quote) {
        return at + 1;
      }
    }
    return stop;
  }

  private endOfLine(at: number): number {
    const found = this.text.indexOf('\n', at);
    return found < 0 ? this.text.length : found;
  }

  private get top(): Block {
    return this.blocks.at(-1)!;
  }
}

/**
 * Scans the text of a study, valid or not.
 *
 * @param text YAML as far as it is written; places count UTF-16 units from 0
 */
export function scan(text: string): Scan {
  const scanner = new Scanner(text);
  scanner.scan();
  return scanner;
}
