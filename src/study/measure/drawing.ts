// One trial of a network, for drawing: which elements are removed, what is reachable, what is live, where paths end.

import { graphSize } from '../../engine/network/build';
import { LARGEST_DRAWING, MOST_DRAWINGS } from '../sectionlimits';
import { checkGraph } from './method';
import { groupPoints, ofKind, WholeTask, type Context, type Parts, type Point } from './part';

/**
 * Parts that draw a trial of the first points whose networks are small enough.
 *
 * @param points rows of the study
 * @param context the study and the edges of its graph
 */
export function* drawingParts(points: readonly Point[], context: Context): Parts {
  const small = points.filter(point => {
    checkGraph(context, point);
    const { units, edges } = graphSize(point.subject.network, context.edges);
    return units + edges <= LARGEST_DRAWING;
  });
  // Rows that differ in p alone show one trial, whose elements close in the order of their labels.
  const shown = groupPoints(context.study, small, ['p']).flatMap(group =>
    group.map(point => ({ point, stream: group[0].row }))
  );
  for (const { point, stream } of shown.slice(0, MOST_DRAWINGS)) {
    const { row, subject } = point;
    yield {
      pieces: new WholeTask(stream, { kind: 'drawing', subject }, context),
      finish: results => {
        const [{ drawing }] = ofKind(results, 'drawing');
        return new Map([[row, { columns: {}, drawing }]]);
      }
    };
  }
}
