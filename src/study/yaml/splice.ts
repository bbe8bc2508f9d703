// Replacing parts of a text without touching the rest of it, and what must be known of YAML for that: where a node
// ends, where a line begins, which comments stand inside.

import { CST, isMap, isNode, isPair, isScalar, isSeq, Lexer, type Node, type Pair } from 'yaml';

/** A part of a text: from its first character up to the one behind its last. */
export type Span = readonly [start: number, end: number];

/** The text with another one in place of a part. */
export function spliced(text: string, [start, end]: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Where the line of a character begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line of a character ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The blanks before the first word of a character's line. */
export function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at)))![0];
}

/** Where a key begins, and where the word of it ends. */
export function keySpan({ key }: Pair): Span {
  const range = isScalar(key) ? key.range : null;
  if (!range) {
    throw new RangeError('a key of a study that is no word, which readStudy refuses');
  }
  return [range[0], range[1]];
}

/** Where a value begins and ends; comments and blanks behind it are no part of it. */
export function valueSpan(text: string, pair: Pair): Span {
  const { value } = pair;
  const range = isNode(value) ? value.range : null;
  if (!range) {
    const colon = text.indexOf(':', keySpan(pair)[1]) + 1;
    return [colon, colon];
  }
  const [start] = range;
  return [start, start + text.slice(start, endOf(text, value)).trimEnd().length];
}

/** Where a node ends. A block goes on over the comments behind its last item; here it ends with that item. */
function endOf(text: string, node: unknown): number {
  if (isPair(node)) {
    return valueSpan(text, node)[1];
  }
  const isBlock = (isMap(node) || isSeq(node)) && !node.flow;
  return isBlock ? endOf(text, node.items.at(-1)) : (node as Node).range![1];
}

/** The comments in a part of a text, in order. */
export function commentsIn(text: string, [start, end]: Span): string[] {
  const found: string[] = [];
  let [at, isContent] = [0, false];
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    // Marks that the lexer puts between the words stand for no character of the text.
    if (type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar') {
      isContent = type === 'scalar';
      continue;
    }
    if (type === 'comment' && !isContent && at >= start && at < end) {
      found.push(token);
    }
    at += token.length;
    isContent = false;
  }
  return found;
}
