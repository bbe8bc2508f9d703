// The profiles of a result while parts are finished, until the next profile does not fit.

import { encode, type ProfileEntry } from './measure/part';
import type { Result, Value } from './result';

/** Profiles of rows. */
export class GrowingProfiles {
  private isFull = false;
  private readonly columns = {
    row: [] as number[],
    measure: [] as string[],
    at: [] as Value[],
    value: [] as Value[],
    low: [] as Value[],
    high: [] as Value[]
  };

  /** @param most entries that there is room for */
  constructor(private readonly most: number) {}

  /** Adds what was measured of a row. */
  add(row: number, profile: readonly ProfileEntry[]): void {
    const { columns } = this;
    this.isFull ||= columns.row.length + profile.length > this.most;
    if (this.isFull) return;
    for (const { measure, at, value, low, high } of profile) {
      columns.row.push(row);
      columns.measure.push(measure);
      columns.at.push(encode(at));
      columns.value.push(encode(value));
      columns.low.push(encode(low));
      columns.high.push(encode(high));
    }
  }

  /** The section, where there is anything in it, and what its reader must know. */
  sections(): Pick<Result, 'profiles' | 'notes'> {
    const { columns, isFull, most } = this;
    const note =
      `Profiles hold ${most} entries at most: those of the last rows are left out, whose columns are there. ` +
      'Fewer rows in a study leave room for all.';
    return {
      ...(columns.row.length > 0 ? { profiles: columns } : {}),
      ...(isFull ? { notes: [note] } : {})
    };
  }
}
