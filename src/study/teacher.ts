// What the teacher of a cell asks.

import type { Teacher } from '../engine/dropout/data/teacher';
import type { Cell } from './study';

/**
 * The teacher of a cell, or null where the study has a data set.
 *
 * @param cell a cell of a dropout study that has been bound to its data
 */
export function teacherOf(cell: Cell): Teacher | null {
  const get = <T>(name: string): T => cell.get(`data.${name}`) as T;
  return get('name') === 'teacher'
    ? {
        task: get('task'),
        balance: get<number | undefined>('balance') ?? null,
        offset: get('offset'),
        train: get('train'),
        test: get('test')
      }
    : null;
}
