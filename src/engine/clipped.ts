// Text of a stranger as it may stand in a message: enough to find it by, never a file's worth of it.

/** Most characters that a message quotes. */
const MOST_QUOTED = 60;

/**
 * The beginning of a text.
 *
 * @param text anything that was read
 * @param most characters, at least 4; what goes beyond ends in `...`
 */
export function clipped(text: string, most = MOST_QUOTED): string {
  return text.length <= most ? text : `${text.slice(0, most - 3)}...`;
}
