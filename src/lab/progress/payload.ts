// Progress as the kernel tells it. It stands in a notebook's output, so nothing of it is believed before it is checked.

/** Progress of a study. */
export interface Progress {
  /** `percolation`, `dropout` or `study`. */
  readonly name: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** Tells this run from all others; empty where the kernel gives no name. */
  readonly run: string;
  /** Time of day of the report. */
  readonly asOf: string;
  /** Parts of the study that are done, and all; null before the first report. */
  readonly parts: { readonly done: number; readonly total: number } | null;
  /** Parts of those done that are from the cache. */
  readonly kept: number;
  /** Estimated seconds left; null while they are not known. */
  readonly secondsLeft: number | null;
  /** Parts done in a second; null before the first is. */
  readonly rate: number | null;
  /** What was found so far, as SVG. */
  readonly picture: string | null;
  /** Whether the output stays in the cell after the end, emptied. */
  readonly remains: boolean;
}

const STATES = ['running', 'done', 'stopped', 'failed'] as const;
const LONGEST_WORD = 60;
const LONGEST_PICTURE = 2_000_000;

/**
 * Reads a payload.
 *
 * @param payload anything
 * @returns null for what is no progress
 */
export function readProgress(payload: unknown): Progress | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const given = payload as Readonly<Record<string, unknown>>;
  const { name, run, done, total, kept, as_of: asOf, picture } = given;
  const state = STATES.find(known => known === given['state']);
  if (state === undefined || typeof name !== 'string') return null;
  const isCounted = isPositive(total) && total > 0 && isPositive(done) && done <= total;
  return {
    name: name.slice(0, LONGEST_WORD),
    state,
    run: typeof run === 'string' ? run.slice(0, LONGEST_WORD) : '',
    asOf: typeof asOf === 'string' ? asOf.slice(0, LONGEST_WORD) : '',
    parts: isCounted ? { done, total } : null,
    kept: isCounted && isPositive(kept) && kept <= done ? kept : 0,
    secondsLeft: isPositive(given['seconds']) ? given['seconds'] : null,
    rate: isPositive(given['rate']) ? given['rate'] : null,
    picture: typeof picture === 'string' && picture.length <= LONGEST_PICTURE ? picture : null,
    remains: given['remains'] === true
  };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
