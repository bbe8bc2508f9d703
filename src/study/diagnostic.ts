// What is wrong with a study, and where: one diagnostic for each mistake, gathered in one error.

/** A place in the text of a study; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One mistake. `message` says what was found, what is allowed and what to do. */
export interface Diagnostic {
  /** Where it is; null for studies that don't come from text. */
  readonly at: Position | null;
  /** The key it concerns, e.g. `network.depth`; empty for the study as a whole. */
  readonly key: string;
  readonly message: string;
}

/** A mistake with its place, in a line. */
export function formatDiagnostic({ at, key, message }: Diagnostic): string {
  const place = [at ? `line ${at.line}, column ${at.column}` : '', key].filter(Boolean).join(', ');
  return place ? `${place}: ${message}` : message;
}

/** A study that can't be run as it is written. The message is complete: show it as it stands. */
export class StudyError extends Error {
  override readonly name = 'StudyError';

  /**
   * @param diagnostics at least one mistake
   * @param source name of the study's text, e.g. a file
   * @param what it should be
   */
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    source = 'this',
    what = 'a valid study'
  ) {
    const lines = diagnostics.map(diagnostic => `  ${formatDiagnostic(diagnostic)}`);
    super(`${source} is not ${what}:\n${lines.join('\n')}`);
  }
}
