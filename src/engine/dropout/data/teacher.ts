// The teacher: Gaussian inputs, and one random direction for each number that is to be told from them. Every network
// with an open path can learn it, so it shows what closed paths do and little else.

import type { Stream } from '../../random/stream';
import type { Dataset, Examples } from '../dataset';

/** What a teacher asks. */
export interface Teacher {
  /** Classes by the side of a hyperplane, or the height above it. */
  readonly task: Dataset['task'];
  /** Classification: share of class 1, above 0 and below 1; null where it is as the hyperplane gives it. */
  readonly balance: number | null;
  /**
   * Height of the origin above the hyperplane: class 1 has the share Phi(offset), targets have this mean. A `balance`
   * needs an offset of 0.
   */
  readonly offset: number;
  /** Training rows. */
  readonly train: number;
  /** Test rows. */
  readonly test: number;
}

/** The teacher of a study that says no more than its name. */
export const TEACHER: Teacher = {
  task: 'classification',
  balance: null,
  offset: 0,
  train: 4000,
  test: 1000
};

/** Inputs of a study that does not say. */
export const TEACHER_INPUTS = 16;

/** Classes of a teacher, and its targets where a study does not say. */
export const TEACHER_OUTPUTS = { classification: 2, regression: 1 } as const;

/** Direction of a hyperplane, not of unit length, and its length. */
interface Direction {
  readonly weights: Float64Array;
  readonly length: number;
}

function drawDirection(inputs: number, stream: Stream): Direction {
  const weights = Float64Array.from({ length: inputs }, () => stream.normal());
  return { weights, length: Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0)) };
}

/** Draws the inputs of a row. */
function drawInputs(x: Float32Array, stream: Stream): void {
  for (let i = 0; i < x.length; i++) {
    x[i] = stream.normal();
  }
}

function product(weights: Float64Array, x: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += weights[i] * x[i];
  }
  return sum;
}

function drawClasses(
  { weights, length }: Direction,
  { balance, offset }: Teacher,
  rows: number,
  stream: Stream
): Examples {
  const inputs = weights.length;
  const x = new Float32Array(rows * inputs);
  const y = new Int32Array(rows);
  const common = balance !== null && balance < 0.5 ? 0 : 1;
  const mirrored = balance === null ? 0 : Math.abs(2 * balance - 1);
  for (let row = 0; row < rows; row++) {
    const one = x.subarray(row * inputs, (row + 1) * inputs);
    drawInputs(one, stream);
    y[row] = product(weights, one) + offset * length > 0 ? 1 : 0;
    // The mirror image of a Gaussian is one too: each class keeps its law, and the hyperplane its place.
    if (mirrored > 0 && y[row] !== common && stream.bernoulli(mirrored)) {
      one.forEach((value, i) => (one[i] = -value));
      y[row] = common;
    }
  }
  return { x, y, targets: null };
}

function drawTargets(
  directions: readonly Direction[],
  inputs: number,
  offset: number,
  rows: number,
  stream: Stream
): Examples {
  const x = new Float32Array(rows * inputs);
  const targets = new Float32Array(rows * directions.length);
  for (let row = 0; row < rows; row++) {
    const one = x.subarray(row * inputs, (row + 1) * inputs);
    drawInputs(one, stream);
    directions.forEach(({ weights, length }, k) => {
      targets[row * directions.length + k] = product(weights, one) / length + offset;
    });
  }
  return { x, y: new Int32Array(rows), targets };
}

/**
 * Draws a teacher and its data: x ~ N(0, 1)^inputs, w ~ N(0, 1)^inputs. Classification: class 1 where
 * w . x / |w| + offset > 0, else class 0; with a `balance`, rows of the class that is to be rarer are mirrored, x to -x,
 * with probability |2 balance - 1|. Regression: the target is w . x / |w| + offset, of variance 1, with a w for each
 * target. (Derived here; the perceptron's teacher of E. Gardner and B. Derrida, J. Phys. A 22, 1983, 1989.)
 *
 * @param teacher what it asks
 * @param inputs dimension of the inputs, integer >= 1
 * @param outputs 2 for classification; number of targets, integer >= 1, for regression
 * @param stream the replicate's stream for data
 */
export function teacherDataset(
  teacher: Teacher,
  inputs: number,
  outputs: number,
  stream: Stream
): Dataset {
  const { task, offset } = teacher;
  const count = task === 'classification' ? 1 : outputs;
  const directions = Array.from({ length: count }, () => drawDirection(inputs, stream));
  const draw = (rows: number): Examples =>
    task === 'classification'
      ? drawClasses(directions[0], teacher, rows, stream)
      : drawTargets(directions, inputs, offset, rows, stream);
  const train = draw(teacher.train);
  return { name: 'teacher', inputs, outputs, task, train, test: draw(teacher.test) };
}
