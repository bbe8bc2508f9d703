// Long work of this thread in short steps, between which others may have their turn: a page that must answer, an engine
// that must hear of a cancel. How long a turn lasts needs a clock, so whoever owns the thread says when it is over.

/** Work that can be left after any of its steps; what it returns does not depend on it. */
export type Steps<T> = Generator<void, T, void>;

/**
 * Asked between two steps: undefined while the turn lasts; when it is over, a promise that resolves when others have had
 * theirs, and rejects to end the work.
 */
export type GiveWay = () => Promise<void> | undefined;

/** How work lets others have their turn. */
export interface Turns {
  /** Not given, the thread is held until the work is done, as suits a command that the system can end. */
  readonly giveWay?: GiveWay | undefined;
}

/** The list of some items, of which each is made in a step. */
export function* listed<T>(items: Iterable<T>): Steps<T[]> {
  const list: T[] = [];
  for (const item of items) {
    list.push(item);
    yield;
  }
  return list;
}

/** Does all steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Does work in turns.
 *
 * @param steps the work
 * @param turns says when others are to have theirs
 * @throws whatever a step throws, or the reason why `giveWay` rejects
 */
export async function inTurns<T>(steps: Steps<T>, { giveWay }: Turns): Promise<T> {
  if (!giveWay) return atOnce(steps);
  let step = steps.next();
  while (step.done !== true) {
    const others = giveWay();
    if (others) await others;
    step = steps.next();
  }
  return step.value;
}
