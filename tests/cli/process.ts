// Runs the built command line (percolab/engine, made by `npm run build`) as a user does.

import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a command left behind. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `percolab` with these words. */
export function start(...words: string[]): ChildProcess {
  return spawn(process.execPath, [resolve('percolab/engine/cli.js'), ...words]);
}

/** Waits for the end of a command. */
export async function end(command: ChildProcess): Promise<Ran> {
  const [stdout, stderr, status] = await Promise.all([
    text(command.stdout!),
    text(command.stderr!),
    new Promise<number | null>(done => command.on('close', done))
  ]);
  return { status, stdout, stderr };
}

/** Runs `percolab` with these words, and a study on standard input. */
export function percolab(words: readonly string[], study = ''): Promise<Ran> {
  const command = start(...words);
  command.stdin!.end(study);
  return end(command);
}
