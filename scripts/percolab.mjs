// `npm run percolab -- ...`: the command line of the checkout, once it is built.

import './nodeversion.mjs';

import { existsSync } from 'node:fs';

const cli = new URL('../percolab/engine/cli.js', import.meta.url);
if (!existsSync(cli)) {
  process.stderr.write('percolab: the command line is not built yet; run: npm run build\n');
  process.exit(1);
}
await import(cli);
