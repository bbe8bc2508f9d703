// What of a result must be the same everywhere: its digest, which is of the columns, and a fingerprint of the numbers
// that stand beside them.

import { createHash } from 'node:crypto';
import type { Result } from '../../src/study/result';

/** Fingerprints of a result. */
export interface Print {
  readonly digest: string;
  readonly beside: string;
}

/**
 * The sections of a result that hold numbers, as text; sentences and times are left out. It uses nothing from outside
 * itself, so that its source can be sent to another kernel.
 */
export function besideText(result: Result): string {
  const { profiles, masks, traces, flow, updates, weight_updates, verdicts } = result;
  const numbers = { ...verdicts, words: undefined };
  return JSON.stringify([profiles, masks, traces, flow, updates, weight_updates, numbers]);
}

/** The fingerprints of a result. */
export function printOf(result: Result): Print {
  const beside = createHash('sha256').update(besideText(result)).digest('hex');
  return { digest: result.digest, beside: `sha256:${beside}` };
}
