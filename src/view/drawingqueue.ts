// One figure at a time for the whole page, so that a notebook full of figures still answers the reader while they
// are drawn.

let last: Promise<unknown> = Promise.resolve();

/**
 * Draws after all drawings asked for before, in a task of its own.
 *
 * @param draw makes the drawing; its failure does not stop the others
 * @returns settles as the drawing does
 */
export function drawInTurn(draw: () => Promise<void>): Promise<void> {
  const drawn = last.then(nextTask).then(draw);
  last = drawn.catch(() => {});
  return drawn;
}

function nextTask(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve));
}
