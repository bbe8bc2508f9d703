// What a result can be exported as, beside its picture: texts, each made when it is asked for.

import { readAgain } from '../../study/change';
import { citation } from '../../study/citation';
import { wholeRows } from '../../study/excerptwords';
import { besideColumns, formatResult } from '../../study/format';
import { studyHash } from '../../study/hash';
import type { Result } from '../../study/result';
import { studyText } from '../../study/yaml/text';
import type { Translation } from '../translation';

/** A text to save. */
export interface TextFile {
  /** Ending of the file's name, without its first dot. */
  readonly ending: string;
  readonly text: string;
  /** What a reader must know about it; empty if nothing. */
  readonly note: string;
}

/** What a reader must know of the numbers of an excerpt; nothing of a whole result. */
function excerptNote(result: Result, trans: Translation): string[] {
  return result.excerpt === undefined
    ? []
    : [
        trans.__(
          'It holds what is stored here, %1 of %2 rows; percolab run STUDY.yaml --out FILE.csv writes all of them.',
          result.rows,
          wholeRows(result)
        )
      ];
}

/** The columns, as `percolab run --format csv` writes them. */
export function csvFile(result: Result, trans: Translation): TextFile {
  const left = besideColumns(result).join(', ');
  const note = [
    ...excerptNote(result, trans),
    ...(left === ''
      ? []
      : [trans.__('CSV holds the columns alone: %1 left out; the result as JSON has all.', left)])
  ].join(' ');
  return { ending: 'csv', text: formatResult(result, 'csv'), note };
}

/** All of the result, as `percolab run --format json` writes it; JupyterLab opens it as a figure. */
export function jsonFile(result: Result, trans: Translation): TextFile {
  const note = excerptNote(result, trans).join('');
  return { ending: 'percolab.json', text: formatResult(result, 'json'), note };
}

/**
 * The study, which `percolab run` takes.
 *
 * @throws StudyError where this version can't read it
 */
export function studyFile(result: Result, trans: Translation): TextFile {
  const study = readAgain(result.study);
  const [version] = result.percolab.split('\n');
  const origin = `# percolab ${version}, study ${studyHash(result.study)}, digest ${result.digest}\n`;
  const note =
    study.data?.name === 'arrays'
      ? trans.__('The data are the variable %1; no file can name that.', study.data.variable)
      : '';
  return { ending: 'percolab.yaml', text: origin + studyText(study), note };
}

/** The reference for a bibliography. */
export function bibtexFile(result: Result): TextFile {
  return { ending: 'bib', text: citation(result).bibtex, note: '' };
}

/** The reference as text. */
export function citationFile(result: Result): TextFile {
  return { ending: 'txt', text: citation(result).plain, note: '' };
}
