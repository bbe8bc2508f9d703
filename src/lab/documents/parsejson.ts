// JSON of a file, and where in it the JSON ends that is none.

import { PayloadError } from '../../study/payload';

/**
 * The value of a text of JSON.
 *
 * @throws PayloadError that says where it is no JSON
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') throw new PayloadError('it is empty');
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(String(error));
    // Engines word it differently; a file that was cut off ends where its JSON does not.
    const end = at === null ? text.length : Number(at[1]);
    const lines = text.slice(0, end).split('\n');
    const place = `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
    const what = end >= text.trimEnd().length ? 'it ends too early, at' : 'it is no JSON at';
    throw new PayloadError(`${what} ${place}`);
  }
}
