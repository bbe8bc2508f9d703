// What depends on the network of a cell alone, made once where neighbours have the same: of 10^5 cells most do, since p
// varies fastest.

import { lastMade } from './lastmade';
import { axesOf, type Cell, type Study } from './study';

/**
 * Makes something of networks, and gives it again to the next cell where that has the same network.
 *
 * @param study the study of the cells
 * @param make makes it of a cell, and of the number of its fixed graph or null, whatever else differs
 */
export function byNetwork<T>(
  study: Study,
  make: (cell: Cell, replicate: number | null) => T
): (cell: Cell, replicate: number | null) => T {
  const paths = axesOf(study).filter(path => path.startsWith('network.'));
  const lastNetwork = lastMade<T>();
  return (cell, replicate) =>
    lastNetwork([replicate, ...paths.map(path => cell.get(path))], () => make(cell, replicate));
}
