// Line magics: those of the examples, so that their cells run here too.

import { VERSION } from '../../src/study/version';
import { UsageError } from './cell';

const HELP = `%percolab help         this text
%percolab version      version of percolab

%%percolation [name]   a percolation study, as YAML below; the result is bound to name
%%dropout [name]       a training study

Any other cell is TypeScript: import { percolation, dropout, run, theory } from 'percolab'.
`;

/**
 * Runs a line magic.
 *
 * @param line the line without its percent sign
 * @returns what it prints; empty for nothing
 * @throws UsageError for one that does not exist here
 */
export function runLineMagic(line: string): string {
  const [magic, ...words] = line.trim().split(/\s+/);
  const said = words.join(' ');
  if (magic === 'load_ext' || magic === 'reload_ext') {
    // This kernel has nothing to load.
    if (said === 'percolab') return '';
    throw new UsageError(
      `%${magic}: found '${said}'; allowed: percolab, which is always loaded here`
    );
  }
  if (magic === 'percolab') {
    if (said === 'help' || said === '') return HELP;
    if (said === 'version') return `percolab ${VERSION}\n`;
    throw new UsageError(`%percolab: found '${said}'; allowed here: help, version`);
  }
  throw new UsageError(
    `%${magic}: there is no such line magic here; allowed: %load_ext percolab, %percolab`
  );
}
