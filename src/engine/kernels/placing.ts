// Lists of words for a kernel: placed one after the other, and copied when all have their address, since memory that
// grows between makes views void.

import type { Kernels } from './module';

/** Places lists in the memory of the kernels. */
export interface Placing {
  /** Reserves room for a list, and returns its address. The list is read when `copy` is called. */
  words(list: ArrayLike<number>): number;
  /** Copies all lists. */
  copy(): void;
}

/** Begins to place lists; the kernels must have been cleared by the caller, who has them for itself. */
export function placing(engine: Kernels): Placing {
  const lists: (readonly [number, ArrayLike<number>])[] = [];
  return {
    words(list) {
      const address = engine.place(4 * list.length);
      lists.push([address, list]);
      return address;
    },
    copy() {
      lists.forEach(([address, list]) => engine.words(address, list.length).set(list));
    }
  };
}
