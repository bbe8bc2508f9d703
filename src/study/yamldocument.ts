// From the text of a study to a document of YAML, a word at a step, within limits that no study comes near.

import {
  Composer,
  Lexer,
  Parser,
  YAMLParseError,
  type CST,
  type Document,
  type LineCounter
} from 'yaml';
import type { Position } from './diagnostic';
import { listed, type Steps } from './steps';

/** No study nests deeper than a list of lists of widths. */
export const DEEPEST = 8;
/** Most tokens that are open at one place while a text is parsed. The parser calls itself for each, until the stack ends. */
const MOST_OPEN = 100;

/** Words out of place, as a bracket too many, after which the rest of a text is not read: each takes half a kilobyte. */
const MOST_STRAYS = 1000;

/**
 * Most words of a text, which are signs and blanks too: five to seven a value. What the parser makes of them, it
 * makes in one go, in which a study can't be stopped.
 */
const MOST_WORDS = 600_000;
const TOO_MANY_WORDS =
  `the study's text has more than ${MOST_WORDS} words, signs and blanks; write long lists as ranges, e.g. ` +
  '0..1 by 0.001, and the edges of a large graph in a file, e.g. network: {file: edges.csv}';

/** What is said of a study that nests too deep. */
export const TOO_DEEP = `the study nests deeper than ${DEEPEST} levels; no key needs that`;

/** A tree that is not taken; the message is complete but for its place. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly at: Position | null = null
  ) {
    super(message);
  }
}

/** Tokens of a text, a word of it at a step. */
function* tokensOf(text: string, lines: LineCounter): Steps<CST.Token[]> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let strays = 0;
  let words = 0;
  const refused = (message: string): Refusal => {
    const { line, col } = lines.linePos(parser.offset);
    return new Refusal(message, { line, column: col });
  };
  for (const word of new Lexer().lex(text)) {
    for (const token of parser.next(word)) {
      tokens.push(token);
      if (token.type === 'error') strays += 1;
    }
    if (strays > MOST_STRAYS) break;
    if (parser.stack.length > MOST_OPEN) throw refused(TOO_DEEP);
    if (++words > MOST_WORDS) throw refused(TOO_MANY_WORDS);
    yield;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function* firstTwo<T>(items: Iterable<T>): Generator<T> {
  let left = 2;
  for (const item of items) {
    yield item;
    if (--left === 0) return;
  }
}

/**
 * The document of a text, as parseDocument of yaml gives it, which takes seconds for a long list.
 *
 * @param lines is told where the lines of the text begin
 * @throws Refusal of a text with too many words, or that nests without end
 */
export function* documentOf(text: string, lines: LineCounter): Steps<Document.Parsed> {
  const tokens = yield* tokensOf(text, lines);
  const composer = new Composer({ prettyErrors: false, version: '1.2', uniqueKeys: false });
  // Not all of them: a text may have a million.
  const [document, second] = yield* listed(firstTwo(composer.compose(tokens, true, text.length)));
  if (second !== undefined) {
    const [from, to] = second.range;
    const message = 'Source contains multiple documents; please use YAML.parseAllDocuments()';
    document.errors.push(new YAMLParseError([from, to], 'MULTIPLE_DOCS', message));
  }
  return document;
}
