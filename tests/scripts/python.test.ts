// Which Python makes the project's environment. The real module, in processes of their own.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const program = `
  import { findPython } from './scripts/python.mjs';
  process.stdout.write(JSON.stringify(findPython()));`;

function found(env: NodeJS.ProcessEnv): { program: string; version: string } {
  const words = ['--input-type=module', '-e', program];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8', env }));
}

test('a Python is the same inside an environment that it made', () => {
  const outside = found(process.env);
  const folder = mkdtempSync(join(tmpdir(), 'percolab-python-'));
  try {
    execFileSync(outside.program, ['-m', 'venv', '--without-pip', folder]);
    const programs = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
    const path = [programs, process.env['PATH']].join(delimiter);
    expect(found({ ...process.env, VIRTUAL_ENV: folder, PATH: path })).toEqual(outside);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
