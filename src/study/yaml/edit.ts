// New values put into the text of a study. Only what changes is replaced, so comments, order, quotes, braces and blank
// lines stay as they were written; a comment inside a value that goes moves above its key.

import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import type { Kind, Setting } from '../key';
import { keysOf } from '../keys';
import type { Study } from '../study';
import { studyCell } from './cell';
import { inserted } from './insert';
import { writtenOrder } from './order';
import { replaced } from './replace';
import { changesTo, sameStudy, type Changes } from './same';
import { keySpan, lineEnd, lineStart, spliced, valueSpan } from './splice';
import { grouped, type Line } from './tree';
import { inFlow, writtenValues } from './value';

/** A text that can't be edited; the message says why and what to do instead. */
export class EditError extends Error {
  override readonly name = 'EditError';
}

/**
 * The text of a study with other values.
 *
 * @param text a study's YAML that readStudy takes, or a cell with a magic above it
 * @param changes new values of keys; a key that is not there is added at its place in the usual order
 * @returns the text in which only these keys have changed
 * @throws EditError where a key is written in a way that can't be followed, such as an alias
 */
export function editedText(text: string, changes: Changes): string {
  const cell = studyCell(text);
  const body = cell?.body ?? text;
  const kind = cell?.kind ?? (parseDocument(body).get('study') as Kind);
  const order = writtenOrder(kind);
  const sorted = [...changes].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const edited = sorted.reduce((now, [path, values]) => {
    const { contents } = parseDocument(now);
    return editedBelow({ text: now, kind }, contents, '', path, values);
  }, body);
  return (cell?.head ?? '') + edited;
}

/**
 * The text of a study that is to mean another one.
 *
 * @param text a study's YAML, or a cell with a magic above it
 * @param study what it is to mean, from readAgain
 * @returns the text in which only those keys have changed in which the two differ
 * @throws StudyError where the text can't be read; EditError where it can't be edited
 */
export function textMeaning(text: string, study: Study): string {
  const kind = studyCell(text)?.kind ?? study.kind;
  if (kind !== study.kind) {
    throw new EditError(`the cell is a ${kind} study, the figure one of ${study.kind}`);
  }
  const edited = editedText(text, changesTo(text, study));
  // An anchor that other keys refer to, say: better no edit than one that means something else.
  if (!sameStudy(edited, study)) {
    throw new EditError(
      'the study is written in a way that can\u2019t be edited piece by piece; change it by hand'
    );
  }
  return edited;
}

interface Source {
  readonly text: string;
  readonly kind: Kind;
}

/** The text with a key below a group changed, added or removed. */
function editedBelow(
  source: Source,
  group: unknown,
  above: string,
  path: string,
  values: readonly Setting[] | null
): string {
  const { text, kind } = source;
  if (!isMap(group)) {
    throw new EditError(`${above}${path} is below something that is no mapping; change it by hand`);
  }
  const [name, ...rest] = path.split('.');
  const pair = group.items.find(({ key }) => isScalar(key) && key.value === name);
  if (pair === undefined) {
    const add = (line: Line): string => inserted(text, kind, group, above, line);
    return values === null ? text : add([path, flowOf(kind, above + path, values)]);
  }
  const below = `${above}${name}.`;
  const short = keysOf(kind).find(key => key.shorthand && isChild(key.path, below));
  const isShort = rest.length > 0 && short !== undefined && !isMap(pair.value);
  const isWhole = isShort && below + rest.join('.') === short.path;
  if (rest.length === 0 || isWhole) {
    const key = keysOf(kind).find(each => each.path === (isWhole ? short.path : above + path))!;
    return values === null ? removed(text, group, name) : replaced(text, pair, key, values);
  }
  if (!isShort) {
    const isLast = isMap(pair.value) && pair.value.items.length === 1 && pair.value.has(rest[0]);
    return values === null && isLast && rest.length === 1
      ? removed(text, group, name)
      : editedBelow(source, pair.value, below, rest.join('.'), values);
  }
  if (values === null) {
    return text;
  }
  const span = valueSpan(text, pair);
  const lines: Line[] = [
    [short.path.slice(below.length), text.slice(...span)],
    [rest.join('.'), flowOf(kind, below + rest.join('.'), values)]
  ];
  return spliced(text, span, `{${grouped(lines, kind, below).join(', ')}}`);
}

function isChild(path: string, group: string): boolean {
  return path.startsWith(group) && !path.slice(group.length).includes('.');
}

function flowOf(kind: Kind, path: string, values: readonly Setting[]): string {
  return inFlow(
    writtenValues(
      keysOf(kind).find(key => key.path === path)!,
      values
    )
  );
}

/** The text without a key, and without the rest of its lines. */
function removed(text: string, { items, flow }: YAMLMap, name: string): string {
  const place = items.findIndex(({ key }) => isScalar(key) && key.value === name);
  const [before, pair, after] = [items[place - 1], items[place], items[place + 1]];
  const [start, end] = [keySpan(pair)[0], valueSpan(text, pair)[1]];
  if (!flow) {
    return spliced(text, [lineStart(text, start), lineEnd(text, end) + 1], '');
  }
  if (after !== undefined) {
    return spliced(text, [start, keySpan(after)[0]], '');
  }
  return spliced(text, [before === undefined ? start : valueSpan(text, before)[1], end], '');
}
