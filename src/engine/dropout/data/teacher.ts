// The teacher: Gaussian inputs, labelled by the side of a random hyperplane through the origin. Every network
// with an open path can learn it, so it shows what closed paths do and little else.

import type { Stream } from '../../random/stream';
import type { Dataset, Examples } from '../dataset';

/** Size of the teacher's data; `inputs` is what a study gets that does not say. */
export const TEACHER = { inputs: 16, classes: 2, train: 4000, test: 1000 } as const;

function draw(direction: Float64Array, rows: number, stream: Stream): Examples {
  const inputs = direction.length;
  const x = new Float32Array(rows * inputs);
  const y = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let side = 0;
    for (let i = 0; i < inputs; i++) {
      const at = row * inputs + i;
      x[at] = stream.normal();
      side += direction[i] * x[at];
    }
    y[row] = side > 0 ? 1 : 0;
  }
  return { x, y };
}

/**
 * Draws a teacher and its data: x ~ N(0, 1)^inputs, class 1 where w . x > 0, else class 0, w ~ N(0, 1)^inputs.
 *
 * @param inputs dimension of the inputs, integer >= 1
 * @param stream the replicate's stream for data
 * @returns 4000 training and 1000 test rows
 */
export function teacherDataset(inputs: number, stream: Stream): Dataset {
  const direction = Float64Array.from({ length: inputs }, () => stream.normal());
  const train = draw(direction, TEACHER.train, stream);
  const test = draw(direction, TEACHER.test, stream);
  return { name: 'teacher', inputs, classes: TEACHER.classes, train, test };
}
