// What a cache has to complain of. It costs time at most, so it is told in a line, and once.

/** Something that costs time at most. */
export interface Trouble {
  readonly is: 'not used' | 'not read' | 'not written' | 'damaged';
  readonly words: string;
}

/**
 * Tells the first trouble of each kind.
 *
 * @param tell told it in words
 */
export function tellOnce(tell: (words: string) => void): (trouble: Trouble) => void {
  const told = new Set<Trouble['is']>();
  return ({ is, words }) => {
    if (!told.has(is)) {
      told.add(is);
      tell(words);
    }
  };
}
