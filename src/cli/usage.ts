// The command line as it is typed: its help, and what its words mean.

import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { FORMATS, type Format } from '../study/format';

/** A mistake in the use of the command, to be shown as it stands; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Percolation models of neural networks, and training with dropout.

  percolab run STUDY.yaml [--out FILE] [--workers N] [--format json|jsonl|csv] [--no-cache]
      Runs a study and prints its result, or writes it to FILE. The format is JSON if not given, CSV for a FILE.csv, JSON
      lines for a FILE.jsonl. These two hold the columns alone, a row a line; JSON all that a result has beside them. In CSV,
      texts that a spreadsheet would take for a formula begin with an apostrophe. A study that was run before is answered from
      the cache, and one that was stopped goes on where it was; --no-cache computes all of it and keeps nothing.
  percolab check STUDY.yaml
      Says whether a study is valid, and what it will cost.
  percolab cache list
      Lists the studies in the cache, the last used first.
  percolab cache clear [HASH | --all]
      Removes the studies whose hash begins so, or all.
  percolab schema
      Prints the JSON Schema of studies.
  percolab --version
  percolab --help

STUDY.yaml may be - for standard input. N is the number of workers, one for each core if not given; the result does
not depend on it. The cache is the folder PERCOLAB_CACHE, of PERCOLAB_CACHE_LIMIT MiB at most (environment variables; 1024
if not given, 0 for none). Exit status: 0 done, 2 the study or the command is wrong, 130 interrupted, 1 a fault.
`;

/** What was asked for. */
export type Command =
  | {
      readonly name: 'run';
      readonly study: string;
      readonly out: string | undefined;
      readonly workers: number | undefined;
      readonly format: Format;
      /** Whether what is kept may be used, and more is kept. */
      readonly cache: boolean;
    }
  | { readonly name: 'check'; readonly study: string }
  | { readonly name: 'cache'; readonly does: 'list' }
  /** Studies whose hash begins so; the empty one is all. */
  | { readonly name: 'cache'; readonly does: 'clear'; readonly hash: string }
  | { readonly name: 'schema' }
  | { readonly name: 'version' }
  | { readonly name: 'help' };

/** Most threads that can be asked for. */
const MOST_WORKERS = 1024;

const OPTIONS = {
  out: { type: 'string' },
  workers: { type: 'string' },
  format: { type: 'string' },
  'no-cache': { type: 'boolean' },
  all: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' }
} as const;

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}. See percolab --help`);
  }
}

function readWorkers(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const workers = Number(text);
  if (!/^\d+$/.test(text) || workers < 1 || workers > MOST_WORKERS) {
    throw new UsageError(`--workers: found ${text}; allowed: an integer from 1 to ${MOST_WORKERS}`);
  }
  return workers;
}

function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}

/** The format that was asked for, or else that of the file's name. */
function readFormat(text: string | undefined, out = ''): Format {
  if (text === undefined) {
    const ending = extname(out).toLowerCase();
    const format = ending.slice(1) || 'json';
    if (!isFormat(format)) {
      throw new UsageError(
        `--out: found a file ending in ${ending}; allowed: .json, .jsonl, .csv, or any with --format json, jsonl or csv`
      );
    }
    return format;
  }
  if (!isFormat(text)) {
    throw new UsageError(`--format: found ${text}; allowed: ${FORMATS.join(', ')}`);
  }
  return text;
}

/** Options by the command that takes them. */
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = {
  run: ['out', 'workers', 'format', 'no-cache'],
  check: [],
  schema: [],
  cache: ['all']
};

function readCache([does, hash, ...rest]: readonly string[], all = false): Command {
  if (does === 'list' && hash === undefined && !all) {
    return { name: 'cache', does };
  }
  const isHash = hash !== undefined && /^[0-9a-f]{4,64}$/.test(hash);
  if (does !== 'clear' || rest.length > 0 || isHash === all || (all && hash !== undefined)) {
    const found = [does, hash, ...rest, all ? '--all' : undefined].filter(word => word);
    throw new UsageError(
      `percolab cache: found ${found.join(' ') || 'nothing'}; allowed: list, clear HASH (4 digits of a study's hash or ` +
        'more, as list shows them), clear --all'
    );
  }
  return { name: 'cache', does, hash: hash ?? '' };
}

/**
 * What the words after `percolab` ask for.
 *
 * @param words the arguments of the process
 * @throws UsageError naming the word that is wrong
 */
export function readCommand(words: readonly string[]): Command {
  const { values, positionals } = parse(words);
  if (values.help || words.length === 0) {
    return { name: 'help' };
  }
  if (values.version) {
    return { name: 'version' };
  }
  const [name, ...rest] = positionals;
  if (name !== 'run' && name !== 'check' && name !== 'schema' && name !== 'cache') {
    throw new UsageError(
      `found ${name ?? 'no command'}; allowed: run, check, cache, schema. See percolab --help`
    );
  }
  const stray = Object.keys(values).find(option => !OPTIONS_OF[name].includes(option));
  if (stray !== undefined) {
    throw new UsageError(`--${stray} has no meaning for percolab ${name}; leave it out`);
  }
  if (name === 'cache') {
    return readCache(rest, values.all);
  }
  const wanted = name === 'schema' ? 0 : 1;
  if (rest.length !== wanted) {
    const found = rest.length === 0 ? 'none' : rest.join(' ');
    throw new UsageError(
      wanted === 0
        ? `percolab schema takes no file; found ${found}`
        : `percolab ${name} takes one study file, or - for standard input; found ${found}`
    );
  }
  if (name === 'schema') {
    return { name };
  }
  const study = rest[0];
  return name === 'check'
    ? { name, study }
    : {
        name,
        study,
        out: values.out,
        workers: readWorkers(values.workers),
        format: readFormat(values.format, values.out),
        cache: !values['no-cache']
      };
}
