// Keys and written values put together: groups in braces, as in network: {width: 8, depth: 16}.

import { keysOf } from '../keys';
import type { Kind } from '../key';

/** A key's path below a group, and its value on one line. */
export type Line = readonly [path: string, value: string];

/**
 * Lines `key: value`, groups in braces.
 *
 * @param lines paths and values in the order in which they are written; those of a group stand together
 * @param kind kind of study
 * @param above path of the group that the paths are below; '' at the top
 */
export function grouped(lines: readonly Line[], kind: Kind, above = ''): string[] {
  const names = [...new Set(lines.map(([path]) => path.split('.')[0]))];
  return names.map(name => {
    const own = lines.filter(([path]) => path.split('.')[0] === name);
    const below = own
      .filter(([path]) => path !== name)
      .map(([path, value]): Line => [path.slice(name.length + 1), value]);
    return `${name}: ${below.length === 0 ? own[0][1] : inBraces(below, kind, `${above}${name}.`)}`;
  });
}

/** A group: the one value that it is short for, or all in braces. */
function inBraces(lines: readonly Line[], kind: Kind, above: string): string {
  const [[path]] = lines;
  const isShort = lines.length === 1 && !path.includes('.') && isShorthand(above + path, kind);
  return isShort ? lines[0][1] : `{${grouped(lines, kind, above).join(', ')}}`;
}

/** Whether the group of a key may be given as the value of this key alone. */
function isShorthand(path: string, kind: Kind): boolean {
  return keysOf(kind).some(key => key.path === path && key.shorthand === true);
}
