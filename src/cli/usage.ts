// The command line as it is typed: its help, and what its words mean.

import { extname } from 'node:path';
import { parseArgs } from 'node:util';

/** A mistake in the use of the command, to be shown as it stands; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Percolation models of neural networks, and training with dropout.

  percolab run STUDY.yaml [--out FILE] [--workers N] [--format json|csv]
      Runs a study and prints its result, or writes it to FILE. The format is JSON if not given, CSV for a FILE.csv.
      CSV holds the columns alone; JSON all that a result has beside them.
  percolab check STUDY.yaml
      Says whether a study is valid, and what it will cost.
  percolab schema
      Prints the JSON Schema of studies.
  percolab --version
  percolab --help

STUDY.yaml may be - for standard input. N is the number of workers, one for each core if not given; the result does
not depend on it. Exit status: 0 done, 2 the study or the command is wrong, 130 interrupted, 1 a fault.
`;

/** What was asked for. */
export type Command =
  | {
      readonly name: 'run';
      readonly study: string;
      readonly out: string | undefined;
      readonly workers: number | undefined;
      readonly format: 'json' | 'csv';
    }
  | { readonly name: 'check'; readonly study: string }
  | { readonly name: 'schema' }
  | { readonly name: 'version' }
  | { readonly name: 'help' };

/** Most threads that can be asked for. */
const MOST_WORKERS = 1024;

const OPTIONS = {
  out: { type: 'string' },
  workers: { type: 'string' },
  format: { type: 'string' },
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

/** The format that was asked for, or else that of the file's name. */
function readFormat(text: string | undefined, out = ''): 'json' | 'csv' {
  if (text === undefined) {
    const ending = extname(out).toLowerCase();
    if (!['', '.json', '.csv'].includes(ending)) {
      throw new UsageError(
        `--out: found a file ending in ${ending}; allowed: .json, .csv, or any with --format json or csv`
      );
    }
    return ending === '.csv' ? 'csv' : 'json';
  }
  if (text !== 'json' && text !== 'csv') {
    throw new UsageError(`--format: found ${text}; allowed: json, csv`);
  }
  return text;
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
  if (name !== 'run' && name !== 'check' && name !== 'schema') {
    throw new UsageError(
      `found ${name ?? 'no command'}; allowed: run, check, schema. See percolab --help`
    );
  }
  const stray = Object.keys(values).find(() => name !== 'run');
  if (stray !== undefined) {
    throw new UsageError(`--${stray} has no meaning for percolab ${name}; leave it out`);
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
        format: readFormat(values.format, values.out)
      };
}
