import { exp, expm1, scaleByPowerOfTwo } from '../../../src/engine/math/exp';
import { log, log1p } from '../../../src/engine/math/log';
import { log1mexp, logSumExp } from '../../../src/engine/math/log1mexp';
import { sigmoid, tanh } from '../../../src/engine/math/tanh';
import golden from '../../golden/elementary-functions.json';

/** Distance in units in the last place of the reference. */
function ulps(value: number, reference: number): number {
  if (Object.is(value, reference) || value === reference) {
    return 0;
  }
  const spacing = Math.max(2 ** (Math.floor(Math.log2(Math.abs(reference))) - 52), 5e-324);
  return Math.abs(value - reference) / spacing;
}

const functions = { exp, expm1, log, log1p, tanh, log1mexp };
const bound = { exp: 1.5, expm1: 2.5, log: 1.5, log1p: 2.5, tanh: 4.5, log1mexp: 4 };

test.each(Object.keys(functions) as (keyof typeof functions)[])(
  '%s stays within its stated error of 40-digit references',
  name => {
    for (const [x, y] of golden[name] as [number, number][]) {
      if (!(ulps(functions[name](x), y) <= bound[name])) {
        throw new Error(`${name}(${x}) = ${functions[name](x)}, reference ${y}`);
      }
    }
  }
);

test('special values', () => {
  expect(exp(-Infinity)).toBe(0);
  expect(exp(Infinity)).toBe(Infinity);
  expect(exp(0)).toBe(1);
  expect(exp(NaN)).toBeNaN();
  expect(expm1(-Infinity)).toBe(-1);
  expect(Object.is(expm1(-0), -0)).toBe(true);
  expect(log(0)).toBe(-Infinity);
  expect(log(1)).toBe(0);
  expect(log(-1)).toBeNaN();
  expect(log(NaN)).toBeNaN();
  expect(log1p(-1)).toBe(-Infinity);
  expect(log1p(Infinity)).toBe(Infinity);
  expect(log1mexp(0)).toBe(-Infinity);
  expect(log1mexp(-Infinity)).toBe(-0);
  expect(tanh(-3)).toBe(-tanh(3));
  expect(sigmoid(0)).toBe(0.5);
  expect(sigmoid(-800)).toBe(0);
  expect(sigmoid(800)).toBe(1);
  expect(logSumExp([])).toBe(-Infinity);
  expect(logSumExp([-Infinity, -1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 12);
});

test('scaling by a power of two reaches both ends of the double range', () => {
  expect(scaleByPowerOfTwo(1, 1024)).toBe(Infinity);
  expect(scaleByPowerOfTwo(0.5, 1024)).toBe(2 ** 1023);
  expect(scaleByPowerOfTwo(1, -1074)).toBe(5e-324);
});
