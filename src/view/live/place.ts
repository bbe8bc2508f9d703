// Which studies can be computed in a page: those that need nothing but themselves, and what the page has.

import type { DataName } from '../../study/key';
import type { Sources } from '../../study/prepare';
import type { Study } from '../../study/study';
import type { Translation } from '../translation';

/** What a page can read that has nothing of its own. The teacher draws its own data. */
export const PAGE: Sources = {
  loadData: () => Promise.resolve(null),
  loadGraph: file => Promise.reject(new Error(`${file} can't be read in a page`))
};

/**
 * Why a study can't be computed in a page.
 *
 * @param has names of the data that the page has
 * @returns one sentence, or null where it can
 */
export function whyNotHere(
  { data, graph }: Study,
  has: readonly DataName[],
  trans: Translation
): string | null {
  if (graph !== null && 'file' in graph) {
    return trans.__(
      'The graph is in the file %1, which a page can\u2019t read: change the study where it was made, and run it there.',
      graph.file
    );
  }
  if (data !== null && data.name === 'arrays') {
    return trans.__(
      'The data are the variable %1 of the kernel, which a page can\u2019t read: change the study where it was made, and run it there.',
      data.variable
    );
  }
  return data !== null && !has.includes(data.name)
    ? trans.__(
        'The data (%1) are in files, which a page can\u2019t read: change the study where it was made, and run it there.',
        data.name
      )
    : null;
}
