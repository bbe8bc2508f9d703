// `npm start`: checks Node before any newer syntax is read, then starts JupyterLab.

import './nodeversion.mjs';

import('./command.mjs').then(({ runCommand }) =>
  runCommand(() => import('./lab.mjs').then(({ startLab }) => startLab(process.argv.slice(2))))
);
