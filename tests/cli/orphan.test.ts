// A process that hears nothing, since it is amid work that never ends, and whose parent is killed.

import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BUSY = `
import { endWithParent } from './src/cli/orphan';
endWithParent(100);
console.log(process.pid);
setTimeout(() => { for (;;); }, 100);`;

const PARENT = `
require('node:child_process').spawn(process.execPath, [process.argv[1]], {
  detached: true, stdio: ['ignore', 'inherit', 'inherit']
});`;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'percolab-orphan-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a process at work ends with its parent', async () => {
  const outfile = join(folder, 'busy.mjs');
  buildSync({
    stdin: { contents: BUSY, resolveDir: '.' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile
  });
  const parent = spawn(process.execPath, ['-e', PARENT, outfile], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  const [words] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(words.toString());
  try {
    // Many looks find the parent there.
    await sleep(1500);
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let left = 50; left > 0 && isRunning(pid); left--) await sleep(100);
    expect(isRunning(pid)).toBe(false);
  } finally {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  }
}, 20_000);
