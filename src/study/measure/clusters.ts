// Clusters of a lattice: the largest one, the mean size of the others, and whether one crosses from the first row to
// the last. Exact over all masks where elements are few, else sampled.

import type { ClusterSums } from '../../engine/percolation/clusters';
import { rangeInterval } from '../../engine/percolation/scoreinterval';
import type { ClusterMeansTask, Subject } from '../../engine/percolation/task';
import type { ClusterMeans } from '../../engine/percolation/weighedclusters';
import { wilson } from '../../engine/percolation/wilson';
import { taskSeconds } from '../cost';
import type { Measure } from '../keys/percolation';
import { refuse } from '../refuse';
import { cutTrials } from './cut';
import { estimateColumns, shareEstimate } from './masks';
import { checkGraph, isEnumerated } from './method';
import { ofKind, singlePart, type Answer, type Context, type Part, type Point } from './part';

function add(a: ClusterSums, b: ClusterSums): ClusterSums {
  return {
    trials: a.trials + b.trials,
    largest: [a.largest[0] + b.largest[0], a.largest[1] + b.largest[1]],
    size: [a.size[0] + b.size[0], a.size[1] + b.size[1]],
    crossing: a.crossing + b.crossing
  };
}

type Columns = Answer['columns'];

/** Columns of the measures that are asked for. */
function askedOf(all: Partial<Record<Measure, Columns>>, asked: readonly Measure[]): Columns {
  return Object.assign({}, ...asked.map(measure => all[measure] ?? {})) as Columns;
}

function exactColumns(
  { largest, size, crossing }: ClusterMeans,
  asked: readonly Measure[]
): Columns {
  const exact = (name: string, value: number): Columns =>
    estimateColumns(name, { value, low: value, high: value });
  const all = {
    largest: exact('largest', largest),
    cluster: exact('cluster', size),
    crossing: exact('crossing', crossing)
  };
  return askedOf(all, asked);
}

/** Of two clusters one has at most half of all sites: what a cluster besides the largest can't exceed. */
function mostBesides({ network }: Subject): number {
  if (network.is !== 'lattice') {
    throw new TypeError('clusters: only lattices have them');
  }
  return (network.size[0] * network.size[1]) / 2;
}

function sampledColumns(
  { trials, largest, size, crossing }: ClusterSums,
  most: number,
  asked: readonly Measure[]
): Columns {
  const mean = size[0] / trials;
  const variance = Math.max(0, (size[1] - size[0] * mean) / Math.max(1, trials - 1));
  const all = {
    largest: estimateColumns('largest', shareEstimate(largest[0], largest[1], trials)),
    cluster: estimateColumns('cluster', {
      value: mean,
      ...rangeInterval(mean, variance, trials, [0, most])
    }),
    crossing: estimateColumns('crossing', {
      value: crossing / trials,
      ...wilson(crossing, trials)
    })
  };
  return askedOf(all, asked);
}

function exactPart({ row, subject }: Point, asked: readonly Measure[], context: Context): Part {
  const task: ClusterMeansTask = { kind: 'cluster means', subject };
  const piece = { row, block: 0, task, seconds: taskSeconds(task, context.edges) };
  return singlePart(piece, result => ({
    columns: exactColumns(ofKind([result], 'cluster means')[0], asked)
  }));
}

/**
 * Parts that measure the clusters of each lattice.
 *
 * @param points rows of a study of lattices
 * @param context the study
 * @throws StudyError for directed lattices, where being joined is not mutual
 */
export function clustersParts(points: readonly Point[], context: Context): Part[] {
  const { study } = context;
  const asked = study.settings.get('measure') as readonly Measure[];
  return points.map(point => {
    checkGraph(context, point);
    const { row, subject, trials } = point;
    if (subject.network.is === 'lattice' && subject.network.directed) {
      refuse(
        study,
        'measure',
        'clusters need an undirected lattice; remove the measure, or directed: true'
      );
    }
    if (isEnumerated(context, point)) {
      return exactPart(point, asked, context);
    }
    return {
      pieces: cutTrials(row, { kind: 'clusters', subject, trials }, context),
      finish: results => {
        const totals = ofKind(results, 'clusters').map(({ sums }) => sums);
        return new Map([
          [row, { columns: sampledColumns(totals.reduce(add), mostBesides(subject), asked) }]
        ]);
      }
    };
  });
}
