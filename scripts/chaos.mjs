// `npm run chaos -- [--runs N] [--seed S] [--only I ...] [--ways WAY ...]`: studies that are disturbed at random
// (bench/chaos/run.py says how). Writes docs/chaos.md, of all runs of the seed; one that is looked at again replaces what
// came of it before.

import { build } from './build/build.mjs';
import { inCheckout } from './checkout.mjs';
import { runCommand } from './command.mjs';
import {
  activeEnvironment,
  environmentProgram,
  installEnvironment,
  installTestPackages
} from './environment.mjs';
import { runLoudly, runQuietly } from './process.mjs';

const page = 'docs/chaos.md';

await runCommand(async () => {
  await installEnvironment();
  await installTestPackages();
  await build('engine');
  const words = [inCheckout('bench/chaos/run.py'), '--page', page, ...process.argv.slice(2)];
  const status = await runLoudly(environmentProgram('python'), words, activeEnvironment());
  const prettier = inCheckout('node_modules', 'prettier', 'bin', 'prettier.cjs');
  await runQuietly(process.execPath, [prettier, '--write', page]);
  return status;
});
