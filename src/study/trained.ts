// The network that a run of a training study leaves: the run is made again, with the same bits.

import type { TrainedNetwork } from '../engine/dropout/trainednetwork';
import { StudyError } from './diagnostic';
import { planStudy } from './plan';
import { prepare } from './prepare';
import type { RunOptions } from './run';
import { inTurns } from './steps';
import type { Study } from './study';

/**
 * Trains the network of one row of a result.
 *
 * @param study a dropout study from readStudy
 * @param row row of its result, from 0
 * @param options where it runs, and where its data are
 * @throws StudyError for a percolation study, for a row that there is not, and where the data can't be used; the signal's
 *   reason when aborted; HostError when a worker fails
 */
export async function trainAgain(
  study: Study,
  row: number,
  options: Pick<RunOptions, 'host' | 'signal' | 'loadData' | 'loadGraph' | 'giveWay'>
): Promise<TrainedNetwork> {
  const mistake = (key: string, message: string): StudyError =>
    new StudyError([{ at: null, key, message }], study.source);
  if (study.kind !== 'dropout') {
    throw mistake(
      'study',
      'found percolation, which trains no network; allowed: dropout; run the network in a dropout study and ask its result'
    );
  }
  const { study: bound, material } = await prepare(study, options);
  const { shards } = await inTurns(planStudy(bound), options);
  const shard = Number.isInteger(row) ? shards[row] : undefined;
  if (shard?.task.kind !== 'train') {
    throw mistake('row', `found ${row}; allowed: a row of the result, 0 to ${shards.length - 1}`);
  }
  const again = {
    ...shard,
    index: 0,
    task: { kind: 'network', training: shard.task.training } as const
  };
  const [result] = await options.host.run([again], material, () => undefined, options.signal);
  if (result.kind !== 'network') {
    throw new TypeError(`trainAgain: a worker answered with ${result.kind}`);
  }
  return result.network;
}
