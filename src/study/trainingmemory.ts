// Whether a training run fits in memory, asked before any of it is reserved.

import type { TrainingTask } from '../engine/dropout/task';
import { MOST_BYTES, teacherBytes, trainingBytes } from '../engine/dropout/trainingbytes';
import { refuse } from './refuse';
import type { Study } from './study';

function gigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toPrecision(2))} GB`;
}

/**
 * Refuses a run that takes more memory than there can be.
 *
 * @param study the study, bound to its data
 * @param task the task of one of its cells and arms
 * @throws StudyError naming the layers, the batch or the rows, whichever takes most
 */
export function checkMemory(study: Study, task: TrainingTask): void {
  const { architecture, batch, mask, teacher } = task;
  const widths = `[${architecture.widths.join(', ')}]`;
  const allowed = `allowed: up to ${gigabytes(MOST_BYTES)}`;
  const bytes = trainingBytes(task);
  if (trainingBytes({ ...task, batch: 1 }) > MOST_BYTES) {
    refuse(
      study,
      study.settings.has('network.widths') ? 'network.widths' : 'network.width',
      `found layers of ${widths} units, for which a run needs ${gigabytes(bytes)} of memory; ${allowed}: take narrower or fewer layers`
    );
  }
  if (bytes > MOST_BYTES) {
    const remedy =
      mask === 'sample' ? 'take a smaller batch, or mask: step' : 'take a smaller batch';
    refuse(
      study,
      'batch',
      `found ${batch}, for which a run of layers of ${widths} units needs ${gigabytes(bytes)} of memory; ${allowed}: ${remedy}`
    );
  }
  const drawn = teacherBytes(task);
  if (teacher !== null && drawn > MOST_BYTES) {
    refuse(
      study,
      'data.train',
      `found ${teacher.train} training and ${teacher.test} test rows of ${architecture.widths[0]} inputs, which take ${gigabytes(drawn)} of memory; ${allowed}: take fewer rows or inputs`
    );
  }
}
