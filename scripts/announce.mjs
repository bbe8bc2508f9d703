// What the terminal shows while something takes long.

/**
 * Does work that takes a while, and says on stderr what it is and how long it took.
 *
 * @param {string} name what the terminal shows
 * @param {() => Promise<unknown>} work
 */
export async function announce(name, work) {
  // Whole lines: others may be written meanwhile.
  const say = what => process.stderr.write(`percolab: ${name} ${what}\n`);
  say('...');
  const start = Date.now();
  try {
    await work();
  } catch (error) {
    say('failed');
    throw error;
  }
  say(`done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
