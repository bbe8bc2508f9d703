// Build steps: done when due, and only then. The real module, in a small checkout of its own.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scripts = join(__dirname, '..', '..', 'scripts');
let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'percolab-step-'));
  for (const name of ['step.mjs', 'announce.mjs', 'checkout.mjs']) {
    cpSync(join(scripts, name), join(checkout, 'scripts', name));
  }
  mkdirSync(join(checkout, 'src', 'inner'), { recursive: true });
  writeFileSync(join(checkout, 'src', 'inner', 'a.txt'), 'one');
});

afterEach(() => rmSync(checkout, { recursive: true }));

/** Does a step that appends `x` to out.txt; returns what out.txt holds, so its length counts the runs. */
function step({ also = '', failing = false } = {}): string {
  const program = `
    import { appendFileSync } from 'node:fs';
    import { doStep } from './scripts/step.mjs';
    await doStep({
      name: 'test', inputs: ['src', 'missing'], outputs: ['out.txt'], also: '${also}',
      run: async () => {
        appendFileSync('out.txt', 'x');
        if (${failing}) throw new Error('half-way');
      }
    });`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: checkout,
    stdio: 'pipe'
  });
  return readFileSync(join(checkout, 'out.txt'), 'utf8');
}

test('unchanged inputs: done once', () => {
  expect(step()).toBe('x');
  expect(step()).toBe('x');
});

test('a changed, added, renamed or removed input: done again', () => {
  step();
  writeFileSync(join(checkout, 'src', 'inner', 'a.txt'), 'two');
  expect(step()).toBe('xx');
  writeFileSync(join(checkout, 'src', 'b.txt'), '');
  expect(step()).toBe('xxx');
  rmSync(join(checkout, 'src', 'b.txt'));
  writeFileSync(join(checkout, 'src', 'c.txt'), '');
  expect(step()).toBe('xxxx');
  rmSync(join(checkout, 'src', 'c.txt'));
  expect(step()).toBe('xxxxx');
});

test('an input written again with the same content: not done', () => {
  step();
  writeFileSync(join(checkout, 'src', 'inner', 'a.txt'), 'one');
  expect(step()).toBe('x');
});

test('another condition: done again', () => {
  step({ also: 'python 3.11' });
  expect(step({ also: 'python 3.12' })).toBe('xx');
});

test('a missing output: done again', () => {
  step();
  rmSync(join(checkout, 'out.txt'));
  expect(step()).toBe('x');
});

test('a step that failed half-way: done again, even with its output there', () => {
  step();
  writeFileSync(join(checkout, 'src', 'inner', 'a.txt'), 'two');
  expect(() => step({ failing: true })).toThrow('half-way');
  writeFileSync(join(checkout, 'src', 'inner', 'a.txt'), 'one');
  expect(step()).toBe('xxx');
});

test('unreadable stamps: done again', () => {
  step();
  writeFileSync(join(checkout, '.build', 'stamps.json'), '{');
  expect(step()).toBe('xx');
});
