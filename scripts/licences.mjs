// `npm run licences`: writes docs/licences.md, the list of all packages that come with ours, with their licences. With
// --check it only says whether that page is what is built. What pip installs is other on other days, systems and versions of
// Python: there only the licences are checked.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inCheckout } from './checkout.mjs';
import { runCommand } from './command.mjs';
import { licencePage } from './dependencies/page.mjs';
import { prepareDependencies } from './dependencies/prepare.mjs';
import { Failure } from './failure.mjs';

const page = inCheckout('docs', 'licences.md');

/** The page without the table of what pip installs. */
function lasting(text) {
  return text.replace(/(^## What pip .*\n\n)(?:\|.*\n)+/m, '$1');
}

await runCommand(async () => {
  await prepareDependencies();
  const text = await licencePage();
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text);
    return;
  }
  const written = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (lasting(written) !== lasting(text)) {
    throw new Failure(
      'docs/licences.md is not what is built: run `npm run licences`, and look at what has come.'
    );
  }
  if (written !== text) {
    process.stderr.write(
      'percolab: pip has installed other packages than docs/licences.md lists; their licences are allowed\n'
    );
  }
});
