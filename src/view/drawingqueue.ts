// One figure at a time for the whole page, so that a notebook full of figures still answers the reader while they
// are drawn.

let last: Promise<unknown> = Promise.resolve();
/** Drawings that wait, are under way, or were made in this task. */
let pending = 0;

/**
 * Draws after all drawings asked for before, in a task of its own.
 *
 * @param draw makes the drawing; its failure does not stop the others
 * @returns settles as the drawing does
 */
export function drawInTurn(draw: () => Promise<void>): Promise<void> {
  return counted(last.then(nextTask).then(draw));
}

/**
 * Draws in this task if no other drawing waits or was made in it, else in turn: one figure that a reader waits for
 * saves the way through the queue.
 *
 * @param draw makes the drawing
 * @returns settles as the drawing does
 */
export function drawAtOnce(draw: () => Promise<void>): Promise<void> {
  return pending === 0 ? counted(draw()) : drawInTurn(draw);
}

function counted(drawn: Promise<void>): Promise<void> {
  pending++;
  last = drawn.catch(() => {});
  void last.then(nextTask).then(() => {
    pending--;
  });
  return drawn;
}

function nextTask(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve));
}
