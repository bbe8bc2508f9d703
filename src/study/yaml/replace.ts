// A value replaced in the text of a study, in the style of the one before: a range stays a range, a list a list (in
// brackets or one item a line), a quoted text is quoted.

import { isMap, isScalar, isSeq, type Pair } from 'yaml';
import type { Key, Setting } from '../key';
import { looksLikeRange } from '../range';
import { commentsIn, indentOf, keySpan, lineStart, spliced, valueSpan, type Span } from './splice';
import { inFlow, SHORTEST_RANGE, writtenValues, type Written } from './value';

/** Fewest numbers that become a range where a range stood, and where a list stood. */
const WHERE_RANGE = 3;
const WHERE_LIST = 17;

/** What single quotes hold without escapes. */
const UNESCAPED = /^[\x20-\x7e]*$/;

/**
 * The text with other values of a key.
 *
 * @param text a study's YAML
 * @param pair the key and what is written for it
 * @param key the key's row in the table
 * @param values at least one
 */
export function replaced(text: string, pair: Pair, key: Key, values: readonly Setting[]): string {
  const written = writtenValues(key, values, shortestRange(pair.value));
  const { span, by } = placed(text, pair, written, values);
  const start = keySpan(pair)[0];
  const indent = indentOf(text, start);
  const comments = commentsIn(text, span).map(comment => `${indent}${comment}\n`);
  const above = lineStart(text, start);
  return spliced(spliced(text, span, by), [above, above], comments.join(''));
}

function shortestRange(before: unknown): number {
  const isRange = isScalar(before) && looksLikeRange(String(before.value));
  return isRange ? WHERE_RANGE : isSeq(before) ? WHERE_LIST : SHORTEST_RANGE;
}

/** Which part of the text goes, and what comes in its place. */
function placed(
  text: string,
  pair: Pair,
  written: Written,
  values: readonly Setting[]
): { readonly span: Span; readonly by: string } {
  const { value: before } = pair;
  const [start, end] = valueSpan(text, pair);
  const isBlock = (isSeq(before) || isMap(before)) && !before.flow;
  if (isBlock && typeof written !== 'string') {
    const indent = ' '.repeat(start - lineStart(text, start));
    return { span: [start, end], by: written.map(item => `- ${item}`).join(`\n${indent}`) };
  }
  const colon = text.indexOf(':', keySpan(pair)[1]) + 1;
  if (isBlock || start === colon) {
    return { span: [colon, end], by: ` ${inFlow(written)}` };
  }
  const plain = inFlow(written);
  // The text itself, or a range: what quotes may stand around.
  const words = values.length === 1 ? values[0] : written;
  const isWord = typeof written === 'string' && typeof words === 'string' && isScalar(before);
  const by = isWord ? quoted(words, before.type, plain) : plain;
  return { span: [start, end], by };
}

/** A text in the quotes of another one. */
function quoted(words: string, type: string | undefined, plain: string): string {
  if (type === 'QUOTE_SINGLE' && UNESCAPED.test(words)) {
    return `'${words.replaceAll("'", "''")}'`;
  }
  return type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? JSON.stringify(words) : plain;
}
