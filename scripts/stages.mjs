// The test stages in the order in which they run, cheap ones first; all of them run, even after one has failed.

import { build } from './build/build.mjs';
import { inCheckout } from './checkout.mjs';
import { findChromium } from './chromium.mjs';
import {
  activeEnvironment,
  environmentProgram,
  installEnvironment,
  installNodes,
  installTestPackages
} from './environment.mjs';
import { prepareDependencies } from './dependencies/prepare.mjs';
import { Failure } from './failure.mjs';
import { installPackages } from './packages.mjs';
import { runLoudly } from './process.mjs';
import { setUp } from './setup.mjs';
import { buildSite } from './site/site.mjs';

const notebooks = 'tests/python/test_notebooks.py';

/**
 * A stage prepares what it needs and no more, then runs its tools: one after the other, or, where they write little
 * and measure no time, all `atOnce`. `args` are those of the command line after the stage's name, passed on to the tool.
 */
const stages = {
  lint: {
    // Neither needs the other, and both wait for a registry.
    prepare: () => allOf([installEnvironment(), installPackages()]),
    atOnce: true,
    tools: () => [
      node('eslint', 'bin/eslint.js', '--max-warnings=0', '.'),
      node('prettier', 'bin/prettier.cjs', '--check', '--log-level=warn', '.'),
      node('@typescript/native', 'bin/tsc', '-p', 'tsconfig.check.json'),
      [environmentProgram('ruff'), 'check', '--quiet'],
      [environmentProgram('ruff'), 'format', '--check', '--quiet']
    ]
  },
  jest: {
    // All of the build: the types of the package are tested as programs see them.
    prepare: () => allOf([build(), installNodes()]),
    tools: args => [node('jest', 'bin/jest.js', ...args)]
  },
  dependencies: {
    prepare: prepareDependencies,
    atOnce: true,
    tools: () => [
      [process.execPath, inCheckout('scripts', 'audit.mjs')],
      [process.execPath, inCheckout('scripts', 'licences.mjs'), '--check']
    ]
  },
  pytest: {
    prepare: async () => {
      await setUp();
      await installTestPackages();
    },
    tools: args => [[environmentProgram('pytest'), `--ignore=${notebooks}`, ...args]]
  },
  notebooks: {
    prepare: setUp,
    tools: args => [[environmentProgram('pytest'), notebooks, ...args]]
  },
  ui: {
    prepare: async () => {
      process.env.CHROMIUM = findChromium();
      await setUp();
      await buildSite();
    },
    tools: args => [node('@playwright/test', 'cli.js', 'test', ...args)]
  }
};

/**
 * `npm test [-- STAGE ... [ARGUMENTS OF THE STAGE'S TOOL]]`: runs all stages or the named ones.
 *
 * @param {string[]} args
 * @returns {Promise<number>} 0 when all passed, 1 when one failed, 130 when interrupted
 * @throws Failure when the arguments can't be understood
 */
export async function runStages(args) {
  const { names, rest } = readArguments(args);
  const results = [];
  for (const name of names) {
    const start = Date.now();
    const status = await runStage(stages[name], rest);
    results.push({ name, status, seconds: (Date.now() - start) / 1000 });
    if (status === 130) break;
  }
  for (const { name, status, seconds } of results) {
    const verdict = status === 0 ? 'passed' : 'FAILED';
    process.stderr.write(
      `percolab: ${name.padEnd(10)} ${verdict} ${seconds.toFixed(1).padStart(7)} s\n`
    );
  }
  if (results.at(-1).status === 130) return 130;
  return results.every(({ status }) => status === 0) ? 0 : 1;
}

function readArguments(args) {
  const first = args.findIndex(arg => !(arg in stages));
  const named = first === -1 ? args : args.slice(0, first);
  const rest = first === -1 ? [] : args.slice(first);
  if (rest.length > 0 && named.length !== 1) {
    throw new Failure(
      `'${rest[0]}' is not a stage. Name stages (${Object.keys(stages).join(', ')}), or one stage and then ` +
        'arguments for its tool: npm test -- jest tests/engine'
    );
  }
  return { names: named.length > 0 ? named : Object.keys(stages), rest };
}

async function runStage({ prepare, atOnce, tools }, args) {
  try {
    await prepare();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`percolab: ${error.message}\n`);
    return 1;
  }
  const run = ([program, ...words]) => runLoudly(program, words, activeEnvironment());
  if (atOnce) return worstOf(await allOf(tools(args).map(run)));
  const statuses = [];
  for (const tool of tools(args)) {
    statuses.push(await run(tool));
    if (statuses.at(-1) === 130) break;
  }
  return worstOf(statuses);
}

/** 130 when any was interrupted, else the first that is not 0. */
function worstOf(statuses) {
  return statuses.includes(130) ? 130 : (statuses.find(status => status !== 0) ?? 0);
}

/** Like Promise.all, but ends only when all have: what one failure leaves behind would write into the next stage. */
async function allOf(promises) {
  const outcomes = await Promise.allSettled(promises);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return outcomes.map(({ value }) => value);
}

function node(name, file, ...args) {
  return [process.execPath, inCheckout('node_modules', name, file), ...args];
}
