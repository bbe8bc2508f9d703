// All measures of a percolation study: which parts answer which.

import type { Measure } from '../keys/percolation';
import { blocksParts } from './blocks';
import { clustersParts } from './clusters';
import { collapseParts } from './collapse';
import { drawingParts } from './drawing';
import { layersParts } from './layers';
import { mincutParts } from './mincut';
import type { Context, Parts, Point } from './part';
import { polynomialParts } from './polynomial';
import { signParts } from './sign';
import { thetaParts } from './theta';
import { thresholdParts } from './threshold';

/** Measures that one set of parts answers together. */
const ANSWERED: readonly {
  readonly measures: readonly Measure[];
  readonly parts: (points: readonly Point[], context: Context) => Parts;
}[] = [
  { measures: ['threshold'], parts: thresholdParts },
  { measures: ['reach', 'trainable', 'paths', 'cut'], parts: layersParts },
  { measures: ['mincut'], parts: mincutParts },
  { measures: ['polynomial'], parts: polynomialParts },
  { measures: ['largest', 'cluster', 'crossing'], parts: clustersParts },
  { measures: ['blocks'], parts: blocksParts },
  { measures: ['collapse'], parts: collapseParts },
  { measures: ['sign_theta'], parts: signParts },
  { measures: ['mask'], parts: drawingParts }
];

/** Measures of a study. */
export function measuresOf({ study }: Pick<Context, 'study'>): readonly Measure[] {
  return study.settings.get('measure') as readonly Measure[];
}

/** Whether every row has its removal probabilities; without them there is no theta. */
function hasRates({ study }: Context): boolean {
  return study.settings.has('p') || study.settings.has('p_site');
}

/**
 * Parts of all measures of a study; theta is there wherever p is.
 *
 * @param points rows of the study
 * @param context the study and the edges of its graph
 * @throws StudyError where what the study asks for does not apply
 */
export function* measureParts(points: readonly Point[], context: Context): Parts {
  const asked = measuresOf(context);
  if (hasRates(context)) {
    yield* thetaParts(points, context);
  }
  for (const { measures, parts } of ANSWERED) {
    if (measures.some(measure => asked.includes(measure))) {
      yield* parts(points, context);
    }
  }
}
