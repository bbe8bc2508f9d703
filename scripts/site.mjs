// `npm run site`: checks Node before any newer syntax is read, then builds the static site.
import './nodeversion.mjs';

import('./command.mjs').then(({ runCommand }) =>
  runCommand(() =>
    import('./site/site.mjs').then(({ siteCommand }) => siteCommand(process.argv.slice(2)))
  )
);
