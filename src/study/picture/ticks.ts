// Ticks of an axis: steps of 1, 2 or 5 times a power of ten, or whole decades.

/** A tick: its place on the axis, in the axis' own unit (powers of ten where it is logarithmic). */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Powers of ten that are written out. */
const PLAIN_FROM = -3;
const PLAIN_TO = 4;

function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map(digit => SUPERSCRIPTS[Number(digit)]);
  return `10${exponent < 0 ? '⁻' : ''}${digits.join('')}`;
}

function isPlain(exponent: number): boolean {
  return exponent >= PLAIN_FROM && exponent <= PLAIN_TO;
}

/** A number's text with a true minus sign. */
export function signed(text: string): string {
  return text.replace('-', '−');
}

/** A number of a scale whose largest is about 10^exponent, with the digits that a step needs. */
function label(value: number, exponent: number, step: number): string {
  if (value === 0) {
    return '0';
  }
  const unit = isPlain(exponent) ? 0 : exponent;
  const digits = Math.max(unit - Math.floor(Math.log10(step) + 1e-9), 0);
  const mantissa = signed(String(Number((value / 10 ** unit).toFixed(digits))));
  return unit === 0 ? mantissa : `${mantissa}·${powerOfTen(unit)}`;
}

/**
 * Ticks at multiples of a round step.
 *
 * @param low lower end of the axis
 * @param high upper end, above `low`
 * @param most about as many ticks at most
 */
export function linearTicks(low: number, high: number, most: number): Tick[] {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= rough * (1 - 1e-9))!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const exponent = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = (first + index) * step + 0;
    return { at, label: label(at, exponent, step) };
  });
}

/**
 * Ticks at whole powers of ten.
 *
 * @param low exponent at the lower end of the axis
 * @param high exponent at the upper end, above `low`
 * @param most as many ticks at most
 */
export function decadeTicks(low: number, high: number, most: number): Tick[] {
  const first = Math.ceil(low - 1e-9);
  const decades = Math.floor(high + 1e-9) - first;
  const stride = Math.max(1, Math.ceil((decades + 1) / most));
  return Array.from({ length: Math.floor(decades / stride) + 1 }, (_, index) => {
    const at = first + index * stride;
    return { at, label: isPlain(at) ? String(Number(`1e${at}`)) : powerOfTen(at) };
  });
}
