// The ReLU sign percolation of layered networks, to be read beside theta: the probability that the signal of one fixed
// input reaches the output at symmetric initialisation. Always exact.

import { ofKind, singlePart, type Context, type Parts, type Point } from './part';

/**
 * Parts that find the probability at every point.
 *
 * @param points rows of a study of complete layers, or of sparse ones that are averaged
 * @param context the study
 */
export function* signParts(points: readonly Point[], context: Context): Parts {
  for (const { row, subject } of points) {
    yield singlePart(row, { kind: 'sign', subject }, context, result => ({
      columns: { sign_theta: ofKind([result], 'sign')[0].theta }
    }));
  }
}
