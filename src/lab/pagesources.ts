// What a study can have in the page: data that it draws itself, and a graph that it holds.

import { DataError } from '../engine/dropout/dataset';
import { GraphError } from '../engine/network/edges';
import type { Sources } from '../study/prepare';

/** The sources of the page; what they lack is refused with the way to run it. */
export const pageSources: Sources = {
  loadData: ({ name }) =>
    name === 'teacher'
      ? Promise.resolve(null)
      : Promise.reject(
          new DataError(
            `${name} can't be read in the page, which has teacher only; run the study in a notebook ` +
              'with percolab.run(PATH), or by percolab run PATH'
          )
        ),
  loadGraph: file =>
    Promise.reject(
      new GraphError(
        `${file} can't be read in the page; run the study in a notebook with percolab.run(PATH), by ` +
          'percolab run PATH, or give the list itself as network.edges'
      )
    )
};
