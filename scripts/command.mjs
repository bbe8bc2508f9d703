// How every command ends: with its exit status, and with the message alone for a failure that the person at the
// keyboard can act on, or the stack trace for a fault of ours.

import { Failure } from './failure.mjs';

/**
 * Runs a command to its end and sets the exit status.
 *
 * @param {() => Promise<number | void>} main the command; returns its status, nothing for 0
 */
export async function runCommand(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`percolab: ${error instanceof Failure ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
