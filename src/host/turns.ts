// Turns of a thread that has long work of its own to do: it breathes now and then, so that messages, timers and the
// reader's clicks get through.

/** Work between two breaths, in milliseconds. */
const SLICE = 25;

/**
 * Lets everything through that waits for this thread. By a message and not by a timer, which a page that is not in sight
 * gets once a second.
 */
function breathe(): Promise<void> {
  return new Promise(resolve => {
    const { port1: own, port2: other } = new MessageChannel();
    own.onmessage = () => {
      own.close();
      resolve();
    };
    other.postMessage(null);
  });
}

/**
 * The turns of some work, from now on.
 *
 * @param signal aborting it ends the work at the end of its turn
 * @returns to be asked between steps of the work: undefined while its turn lasts, then a promise that resolves after a
 *   breath, or rejects with the signal's reason
 */
export function turns(signal: AbortSignal): () => Promise<void> | undefined {
  let end = performance.now() + SLICE;
  const turn = async (): Promise<void> => {
    await breathe();
    signal.throwIfAborted();
    end = performance.now() + SLICE;
  };
  return () => (performance.now() < end ? undefined : turn());
}
