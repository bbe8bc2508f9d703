// Lists of words for a kernel: placed one after the other, and copied when all have their address, since memory that
// grows between makes views void.

import type { Kernels } from './module';

/** Places lists in the memory of the kernels. */
export interface Placing {
  /** Reserves room for a list, and returns its address. The list is read when `copy` is called. */
  words(list: ArrayLike<number>): number;
  /** Reserves bytes that `copy` fills, and returns their address. */
  bytes(length: number, fill: (bytes: Uint8Array) => void): number;
  /** Copies all lists, and fills what is to be filled. */
  copy(): void;
}

/** Begins to place lists; the kernels must have been cleared by the caller, who has them for itself. */
export function placing(engine: Kernels): Placing {
  const copies: (() => void)[] = [];
  return {
    words(list) {
      const address = engine.place(4 * list.length);
      copies.push(() => engine.words(address, list.length).set(list));
      return address;
    },
    bytes(length, fill) {
      const address = engine.place(length);
      copies.push(() => fill(new Uint8Array(engine.functions.memory.buffer, address, length)));
      return address;
    },
    copy() {
      copies.forEach(copy => copy());
    }
  };
}
