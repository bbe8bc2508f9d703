// A study as text, as a person would write it: in the order of the examples, groups in braces, numbers as ranges, and
// without what would be filled in anyway.

import { StudyError } from '../diagnostic';
import { studyHash } from '../hash';
import { keysOf } from '../keys';
import { readStudy } from '../read';
import { resolve, type Study } from '../study';
import { writtenOrder } from './order';
import { grouped, type Line } from './tree';
import { inFlow, writtenText, writtenValues } from './value';

/** Keys that are written also where they would be filled in: a reader looks for them. */
const NAMED = ['model', 'data.name'];

/**
 * A study as YAML, with its first key.
 *
 * @param study a valid study
 * @returns lines that read back as a study with the same hash
 */
export function studyText(study: Study): string {
  return `study: ${study.kind}\n${bodyText(study)}`;
}

/**
 * A study as the text of a notebook's cell that runs it.
 *
 * @param study a valid study
 */
export function cellText(study: Study): string {
  return `%%${study.kind}\n${bodyText(study).trimEnd()}`;
}

function bodyText(study: Study): string {
  // What it may cost is no part of what is asked, and a result does not record it.
  const asked = new Map([...study.settings].filter(([path]) => path !== 'force'));
  const needed = [...asked.keys()].reduce<Study['settings']>((settings, path) => {
    const without = new Map([...settings].filter(([other]) => other !== path));
    return isImplied(study, path, without) ? without : settings;
  }, asked);
  return textOf({ ...study, settings: needed });
}

/** Whether a study says the same without a key, beside these others. */
function isImplied(study: Study, path: string, settings: Study['settings']): boolean {
  const { kind, data } = study;
  const values = study.settings.get(path)!;
  const isSwept =
    values.length > 1 && keysOf(kind).find(key => key.path === path)!.takes === 'axis';
  if (NAMED.includes(path) || isSwept) {
    return false;
  }
  const arrays = data?.name === 'arrays' ? data.variable : undefined;
  try {
    const read = readStudy(resolve({ ...study, settings, fingerprint: null }), { arrays });
    return hashOf(read) === hashOf(study);
  } catch (error) {
    if (error instanceof StudyError) {
      return false;
    }
    throw error;
  }
}

function hashOf(study: Study): string {
  return studyHash(resolve({ ...study, fingerprint: null }));
}

/** All that a study says. */
function textOf({ kind, graph, settings }: Study): string {
  const keys = keysOf(kind);
  const lines = writtenOrder(kind).flatMap((path): Line[] => {
    if (path === 'network.edges' && graph && 'edges' in graph) {
      const pairs = graph.edges.map(units => `[${units.map(writtenText).join(', ')}]`);
      return [[path, inFlow(pairs)]];
    }
    const [key, values] = [keys.find(each => each.path === path)!, settings.get(path)];
    return values === undefined ? [] : [[path, inFlow(writtenValues(key, values))]];
  });
  return `${grouped(lines, kind).join('\n')}\n`;
}
