import { exp, expm1, scaleByPowerOfTwo } from '../../../src/engine/math/exp';
import { log, log1p } from '../../../src/engine/math/log';
import { log1mexp, logSumExp } from '../../../src/engine/math/log1mexp';
import { sigmoid, tanh } from '../../../src/engine/math/tanh';

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
