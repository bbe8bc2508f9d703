// `npm run validate`: measures everything in docs/validation.md and writes it. Sections run side by side, each in a
// process of its own. PYTHON names the interpreter for the comparison with PyTorch; .venv has one after `npm start`.

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { bundleForNode } from '../../scripts/build/bundle.mjs';
import { page } from './page.mjs';

const FOLDER = '.build/validation';
const PROGRAM = `${FOLDER}/section.mjs`;
const PAGE = 'docs/validation.md';
const TOGETHER = 2;
/** Long ones first. */
const SECTIONS = [
  'splitting',
  'lattices',
  'probabilities',
  'means',
  'training',
  'errors',
  'decisions',
  'methods',
  'wilson',
  'golden'
];
const python = process.env.PYTHON ?? '.venv/bin/python';

/** Standard output of a program; its errors go to this one's. */
function output(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });
    let text = '';
    child.stdout.on('data', data => (text += data));
    child.on('error', reject);
    child.on('close', status =>
      status === 0 ? resolve(text) : reject(new Error(`${program} ${args.join(' ')}: ${status}`))
    );
  });
}

/** What parity.py prints; null where there is no torch. */
async function parity() {
  try {
    execFileSync(python, ['-c', 'import torch, numpy, pytest'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const env = { ...process.env, PYTHONPATH: '.' };
  return JSON.parse(await output(python, ['bench/validation/parity.py', FOLDER], { env }));
}

mkdirSync(FOLDER, { recursive: true });
await bundleForNode({ entryPoints: ['bench/validation/section.ts'], outfile: PROGRAM });

/** Sections of the same sources are kept, so that a run that was interrupted goes on. */
const sources = createHash('sha256').update(readFileSync(PROGRAM)).digest('hex').slice(0, 16);
const sections = {};
let compared = null;
const left = [
  ...SECTIONS.map(name => async () => {
    const kept = `${FOLDER}/${sources}-${name}.md`;
    if (!existsSync(kept)) {
      writeFileSync(`${kept}.new`, await output(process.execPath, [PROGRAM, name]));
      renameSync(`${kept}.new`, kept);
    }
    sections[name] = readFileSync(kept, 'utf8').trim();
  }),
  async () => {
    compared = await parity();
  }
];
await Promise.all(
  Array.from({ length: TOGETHER }, async () => {
    for (let job = left.shift(); job; job = left.shift()) await job();
  })
);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const date = new Date().toISOString().slice(0, 10);
const machine = `percolab ${version}, Node ${process.version}, ${cpus().length} cores of ${cpus()[0].model.trim()}, ${date}.`;
const options = await resolveConfig(PAGE);
const text = await format(page(sections, compared, machine), { ...options, parser: 'markdown' });
writeFileSync(PAGE, text);
