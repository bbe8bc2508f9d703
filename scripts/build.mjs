// `npm run build`: checks Node before any newer syntax is read, then builds.
import './nodeversion.mjs';

import('./command.mjs').then(({ runCommand }) =>
  runCommand(() =>
    import('./build/build.mjs').then(({ buildCommand }) => buildCommand(process.argv.slice(2)))
  )
);
