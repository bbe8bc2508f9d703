// The square lattice between a source and a sink, which are kept with their connections. Under site removal the units
// of all rows can be removed, under bond removal the bonds between them.

import type { Graph } from '../graph';
import type { Lattice } from '../network';
import type { Classes, Removes, Size } from './classes';
import { Draft } from './draft';

/** Source and sink belong to no row. */
const NO_ROW = -1;

/** Bonds of a lattice, source and sink left out. */
function bondsOf({ size: [height, width], directed }: Lattice): number {
  return directed ? 2 * (height - 1) * width : height * (width - 1) + (height - 1) * width;
}

/** Graph of a lattice: unit 0 is the source, the last one the sink, rows lie between. */
export function latticeGraph(lattice: Lattice, classes: Classes): Graph {
  const [height, width] = lattice.size;
  const { directed } = lattice;
  const draft = new Draft();
  const sites = draft.elements(height * width, classes.site(0));
  const bonds = draft.elements(bondsOf(lattice), classes.bond(0));
  const sink = height * width + 1;
  const unitAt = (row: number, column: number): number => 1 + row * width + column;
  const join = (row: number, column: number, bond: number): void =>
    draft.edge(unitAt(row, column), bonds < 0 ? -1 : bonds + bond);
  const vertical = (row: number, column: number): number =>
    height * (width - 1) + row * width + column;

  /** Bonds to the four neighbours: horizontal ones are numbered first, then vertical ones, each row by row. */
  const joinUndirected = (row: number, column: number): void => {
    if (row > 0) {
      join(row - 1, column, vertical(row - 1, column));
    }
    if (column > 0) {
      join(row, column - 1, row * (width - 1) + column - 1);
    }
    if (column + 1 < width) {
      join(row, column + 1, row * (width - 1) + column);
    }
    if (row + 1 < height) {
      join(row + 1, column, vertical(row, column));
    }
  };
  const joinDirected = (row: number, column: number): void => {
    if (row + 1 < height) {
      join(row + 1, column, 2 * (row * width + column));
      join(row + 1, (column + 1) % width, 2 * (row * width + column) + 1);
    }
  };
  /** Kept connections of the source or the sink with a row. */
  const joinRow = (row: number): void => {
    for (let column = 0; column < width; column++) {
      draft.edge(unitAt(row, column), -1);
    }
  };

  draft.unit(NO_ROW);
  joinRow(0);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      draft.unit(row);
      if (sites >= 0) {
        draft.closedBy(sites + row * width + column);
      }
      if (!directed && row === 0) {
        draft.edge(0, -1);
      }
      (directed ? joinDirected : joinUndirected)(row, column);
      if (row === height - 1) {
        draft.edge(sink, -1);
      }
    }
  }
  draft.unit(NO_ROW);
  if (!directed) {
    joinRow(height - 1);
  }
  const ends = { inputs: Int32Array.of(0), outputs: Int32Array.of(sink) };
  return draft.graph(classes.count, height, ends, directed);
}

/** Size of a lattice; an undirected edge counts once. */
export function latticeSize(lattice: Lattice, removes?: Removes): Size {
  const [height, width] = lattice.size;
  const sites = height * width;
  const bonds = bondsOf(lattice);
  return {
    units: sites + 2,
    edges: bonds + 2 * width,
    elements: (removes?.site ? sites : 0) + (removes?.bond ? bonds : 0)
  };
}
