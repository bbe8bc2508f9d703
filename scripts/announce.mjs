// What the terminal shows while something takes long.

/**
 * Does work that takes a while, and says on stderr what it is and how long it took.
 *
 * @param {string} name what the terminal shows
 * @param {() => Promise<unknown>} work
 */
export async function announce(name, work) {
  process.stderr.write(`percolab: ${name} ...`);
  const start = Date.now();
  try {
    await work();
  } catch (error) {
    process.stderr.write(' failed\n');
    throw error;
  }
  process.stderr.write(` ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
}
