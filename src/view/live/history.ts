// The studies at which the controls stood, for undo and redo.

import type { PlainStudy } from '../../study/change';
import { canonicalJson } from '../../study/hash';
import type { Result } from '../../study/result';

/** A place of the controls, with its result if it was computed in full. */
export interface Step {
  readonly study: PlainStudy;
  result: Result | null;
}

/** Steps that are kept; beyond, the oldest are forgotten. */
const MOST_STEPS = 100;

/** Whether two studies say the same. */
export function isSame(study: PlainStudy, other: PlainStudy): boolean {
  return canonicalJson(study) === canonicalJson(other);
}

/** Steps back and forth. */
export class History {
  private steps: Step[];
  private at = 0;

  constructor(first: Step) {
    this.steps = [first];
  }

  get current(): Step {
    return this.steps[this.at];
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at < this.steps.length - 1;
  }

  /** Adds a step after the current one, in place of those that were undone; the same study adds none. */
  push(study: PlainStudy, result: Result | null = null): void {
    if (isSame(study, this.current.study)) return;
    this.steps = [...this.steps.slice(0, this.at + 1), { study, result }].slice(-MOST_STEPS);
    this.at = this.steps.length - 1;
  }

  /** Goes so many steps forth or, below 0, back; stays within what is there. */
  go(by: number): Step {
    this.at = Math.min(this.steps.length - 1, Math.max(0, this.at + by));
    return this.current;
  }
}
