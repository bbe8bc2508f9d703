// The project's own Python environment, .venv: JupyterLab, the test tools and the percolab wheel of this
// checkout. Nothing is installed into the system's Python.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inCheckout, root } from './checkout.mjs';
import { Failure } from './failure.mjs';
import { runQuietly } from './process.mjs';
import { findPython } from './python.mjs';
import { doStep } from './step.mjs';

const windows = process.platform === 'win32';
const folder = '.venv';
const programs = join(folder, windows ? 'Scripts' : 'bin');
const program = name => join(programs, windows ? `${name}.exe` : name);

/**
 * @param {string} name a program of the environment, such as `python` or `pytest`
 * @returns {string} its full path
 */
export function environmentProgram(name) {
  return inCheckout(program(name));
}

/** Environment variables that make the environment the active one for a child process. */
export function activeEnvironment() {
  const path = [inCheckout(programs), process.env.PATH].join(delimiter);
  return { VIRTUAL_ENV: inCheckout(folder), PATH: path };
}

/**
 * Makes the environment and installs the pinned packages of pyproject.toml's group `dev`.
 *
 * @throws Failure when Python is missing, too old or without its venv module, or pip fails
 */
export async function installEnvironment() {
  const also = await prepareEnvironment();
  await doStep({
    name: 'Python packages',
    inputs: ['pyproject.toml'],
    also,
    outputs: [program('jupyter-lab')],
    run: () => pip('install', '--group', 'dev')
  });
}

/** Makes the environment, with nothing but pip in it; returns what it depends on. */
async function prepareEnvironment() {
  const python = findPython();
  // Its programs name their folder and the Python that made it: with another of either it must be made again.
  const also = [root, python.program, python.version].join('\n');
  await doStep({
    name: 'Python environment',
    inputs: [],
    also,
    outputs: [program('python')],
    run: async () => {
      await makeEnvironment(python);
      // Our package.json would make modules of the scripts that JupyterLab runs with Node from in there.
      writeFileSync(inCheckout(folder, 'package.json'), '{ "type": "commonjs" }\n');
      // Python 3.10's and 3.11's own pip does not know dependency groups.
      await pip('install', 'pip==26.0');
    }
  });
  return also;
}

/**
 * Downloads the wheels of pyproject.toml's group `site`, which are not installed: nothing of them runs here.
 *
 * @param {string} folder where to, below the checkout
 * @throws Failure as installEnvironment
 */
export async function downloadSitePackages(folder) {
  await prepareEnvironment();
  await pip('download', '--no-deps', '--only-binary=:all:', '--dest', folder, '--group', 'site');
}

/**
 * Installs the packages of pyproject.toml's group `test`, which `npm start` has no need of.
 *
 * @throws Failure when pip fails
 */
export async function installTestPackages() {
  await doStep({
    name: 'Python packages of the tests',
    inputs: ['pyproject.toml'],
    also: root,
    outputs: [program('torchrun')],
    // Few of torch's thousands of modules are ever imported; Python compiles those.
    run: () => pip('install', '--no-compile', '--group', 'test')
  });
}

/**
 * Installs the packages of pyproject.toml's group `audit`.
 *
 * @throws Failure when pip fails
 */
export async function installAuditor() {
  await doStep({
    name: 'Python packages of the audit',
    inputs: ['pyproject.toml'],
    also: root,
    outputs: [program('pip-audit')],
    run: () => pip('install', '--no-compile', '--group', 'audit')
  });
}

/**
 * Installs the Nodes of pyproject.toml's groups `node20` and so on into .build/nodes, for tests that compare them.
 *
 * @throws Failure when pip fails
 */
export async function installNodes() {
  await prepareEnvironment();
  for (const major of ['20', '22', '24']) {
    const folder = join('.build', 'nodes', major);
    await doStep({
      name: `Node ${major}`,
      inputs: ['pyproject.toml'],
      also: process.arch,
      outputs: [folder],
      run: async () => {
        rmSync(inCheckout(folder), { recursive: true, force: true });
        await pip('install', '--no-deps', '--target', folder, '--group', `node${major}`);
      }
    });
  }
}

/**
 * Builds the wheel into dist and installs it: what runs here is what users get.
 *
 * @throws Failure when the build or pip fails
 */
export async function installWheel() {
  await doStep({
    name: 'wheel',
    inputs: ['percolab', 'pyproject.toml', 'package.json', 'README.md', 'LICENSE', 'install.json'],
    outputs: ['dist', program('percolab')],
    run: async () => {
      rmSync(inCheckout('dist'), { recursive: true, force: true });
      const python = environmentProgram('python');
      await runQuietly(python, ['-m', 'hatchling', 'build', '--target', 'wheel']);
      const [wheel] = readdirSync(inCheckout('dist'));
      await pip('install', '--no-index', '--no-deps', '--force-reinstall', join('dist', wheel));
    }
  });
}

async function makeEnvironment({ program, version }) {
  try {
    await runQuietly(program, ['-m', 'venv', '--clear', folder]);
  } catch (error) {
    throw new Failure(
      `Python ${version} (${program}) can't make a virtual environment. On Debian and Ubuntu its venv module ` +
        `is a package of its own: apt-get install python3-venv\n${error.message}`
    );
  }
}

function pip(...args) {
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  return runQuietly(environmentProgram('python'), ['-m', 'pip', ...quiet, ...args]);
}
