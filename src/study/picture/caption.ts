// What a picture says of its result in words: a caption under it and a description for screen readers.

import { countedRows } from '../excerptwords';
import { type Axis, inputs, isSwept } from '../figure/axis';
import { unescaped } from '../figure/text';
import { fixedValues, written } from '../figure/words';
import type { Result } from '../result';

const SHORT_DIGEST = 12;
const MOST_LISTED = 8;

/** One line: seed, size, digest and version. */
export function caption(result: Result): string {
  const { seed } = result.study;
  const digest = result.digest.replace(/^sha256:/, '').slice(0, SHORT_DIGEST);
  return [
    ...(typeof seed === 'string' ? [`seed ${seed}`] : []),
    countedRows(result),
    `digest ${digest}`,
    `percolab ${result.percolab}`
  ].join(' · ');
}

function sweep({ name, values }: Axis): string {
  const shown =
    values.length > MOST_LISTED
      ? `${values.length} values from ${written(values[0])} to ${written(values.at(-1)!)}`
      : values.map(written).join(', ');
  return `${name}: ${shown}`;
}

/**
 * The study in words, with the whole digest.
 *
 * @param notes what its panels show
 */
export function description(result: Result, notes: readonly string[]): string {
  const { study } = result.study;
  const axes = inputs(result);
  const parts = [
    ...fixedValues(result, axes).map(unescaped),
    ...axes.filter(isSwept).map(sweep),
    countedRows(result)
  ];
  const shown = notes.map(note => ` ${note}`).join('');
  return `A ${study} study. ${parts.join('; ')}.${shown} Digest ${result.digest}, percolab ${result.percolab}.`;
}
