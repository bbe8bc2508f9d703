// Whether a text and a figure mean the same study, and in which keys they differ. Comments, order, spelling and
// defaults that are written out make no difference.

import { bindStudy, boundSettings } from '../bind';
import { StudyError } from '../diagnostic';
import { studyHash } from '../hash';
import type { Setting } from '../key';
import { readStudy } from '../read';
import { atOnce } from '../steps';
import { resolve, single, type Study } from '../study';
import { studyCell } from './cell';

/** New values of keys by their paths; null for a key that is to go. */
export type Changes = ReadonlyMap<string, readonly Setting[] | null>;

/**
 * Whether a text means a study. The numbers in files and variables that both name are taken to be the same.
 *
 * @param text a study's YAML, or a cell with a magic above it
 * @param study what a figure shows, from readAgain
 * @returns false also for a text that can't be read
 */
export function sameStudy(text: string, study: Study): boolean {
  try {
    return hashOf(readLike(text, study)) === hashOf(bound(study, study));
  } catch (error) {
    if (error instanceof StudyError) {
      return false;
    }
    throw error;
  }
}

/**
 * What a text must say otherwise to mean a study.
 *
 * @param text a study's YAML, or a cell with a magic above it
 * @param study what it is to mean, from readAgain
 * @throws StudyError where the text can't be read, or does not fit the data that both name
 */
export function changesTo(text: string, study: Study): Changes {
  const [asked, wanted] = [readLike(text, study).settings, bound(study, study).settings];
  const paths = [...new Set([...wanted.keys(), ...asked.keys()])].filter(path => path !== 'force');
  const differing = paths.filter(
    path => JSON.stringify(asked.get(path)) !== JSON.stringify(wanted.get(path))
  );
  return new Map(differing.map(path => [path, wanted.get(path) ?? null]));
}

/** The study of a text, with what the data imply where both take the same data. */
function readLike(text: string, study: Study): Study {
  const cell = studyCell(text);
  // Empty lines stand for those of the magic, so that messages count as the cell does.
  const body = cell === null ? text : cell.head.replace(/[^\n]/g, '') + cell.body;
  const read = readStudy(body, {
    kind: cell?.kind,
    arrays: study.data?.name === 'arrays' ? study.data.variable : undefined
  });
  return bound(read, study);
}

/** A training study bound to data of which only the study of a result is at hand. */
function bound(study: Study, recorded: Study): Study {
  if (study.kind === 'percolation' || study.data?.name === 'teacher') {
    return atOnce(bindStudy(study, null));
  }
  const tasks = recorded.settings.get('data.task');
  const task = study.settings.get('data.task') ?? tasks;
  const isSame =
    JSON.stringify({ ...study.data, task }) === JSON.stringify({ ...recorded.data, task: tasks });
  // A study that was never run knows no more of its data than its text does.
  if (tasks === undefined || !isSame) {
    return study;
  }
  const widths = single(recorded, 'network.widths') as readonly number[] | undefined;
  const fit = {
    inputs: (widths?.[0] ?? single(recorded, 'network.input')) as number,
    outputs: (widths?.at(-1) ?? single(recorded, 'network.output')) as number,
    anyOutputs: false,
    tasks: tasks as ('classification' | 'regression')[],
    rows: Infinity,
    tested: Infinity,
    testKey: 'data' as const,
    name: 'the data'
  };
  return { ...study, settings: boundSettings(study, fit) };
}

function hashOf(study: Study): string {
  return studyHash(resolve(study));
}
