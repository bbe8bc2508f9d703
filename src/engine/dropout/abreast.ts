// Four runs of one task trained side by side, a run in each lane of the kernels' vectors: where a step is a single row of a
// narrow network, a run alone leaves most of a vector empty. Each run has the bits that it has alone.

import * as on from '../kernels/abreastfields';
import { placeAbreast, VECTOR, type AbreastMemory } from '../kernels/abreastmemory';
import type { CompiledTraining } from '../kernels/trainingkernel';
import { writeFactors } from '../kernels/trainingmemory';
import type { Dataset } from './dataset';
import { isNarrow } from './narrowtrace';
import { momentsOf, rateAt } from './optimizer';
import type { Run } from './run';
import { skipsSteps } from './steps';
import type { TrainingTask } from './task';
import { bytesOfOwnExamples, trainingBytes } from './trainingbytes';

/** Runs that go abreast at most. */
export const ABREAST = on.RUNS;

/** Runs from which on they do: all lanes are worked on, and two runs alone are as fast. */
export const LEAST_ABREAST = 3;

/** Bytes of a run up to which four of them go abreast: what the caches of a processor don't hold gains nothing. */
const MOST_BYTES_ABREAST = 2 ** 23;

/** Bytes of the examples of a run up to which four of them go abreast: all four are held at a time, by every worker. */
const MOST_EXAMPLES_ABREAST = 2 ** 24;

/** Widest layers where units alone are removed: a run alone leaves out what wider ones remove, and is as fast. */
const WIDEST_OF_SITES = 24;

/**
 * Whether runs of a task, each with a replicate of its own, may be trained abreast: plain descent on single rows of a
 * narrow network, all steps taken.
 *
 * @param data the study's data set; null for the teacher
 */
export function goesAbreast(task: TrainingTask, data: Dataset | null): boolean {
  const { architecture, arm, batch, optimizer, removal } = task;
  const isSite = removal.model === 'site';
  return (
    batch === 1 &&
    !skipsSteps(arm) &&
    momentsOf(optimizer) === 0 &&
    optimizer.decay === 0 &&
    isNarrow(architecture) &&
    !(isSite && architecture.widths.slice(1).some(width => width > WIDEST_OF_SITES)) &&
    trainingBytes(task) <= MOST_BYTES_ABREAST &&
    bytesOfOwnExamples(task, data) <= MOST_EXAMPLES_ABREAST
  );
}

/** Bytes of the kernels' memory that runs abreast take at most, their machines included: vectors hold less than those. */
export function bytesAbreast(task: TrainingTask): number {
  return 2 * ABREAST * trainingBytes(task);
}

/** What has become of a run since its sums were read. */
interface Opened {
  open: number;
  /** First step with an open mask, counted from 0. */
  first: number;
}

/** Up to four runs abreast; a lane without a run follows the last one. */
export class Abreast {
  private readonly memory: AbreastMemory;
  private readonly singles: Float32Array;
  private readonly doubles: Float64Array;

  /**
   * @param runs runs of one task that have taken no step, in one memory
   * @param kernel this memory and its operations
   */
  constructor(
    private readonly runs: readonly Run[],
    private readonly kernel: CompiledTraining
  ) {
    const [{ task, layout }] = runs;
    const machines = Array.from({ length: ABREAST }, (_, lane) => this.runOf(lane).machine.memory);
    this.memory = placeAbreast(task.architecture, layout, machines, kernel);
    this.singles = new Float32Array(kernel.buffer);
    this.doubles = new Float64Array(kernel.buffer);
    const farthest = this.doublesAt(this.memory.job + on.REACH_OF_NUMBERS);
    this.exchange((machine, lanes, lane) =>
      machine.forEach((x, i) => {
        lanes[ABREAST * i + lane] = x;
        farthest[lane] = Math.max(farthest[lane], Math.abs(x));
      })
    );
  }

  /**
   * Takes all steps of all runs.
   *
   * @returns whether it did; where numbers of a run may have grown so large that its bits were no longer those that it has
   *   alone, all must begin again, one by one
   */
  train(): boolean {
    const { runs, memory } = this;
    const { abreastCount, abreastMasks, abreastStep } = this.kernel.abreast;
    const [first] = runs;
    const { task, use, layout, recorder } = first;
    const { steps, optimizer } = task;
    const clip = optimizer.clip ?? Infinity;
    const batches = runs.map(run => run.batches());
    const counted = runs.flatMap(({ counts, machine: { tracer } }, lane) =>
      counts && layout !== null ? [{ tracer: tracer!, lane }] : []
    );
    runs.forEach(({ machine }) => machine.obeyMasks(layout !== null));
    const opened = runs.map((): Opened => ({ open: 0, first: Infinity }));
    let rates = first.ratesFrom(0)!;
    let left = recorder.left;
    if (layout === null) {
      abreastMasks(memory.job);
    }
    for (let step = 0; step < steps; step++) {
      const changed = first.ratesFrom(step);
      if (changed !== null) {
        rates = changed;
        writeFactors(this.singles, memory, first.factorsAt(rates));
      }
      if (layout !== null && step % use.hold === 0) {
        for (const run of runs) {
          run.masks.draw(rates, 1);
        }
        abreastMasks(memory.job);
      }
      for (const { tracer, lane } of counted) {
        tracer.begin();
        abreastCount(memory.job, lane);
      }
      for (const batch of batches) {
        batch.next(1);
      }
      const open = abreastStep(memory.job, rateAt(optimizer, step, steps), clip);
      if (open < 0) {
        return false;
      }
      for (let lane = 0; lane < opened.length; lane++) {
        if ((open >> lane) & 1) {
          const own = opened[lane];
          own.open += 1;
          own.first = Math.min(own.first, step);
        }
      }
      left -= 1;
      if (left === 0) {
        this.enter(step + 1 - first.ledger.taken, opened);
        left = recorder.left;
      }
    }
    this.exchange((machine, lanes, lane) =>
      machine.forEach((_, i) => (machine[i] = lanes[ABREAST * i + lane]))
    );
    return true;
  }

  /** Enters steps in the books of their runs, and begins the sums anew. */
  private enter(steps: number, opened: Opened[]): void {
    const { memory, runs } = this;
    const losses = this.doublesAt(memory.job + on.LOSS);
    const sums = (field: number): Float64Array[] =>
      memory.layers.map(({ fields }) => this.doublesAt(fields + field));
    const [squares, reach, live] = [on.SQUARES_SUM, on.REACH_SUM, on.LIVE_SUM].map(sums);
    runs.forEach(({ ledger, recorder, certificate }, lane) => {
      const { open, first } = opened[lane];
      ledger.enterTraced(steps, open, first, l => live[l][lane]);
      recorder.add(steps, {
        loss: losses[lane],
        open,
        squares: l => squares[l][lane],
        reach: l => reach[l][lane]
      });
      certificate.addLargest(
        memory.layers.map(({ fields }) => this.singles[(fields + on.LARGEST_CLOSED) / 4 + lane])
      );
      opened[lane].open = 0;
    });
    for (const numbers of [losses, ...squares, ...reach, ...live]) {
      numbers.fill(0);
    }
  }

  /** A double for each lane. */
  private doublesAt(address: number): Float64Array {
    return this.doubles.subarray(address / 8, address / 8 + ABREAST);
  }

  private runOf(lane: number): Run {
    return this.runs[Math.min(lane, this.runs.length - 1)];
  }

  /** Passes over the weights and biases of all machines, rows of numbers, and their vectors. */
  private exchange(pass: (machine: Float32Array, lanes: Float32Array, lane: number) => void): void {
    const lanesAt = (address: number, count: number): Float32Array =>
      this.singles.subarray(address / 4, address / 4 + ABREAST * count);
    for (let lane = 0; lane < ABREAST; lane++) {
      const { machine } = this.runOf(lane);
      this.memory.layers.forEach(({ fanIn, fanOut, weights, biases }, l) => {
        for (let i = 0; i < fanIn; i++) {
          pass(machine.weightRow(l, i), lanesAt(weights + i * fanOut * VECTOR, fanOut), lane);
        }
        pass(machine.biases(l), lanesAt(biases, fanOut), lane);
      });
    }
  }
}
