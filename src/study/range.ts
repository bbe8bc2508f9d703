// Ranges of numbers as studies write them: `a..b by step`, `a..b in count` (linear), `a..b log count`.
// Values are what a person would write: decimal, without the binary dust of repeated addition.

import { clipped } from '../engine/clipped';
import { exp } from '../engine/math/exp';
import { log } from '../engine/math/log';

// Each character can be read in one way only: `\d+\.?\d*` would try every split of a long row of digits.
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const RANGE = new RegExp(
  String.raw`^\s*(${NUMBER})\s*\.\.\s*(${NUMBER})\s+(by|in|log)\s+(${NUMBER})\s*$`
);

/** Most values that one range may have. */
export const LONGEST_RANGE = 100_000;

/** A range that can't be read; the message says what was found, what is allowed and what to do. */
export class RangeFault extends Error {
  override readonly name = 'RangeFault';
}

/** Whether a string is meant as a range. */
export function looksLikeRange(text: string): boolean {
  return text.includes('..');
}

/** A number in its shortest decimal form: `digits` times 10^`exponent`, exactly. */
function decimal(value: number): { readonly digits: string; readonly exponent: number } {
  const [mantissa, exponent = '0'] = String(value).split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  return { digits: whole + fraction, exponent: Number(exponent) - fraction.length };
}

function tooLong(text: string, count: number): RangeFault {
  return new RangeFault(
    `range ${clipped(text)} has ${count} values; allowed: at most ${LONGEST_RANGE}; take a larger step`
  );
}

function byStep(text: string, from: number, to: number, step: number): number[] {
  if (step === 0 || Math.sign(step) !== Math.sign(to - from || step)) {
    throw new RangeFault(
      `range ${clipped(text)} never arrives; its step must lead from ${from} to ${to}: write ${from}..${to} by ${
        Math.abs(step) * (to < from ? -1 : 1) || 1
      }`
    );
  }
  const parts = [from, to, step].map(decimal);
  const unit = Math.min(...parts.map(({ exponent }) => exponent));
  const [first, last, stride] = parts.map(({ digits, exponent }) =>
    BigInt(digits + '0'.repeat(exponent - unit))
  );
  const count = Number((last - first) / stride) + 1;
  if (count > LONGEST_RANGE) {
    throw tooLong(text, count);
  }
  if (count === 1 && from !== to) {
    throw new RangeFault(
      `range ${clipped(text)} has only its start, since its step leads beyond ${to}; take a smaller step, or write values as a list`
    );
  }
  return Array.from({ length: count }, (_, i) => Number(`${first + BigInt(i) * stride}e${unit}`));
}

function inCount(
  text: string,
  from: number,
  to: number,
  count: number,
  logarithmic: boolean
): number[] {
  if (!Number.isInteger(count) || count < 2) {
    throw new RangeFault(
      `range ${clipped(text)} asks for ${count} values; allowed: an integer from 2 to ${LONGEST_RANGE}`
    );
  }
  if (count > LONGEST_RANGE) {
    throw tooLong(text, count);
  }
  if (logarithmic && !(from > 0 && to > 0)) {
    throw new RangeFault(
      `range ${clipped(text)} is logarithmic; both ends must be above 0, e.g. 1..1000 log 7`
    );
  }
  const exact = Array.from({ length: count }, (_, i) => {
    if (i === 0 || i === count - 1) {
      return i === 0 ? from : to;
    }
    const share = i / (count - 1);
    return logarithmic
      ? exp(log(from) + share * (log(to) - log(from)))
      : from + share * (to - from);
  });
  const rounded = exact.map(value => Number(value.toPrecision(15)));
  const values = new Set(rounded).size === count ? rounded : exact;
  return [...new Set(values)];
}

/**
 * Values of a range, in its order.
 *
 * @param text `0..1 by 0.02`, `4..64 in 5` or `1..1000 log 7`; both ends are included where the step meets them
 * @param integers round the values of `in` and `log` to integers; repetitions are dropped
 * @throws RangeFault for anything else
 */
export function readRange(text: string, integers: boolean): number[] {
  const match = RANGE.exec(text);
  if (!match) {
    throw new RangeFault(
      `found ${clipped(JSON.stringify(text))}, not a range; allowed: a..b by step, a..b in count, a..b log count, e.g. 0..1 by 0.02`
    );
  }
  const [from, to, last] = [Number(match[1]), Number(match[2]), Number(match[4])];
  if (![from, to, last].every(Number.isFinite)) {
    throw new RangeFault(`range ${clipped(text)} has an end beyond 1.8e308; give finite numbers`);
  }
  if (match[3] === 'by') {
    return byStep(text, from, to, last);
  }
  const values = inCount(text, from, to, last, match[3] === 'log');
  return integers ? [...new Set(values.map(Math.round))] : values;
}
