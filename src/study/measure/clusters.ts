// Clusters of a lattice: the largest one, the mean size of the others, and whether one crosses from the first row to
// the last.

import type { ClusterSums } from '../../engine/percolation/clusters';
import { meanInterval } from '../../engine/percolation/scoreinterval';
import { wilson } from '../../engine/percolation/wilson';
import { StudyError } from '../diagnostic';
import type { Measure } from '../keys/percolation';
import { cutTrials } from './cut';
import { estimateColumns, shareEstimate } from './masks';
import { checkGraph } from './method';
import { ofKind, type Answer, type Context, type Part, type Point } from './part';

function add(a: ClusterSums, b: ClusterSums): ClusterSums {
  return {
    trials: a.trials + b.trials,
    largest: [a.largest[0] + b.largest[0], a.largest[1] + b.largest[1]],
    size: [a.size[0] + b.size[0], a.size[1] + b.size[1]],
    crossing: a.crossing + b.crossing
  };
}

function columnsOf(
  { trials, largest, size, crossing }: ClusterSums,
  asked: readonly Measure[]
): Answer['columns'] {
  const mean = size[0] / trials;
  const variance = Math.max(0, (size[1] - size[0] * mean) / Math.max(1, trials - 1));
  const all: Partial<Record<Measure, Answer['columns']>> = {
    largest: estimateColumns('largest', shareEstimate(largest[0], largest[1], trials)),
    cluster: estimateColumns('cluster', { value: mean, ...meanInterval(mean, variance, trials) }),
    crossing: estimateColumns('crossing', {
      value: crossing / trials,
      ...wilson(crossing, trials)
    })
  };
  return Object.assign({}, ...asked.map(measure => all[measure] ?? {}));
}

/**
 * Parts that measure the clusters of each lattice.
 *
 * @param points rows of a study of lattices
 * @param context the study
 * @throws StudyError for directed lattices, where being joined is not mutual, and for `method: exact`
 */
export function clustersParts(points: readonly Point[], context: Context): Part[] {
  const { study } = context;
  const asked = study.settings.get('measure') as readonly Measure[];
  const refuse = (key: string, message: string): never => {
    throw new StudyError([{ at: study.locate(key), key, message }], study.source);
  };
  return points.map(point => {
    checkGraph(context, point);
    const { row, cell, subject, trials } = point;
    if (subject.network.is === 'lattice' && subject.network.directed) {
      refuse(
        'measure',
        'clusters need an undirected lattice; remove the measure, or directed: true'
      );
    }
    if (cell.get('method') === 'exact') {
      refuse('method', 'clusters are sampled; use method: auto or montecarlo');
    }
    return {
      pieces: cutTrials(row, { kind: 'clusters', subject, trials }, context),
      finish: results => {
        const totals = ofKind(results, 'clusters').map(({ sums }) => sums);
        return new Map([[row, { columns: columnsOf(totals.reduce(add), asked) }]]);
      }
    };
  });
}
