// Which studies can be computed in a page: those that need nothing but themselves.

import type { Sources } from '../../study/prepare';
import type { Study } from '../../study/study';
import type { Translation } from '../translation';

/** What a page can read: nothing. The teacher draws its own data. */
export const PAGE: Sources = {
  loadData: () => Promise.resolve(null),
  loadGraph: file => Promise.reject(new Error(`${file} can't be read in a page`))
};

/**
 * Why a study can't be computed in a page.
 *
 * @returns one sentence, or null where it can
 */
export function whyNotHere({ data, graph }: Study, trans: Translation): string | null {
  if (graph !== null && 'file' in graph) {
    return trans.__(
      'The graph is in the file %1, which a page can\u2019t read: change the cell and run it.',
      graph.file
    );
  }
  if (data !== null && data.name === 'arrays') {
    return trans.__(
      'The data are the variable %1 of the kernel, which a page can\u2019t read: change the cell and run it.',
      data.variable
    );
  }
  return data !== null && data.name !== 'teacher'
    ? trans.__(
        'The data (%1) are in files, which a page can\u2019t read: change the cell and run it.',
        data.name
      )
    : null;
}
