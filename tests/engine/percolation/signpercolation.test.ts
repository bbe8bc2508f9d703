import { fromWidths, rectangular } from '../../../src/engine/network/layered';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import { signTheta } from '../../../src/engine/percolation/signpercolation';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

test('site: product of 1 - ((1 + p)/2)^W', () => {
  const law = layerLaw(fromWidths([3, 4, 6, 2]), { site: 0.4, bond: 0 }, null);
  expect(signTheta(law).theta).toBeCloseTo((1 - 0.7 ** 4) * (1 - 0.7 ** 6), 14);
});

test('never above theta, and the mixed chain at site rate 1/2 for bond removal', () => {
  const layers = rectangular(5, 7);
  const bond = layerLaw(layers, { site: 0, bond: 0.6 }, null);
  expect(signTheta(bond).theta).toBeLessThan(exactTheta(bond).theta);
  expect(signTheta(bond)).toEqual(exactTheta(layerLaw(layers, { site: 0.5, bond: 0.6 }, null)));
});

/** Share of trials in which a signal passes a real ReLU network with normal weights under a real mask. */
function simulated(widths: number[], site: number, bond: number, trials: number): number {
  const stream = new Stream(keyFromSeed('sign'), 0, 0, Purpose.trials);
  let passed = 0;
  for (let trial = 0; trial < trials; trial++) {
    let signal = new Array<number>(widths[0]).fill(1);
    widths.slice(1).forEach((width, l) => {
      const isOutput = l === widths.length - 2;
      signal = Array.from({ length: width }, () => {
        let sum = 0;
        for (const value of signal) {
          const weight = stream.normal();
          sum += stream.uniform() < bond ? 0 : weight * value;
        }
        return isOutput ? sum : stream.uniform() < site ? 0 : Math.max(0, sum);
      });
    });
    passed += signal.some(value => value !== 0) ? 1 : 0;
  }
  return passed / trials;
}

test.each([
  [[2, 3, 2, 1], 0.3, 0],
  [[2, 2, 3, 2], 0, 0.4],
  [[2, 3, 3, 1], 0.2, 0.3]
])('ReLU networks %j, site %s, bond %s', (widths, site, bond) => {
  const trials = 20_000;
  const { theta } = signTheta(layerLaw(fromWidths(widths), { site, bond }, null));
  const error = Math.sqrt((theta * (1 - theta)) / trials);
  expect(Math.abs(simulated(widths, site, bond, trials) - theta)).toBeLessThan(4 * error);
});
