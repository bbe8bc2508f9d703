// The data of one replicate: those that its teacher draws, or its split of the study's data set.

import { Purpose, type Stream } from '../../random/stream';
import type { Dataset } from '../dataset';
import { splitDataset, type Split } from './split';
import { teacherDataset, type Teacher } from './teacher';

/**
 * Training and test set of a replicate.
 *
 * @param source the study's data set, or the teacher that draws one for each replicate
 * @param widths units of the network's layers: a teacher has as many inputs and outputs as the network
 * @param streamOf makes the replicate's stream of a purpose
 */
export function replicateData(
  source: Dataset | Teacher,
  widths: readonly number[],
  streamOf: (purpose: Purpose) => Stream
): Split {
  const dataset =
    'inputs' in source
      ? source
      : teacherDataset(source, widths[0], widths.at(-1)!, streamOf(Purpose.data));
  return splitDataset(dataset, streamOf(Purpose.split));
}
