// How much a JSON text would unpack to, counted before it is parsed: `{}` takes two characters in a file and dozens of
// bytes in memory, and brackets may nest without end.

/** What a text holds, as far as its punctuation tells. */
export interface JsonSize {
  /** Objects and lists. */
  readonly containers: number;
  /** Commas outside strings: about as many values. */
  readonly commas: number;
  /** Most objects and lists around one place. */
  readonly depth: number;
}

/** Counts objects, lists, commas and depth of a JSON text, which need not be valid, in one pass. */
export function jsonSize(text: string): JsonSize {
  let [containers, commas, depth, open] = [0, 0, 0, 0];
  const mark = /["[\]{},]/g;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    switch (found[0]) {
      case '"':
        mark.lastIndex = endOfString(text, mark.lastIndex);
        break;
      case ',':
        commas += 1;
        break;
      case '[':
      case '{':
        containers += 1;
        open += 1;
        depth = Math.max(depth, open);
        break;
      default:
        open -= 1;
    }
  }
  return { containers, commas, depth };
}

/** The place behind the quote that ends a string, or the end of the text. */
function endOfString(text: string, begin: number): number {
  let at = begin;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\' && quote - slashes > begin) slashes += 1;
    at = quote + 1;
    if (slashes % 2 === 0) return at;
  }
}
