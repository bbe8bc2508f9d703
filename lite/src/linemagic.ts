// Line magics: those of the examples, so that their cells run here too, and those of the cache.

import { sayCache, sayRemoved } from '../../src/host/keeping/kept';
import worked from '../../src/study/assist/worked.json';
import { BUILD } from '../../src/study/build';
import { sayCost } from '../../src/study/costwords';
import type { Sources } from '../../src/study/prepare';
import { readStudy } from '../../src/study/read';
import { checkStudy } from '../../src/study/run';
import { VERSION } from '../../src/study/version';
import { UsageError } from './cell';
import type { SessionCache } from './session';

const HELP = `%percolab help             this text
%percolab version          version of percolab
%percolab examples         worked cells, by name
%percolab examples NAME    that cell, in a new cell below
%percolab check FILE       whether the study in a YAML file can run, and what it will cost
%percolab cache list       studies that this browser keeps, the last used first
%percolab cache clear      HASH or --all: removes those whose hash begins so, or all

%%percolation [name] [--no-cache]   a percolation study, as YAML below; the result is bound to name; --no-cache
                                    computes all of it and keeps nothing
%%dropout [name] [--no-cache]       a training study

Any other cell is TypeScript: import { percolation, dropout, run, theory } from 'percolab'.
`;

/** Start of a hash, long enough not to be a slip. */
const HASH = /^[0-9a-f]{4,64}$/;

/** What line magics need of the kernel. */
export interface MagicPlace extends Sources {
  /** The text of a file beside the notebook. */
  readFile(path: string): Promise<string>;
  /** What is kept of studies; undefined where nothing is. */
  readonly cache: SessionCache | undefined;
}

/** What a line magic says. */
export interface Said {
  /** What it prints; empty for nothing. */
  readonly text: string;
  /** A cell that is to come below; null for none. */
  readonly cell: string | null;
}

type Command = (rest: string, place: MagicPlace) => Said | Promise<Said>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['help', rest => alone('help', rest, HELP)],
  ['version', rest => alone('version', rest, `percolab ${VERSION}\n`)],
  ['examples', examples],
  ['check', check],
  ['cache', cacheMagic]
]);

/**
 * Runs a line magic.
 *
 * @param line the line without its percent sign
 * @throws UsageError for one that does not exist here, and where the browser keeps nothing; StudyError for a file that
 *   holds no valid study
 */
export async function runLineMagic(line: string, place: MagicPlace): Promise<Said> {
  const [magic, said] = parted(line);
  if (magic === 'load_ext' || magic === 'reload_ext') {
    // This kernel has nothing to load.
    if (said === 'percolab') return { text: '', cell: null };
    throw new UsageError(
      `%${magic}: found '${said}'; allowed: percolab, which is always loaded here`
    );
  }
  if (magic !== 'percolab') {
    throw new UsageError(
      `%${magic}: there is no such line magic here; allowed: %load_ext percolab, %percolab`
    );
  }
  const [word, rest] = parted(said);
  const command = COMMANDS.get(word === '' ? 'help' : word);
  if (command === undefined) {
    const known = [...COMMANDS.keys()].join(', ');
    throw new UsageError(`%percolab: found '${word}'; allowed: ${known}; see %percolab help`);
  }
  return command(rest, place);
}

/** The first word of a text, and what comes behind it. */
function parted(text: string): [word: string, rest: string] {
  const trimmed = text.trim();
  const end = trimmed.search(/\s/);
  return end < 0 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end).trim()];
}

function alone(command: string, rest: string, text: string): Said {
  if (rest !== '') {
    throw new UsageError(
      `%percolab: found '${rest}' behind ${command}; allowed: %percolab ${command} alone`
    );
  }
  return { text, cell: null };
}

function examples(name: string): Said {
  const all = new Map(Object.entries(worked));
  if (name === '') {
    const longest = Math.max(...[...all.keys()].map(key => key.length));
    const lines = [...all].map(([key, { about }]) => `${key.padEnd(longest)}  ${about}`);
    const text = [...lines, '', '%percolab examples NAME puts one into a new cell.', ''].join('\n');
    return { text, cell: null };
  }
  const found = all.get(name);
  if (found === undefined) {
    const known = [...all.keys()].join(', ');
    throw new UsageError(
      `%percolab examples: found '${name}'; allowed: ${known}, or nothing for a list`
    );
  }
  const cell = found.cell.join('\n');
  return { text: `${cell}\n`, cell };
}

async function check(said: string, place: MagicPlace): Promise<Said> {
  const path = /^(["'])(.*)\1$/.exec(said)?.[2] ?? said;
  if (path === '') {
    throw new UsageError(
      '%percolab check: found no file; allowed: the path of a YAML file, %percolab check FILE'
    );
  }
  const study = readStudy(await place.readFile(path), { name: path });
  const checked = await checkStudy(study, place);
  return { text: `${path}: a valid ${study.kind} study; ${sayCost(checked)}\n`, cell: null };
}

async function cacheMagic(said: string, { cache }: MagicPlace): Promise<Said> {
  const [does, what, ...rest] = said.split(/\s+/).filter(word => word !== '');
  const isList = does === 'list' && what === undefined;
  const isClear = does === 'clear' && (what === '--all' || HASH.test(what ?? ''));
  if (!(isList || isClear) || rest.length > 0) {
    throw new UsageError(
      `%percolab cache: found ${said || 'nothing'}; allowed: list, clear HASH (4 digits of a study's hash or more), ` +
        'clear --all'
    );
  }
  if (cache === undefined) throw new UsageError('%percolab cache: nothing is kept here');
  try {
    const text = isList
      ? sayCache('this browser', cache.limit, await cache.list(), BUILD)
      : sayRemoved(await cache.clear(what === '--all' ? '' : what));
    return { text, cell: null };
  } catch (error) {
    throw new UsageError(`%percolab cache: the browser refuses: ${(error as Error).message}`);
  }
}
