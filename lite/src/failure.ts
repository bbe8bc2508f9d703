// What a cell threw, as front ends show it: a mistake in a study is its message alone, a fault of the cell's code also
// says in which of its lines it came up. Lines of the kernel itself are left out.

import { DataError } from '../../src/engine/dropout/dataset';
import { GraphError } from '../../src/engine/network/edges';
import { HostError } from '../../src/host/host';
import { StudyError } from '../../src/study/diagnostic';
import { UsageError } from './cell';
import { inspect } from './inspect';
import type { Failure } from './protocol';

/** What a cell ends with when the reader stops it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Errors whose message is complete. */
const PLAIN = [StudyError, DataError, GraphError, HostError, UsageError, Interrupted];

/** A line of a stack that is in a cell: `cell-3.ts:2:5`, as Chromium, Firefox and Safari write it. */
const PLACE = /\bcell-(\d+)\.ts:(\d+):\d+/;

/**
 * An error as front ends show it.
 *
 * @param error whatever was thrown
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) {
    const evalue = inspect(error);
    return { ename: 'Thrown', evalue, traceback: [`Thrown: ${evalue}`] };
  }
  const { name, message } = error;
  const plain = PLAIN.some(type => error instanceof type);
  const places = plain ? [] : placesOf(error.stack ?? '');
  return { ename: name, evalue: message, traceback: [`${name}: ${message}`, ...places] };
}

function placesOf(stack: string): string[] {
  return stack.split('\n').flatMap(line => {
    const found = PLACE.exec(line);
    return found ? [`    in cell [${found[1]}], line ${found[2]}`] : [];
  });
}
