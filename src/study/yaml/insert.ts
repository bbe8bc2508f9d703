// A key added to the text of a study, at its place in the usual order.

import { isScalar, type Pair, type YAMLMap } from 'yaml';
import type { Kind } from '../key';
import { writtenOrder } from './order';
import { keySpan, lineEnd, lineStart, spliced, valueSpan } from './splice';
import { grouped, type Line } from './tree';

/**
 * The text with a key more.
 *
 * @param text a study's YAML
 * @param kind kind of study
 * @param group the mapping in it that gets the key
 * @param above path of the group; '' at the top
 * @param line the key's path below the group, and its value
 */
export function inserted(
  text: string,
  kind: Kind,
  { items, flow, range }: YAMLMap,
  above: string,
  line: Line
): string {
  const order = writtenOrder(kind);
  const rank = (name: string): number =>
    order.findIndex(path => `${path}.`.startsWith(`${above}${name}.`));
  const rankOf = ({ key }: Pair): number => rank(String(isScalar(key) ? key.value : key));
  const own = rank(line[0].split('.')[0]);
  const earlier = items
    .filter(pair => rankOf(pair) < own)
    .reduce<Pair | null>((a, b) => (a !== null && rankOf(a) > rankOf(b) ? a : b), null);
  const [written] = grouped([line], kind, above);
  if (items.length === 0) {
    return spliced(text, [range![0], range![1]], `{${written}}`);
  }
  const first = keySpan(items[0])[0];
  if (flow) {
    const end = earlier === null ? first : valueSpan(text, earlier)[1];
    return spliced(text, [end, end], earlier === null ? `${written}, ` : `, ${written}`);
  }
  const indent = ' '.repeat(first - lineStart(text, first));
  const at = earlier === null ? lineStart(text, first) : lineEnd(text, valueSpan(text, earlier)[1]);
  return spliced(
    text,
    [at, at],
    earlier === null ? `${indent}${written}\n` : `\n${indent}${written}`
  );
}
