// The ReLU sign percolation of layered networks, to be read beside theta: the probability that the signal of one fixed
// input reaches the output at symmetric initialisation. Always exact.

import type { SignTask } from '../../engine/percolation/task';
import { taskSeconds } from '../cost';
import { ofKind, singlePart, type Context, type Part, type Point } from './part';

/**
 * Parts that find the probability at every point.
 *
 * @param points rows of a study of complete layers, or of sparse ones that are averaged
 * @param context the study
 */
export function signParts(points: readonly Point[], context: Context): Part[] {
  return points.map(({ row, subject }) => {
    const task: SignTask = { kind: 'sign', subject };
    const piece = { row, block: 0, task, seconds: taskSeconds(task, context.edges) };
    return singlePart(piece, result => ({
      columns: { sign_theta: ofKind([result], 'sign')[0].theta }
    }));
  });
}
