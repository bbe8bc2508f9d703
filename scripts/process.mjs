// Child processes, in the two ways that the commands need: quiet ones whose output shows only when they fail,
// and loud ones that own the terminal.

import { spawn } from 'node:child_process';
import { root } from './checkout.mjs';
import { Failure } from './failure.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program silently in the checkout.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<string>} what it wrote, stdout and stderr together
 * @throws Failure with all that it wrote when it can't be started or ends with a status other than 0
 */
export function runQuietly(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Windows' npm is a .cmd file, which only a shell can start.
      shell: program === 'npm' && process.platform === 'win32'
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', error =>
      reject(new Failure(`${program} can't be started: ${error.message}.`))
    );
    child.on('close', (status, signal) => {
      if (status === 0) resolve(output);
      else {
        const line = [program, ...args].join(' ');
        reject(new Failure(`this failed with ${signal ?? `status ${status}`}: ${line}\n${output}`));
      }
    });
  });
}

/**
 * Runs a program that shares this terminal, until it ends by itself or is interrupted.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} variables environment variables to add
 * @returns {Promise<number>} its exit status; 130 when it was interrupted
 * @throws Failure when it can't be started
 */
export function runLoudly(program, args, variables) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...variables };
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env });
    let interrupted = false;
    const onSignal = signal => {
      interrupted = true;
      // Ctrl-C reaches the child without us: the terminal sends it to both.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, onSignal);
    child.on('error', error =>
      reject(new Failure(`${program} can't be started: ${error.message}.`))
    );
    child.on('close', status => {
      for (const signal of signals) process.off(signal, onSignal);
      resolve(interrupted ? 130 : (status ?? 1));
    });
  });
}
