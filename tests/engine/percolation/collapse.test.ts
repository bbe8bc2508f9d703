import { rectangular } from '../../../src/engine/network/layered';
import { collapsedTheta, collapseVariable } from '../../../src/engine/percolation/collapse';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';

test('site: u = W ln p + ln L', () => {
  expect(collapseVariable(8, 16, 0.7, 'site')).toBeCloseTo(8 * Math.log(0.7) + Math.log(16), 13);
  expect(collapseVariable(8, 16, 0, 'site')).toBe(-Infinity);
  expect(collapseVariable(8, 0, 0.5, 'bond')).toBe(-Infinity);
});

test.each([
  ['site', 12, 5_000, 0.5, 0],
  ['bond', 16, 3_000, 0, 0.9],
  ['bond', 8, 1e16, 0, 0.5],
  ['mixed', 16, 30_000, 0.5, 0.5]
] as const)('%s, W = %s, L = %s falls on exp(-e^u)', (model, width, depth, site, bond) => {
  const u = collapseVariable(width, depth, Math.max(site, bond), model);
  const { theta } = exactTheta(layerLaw(rectangular(width, depth), { site, bond }, null));
  expect(theta).toBeGreaterThan(0.05);
  expect(theta).toBeLessThan(0.95);
  expect(Math.abs(collapsedTheta(u) - theta)).toBeLessThan(0.002);
});
