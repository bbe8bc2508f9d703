// What a study can have in the page: data that it draws itself, the shipped digits, and a graph that it holds.

import { DataError } from '../engine/dropout/dataset';
import { GraphError } from '../engine/network/edges';
import type { Sources } from '../study/prepare';

/** The sources of the page; what they lack is refused with the way to run it. */
export const pageSources: Sources = {
  loadData: async ({ name }) => {
    switch (name) {
      case 'teacher':
        return null;
      case 'digits': {
        const { pageDigits } = await import('./digits');
        return pageDigits();
      }
      default:
        throw new DataError(
          `${name} can't be read in the page, which has teacher and digits only; run the study in a notebook ` +
            'with percolab.run(PATH), or by percolab run PATH'
        );
    }
  },
  loadGraph: file =>
    Promise.reject(
      new GraphError(
        `${file} can't be read in the page; run the study in a notebook with percolab.run(PATH), by ` +
          'percolab run PATH, or give the list itself as network.edges'
      )
    )
};
