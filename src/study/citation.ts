// How to cite a figure: the software with its version, and the study and the numbers by their hashes. The paper that
// asked the question is named for what is in it, and for nothing else.

import { studyHash } from './hash';
import type { Result } from './result';

/** A reference in both forms. */
export interface Citation {
  readonly plain: string;
  readonly bibtex: string;
}

const PAPER: Citation = {
  plain:
    'F. Devlin and J. Sanders. Dropout Neural Network Training Viewed from a Percolation Perspective. ' +
    'arXiv:2512.13853, 2025.',
  bibtex: `@misc{devlin2025dropout,
  author = {Devlin, F. and Sanders, J.},
  title = {Dropout Neural Network Training Viewed from a Percolation Perspective},
  year = {2025},
  eprint = {2512.13853},
  archiveprefix = {arXiv},
  note = {Models of site and bond percolation on rectangular layered networks, and the path problem}
}`
};

/**
 * Reference for a result.
 *
 * @param result any result
 */
export function citation(result: Result): Citation {
  const { digest, study } = result;
  const hash = studyHash(study);
  const version = bare(result.percolab);
  const kind = study.study === 'percolation' ? 'Percolation study' : 'Dropout training study';
  const own: Citation = {
    plain: `The Percolab developers. Percolab, version ${version} [software]. ${kind} ${hash}; digest of the results ${digest}.`,
    bibtex: `@software{percolab_${digest.replace('sha256:', '').slice(0, 8)},
  author = {{The Percolab developers}},
  title = {Percolab},
  version = {${version}},
  note = {${kind} ${hash}; digest of the results ${digest}}
}`
  };
  return isOfPaper(study)
    ? {
        plain: `${own.plain}\n\nThe models and the path problem are those of\n${PAPER.plain}\n`,
        bibtex: `${own.bibtex}\n\n${PAPER.bibtex}\n`
      }
    : { plain: `${own.plain}\n`, bibtex: `${own.bibtex}\n` };
}

/** A version without what could be markup: it comes from a notebook. */
function bare(version: string): string {
  return version.replace(/[^\w.+-]/g, '');
}

/** Whether a study's models are those that the paper defines: site or bond removal in layers of one width. */
function isOfPaper({ model, network }: Result['study']): boolean {
  const models: unknown[] = [model].flat();
  const keys = Object.keys(network ?? {});
  const plain = ['input', 'width', 'depth', 'output', 'bias', 'activation', 'init'];
  return (
    models.every(name => name === 'site' || name === 'bond') &&
    keys.includes('width') &&
    keys.every(name => plain.includes(name))
  );
}
