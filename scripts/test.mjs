// `npm test`: checks Node before any newer syntax is read, then runs the tests.

import './nodeversion.mjs';

import('./command.mjs').then(({ runCommand }) =>
  runCommand(() => import('./stages.mjs').then(({ runStages }) => runStages(process.argv.slice(2))))
);
