// Line magics: those of the examples, so that their cells run here too, and those of the cache.

import { sayCache, sayRemoved } from '../../src/host/keeping/kept';
import { BUILD } from '../../src/study/build';
import { VERSION } from '../../src/study/version';
import { UsageError } from './cell';
import type { SessionCache } from './session';

const HELP = `%percolab help         this text
%percolab version      version of percolab
%percolab cache list   studies that this browser keeps, the last used first
%percolab cache clear  HASH or --all: removes those whose hash begins so, or all

%%percolation [name] [--no-cache]   a percolation study, as YAML below; the result is bound to name; --no-cache
                                    computes all of it and keeps nothing
%%dropout [name] [--no-cache]       a training study

Any other cell is TypeScript: import { percolation, dropout, run, theory } from 'percolab'.
`;

/** Start of a hash, long enough not to be a slip. */
const HASH = /^[0-9a-f]{4,64}$/;

/**
 * Runs a line magic.
 *
 * @param line the line without its percent sign
 * @param cache what is kept of studies; undefined where nothing is
 * @returns what it prints; empty for nothing
 * @throws UsageError for one that does not exist here, and where the browser keeps nothing
 */
export async function runLineMagic(line: string, cache: SessionCache | undefined): Promise<string> {
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
    if (words[0] === 'cache') return runCacheMagic(words.slice(1), cache);
    throw new UsageError(`%percolab: found '${said}'; allowed here: help, version, cache`);
  }
  throw new UsageError(
    `%${magic}: there is no such line magic here; allowed: %load_ext percolab, %percolab`
  );
}

async function runCacheMagic(
  [does, what, ...rest]: readonly string[],
  cache: SessionCache | undefined
): Promise<string> {
  const isList = does === 'list' && what === undefined;
  const isClear = does === 'clear' && (what === '--all' || HASH.test(what ?? ''));
  if (!(isList || isClear) || rest.length > 0) {
    const found = [does, what, ...rest].filter(word => word !== undefined).join(' ');
    throw new UsageError(
      `%percolab cache: found ${found || 'nothing'}; allowed: list, clear HASH (4 digits of a study's hash or more), ` +
        'clear --all'
    );
  }
  if (cache === undefined) throw new UsageError('%percolab cache: nothing is kept here');
  try {
    return isList
      ? sayCache('this browser', cache.limit, await cache.list(), BUILD)
      : sayRemoved(await cache.clear(what === '--all' ? '' : what));
  } catch (error) {
    throw new UsageError(`%percolab cache: the browser refuses: ${(error as Error).message}`);
  }
}
