// The data of one replicate: those that its teacher draws, or its split of the study's data set. The arms of a replicate
// see the same, so what teachers drew last is kept: drawing it takes a tenth of a short run.

import type { Key } from '../../random/seed';
import { Purpose, Stream } from '../../random/stream';
import { bytesOf, type Dataset } from '../dataset';
import { splitDataset, type Split } from './split';
import { teacherDataset, type Teacher } from './teacher';

/** What the streams of a replicate are keyed by. */
export interface Place {
  readonly key: Key;
  readonly cell: number;
  readonly replicate: number;
}

/** Most data sets that are kept, and bytes of each: a worker rarely has more replicates between two arms of one. */
const KEPT = 16;
const KEPT_BYTES = 2 ** 20;

const kept = new Map<string, Dataset>();

function drawn(teacher: Teacher, inputs: number, outputs: number, place: Place): Dataset {
  const { key, cell, replicate } = place;
  const name = JSON.stringify([teacher, inputs, outputs, key, cell, replicate]);
  const known = kept.get(name);
  if (known) {
    return known;
  }
  const stream = new Stream(key, cell, replicate, Purpose.data);
  const data = teacherDataset(teacher, inputs, outputs, stream);
  if (bytesOf(data.train) + bytesOf(data.test!) <= KEPT_BYTES) {
    const [oldest] = kept.keys();
    if (kept.size === KEPT) {
      kept.delete(oldest);
    }
    kept.set(name, data);
  }
  return data;
}

/**
 * Training and test set of a replicate, not to be written to.
 *
 * @param source the study's data set, or the teacher that draws one for each replicate
 * @param widths units of the network's layers: a teacher has as many inputs and outputs as the network
 * @param place whose data are drawn and split
 */
export function replicateData(
  source: Dataset | Teacher,
  widths: readonly number[],
  place: Place
): Split {
  const dataset = 'inputs' in source ? source : drawn(source, widths[0], widths.at(-1)!, place);
  const { key, cell, replicate } = place;
  return splitDataset(dataset, new Stream(key, cell, replicate, Purpose.split));
}
