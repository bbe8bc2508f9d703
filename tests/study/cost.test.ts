// Estimated cost: what a study costs by what it asks for. Seconds themselves are a matter of the machine.

import { planStudy } from '../../src/study/plan';
import { readStudy } from '../../src/study/read';
import { atOnce } from '../../src/study/steps';

const seconds = (text: string, kind = 'percolation'): number =>
  atOnce(planStudy(readStudy(`study: ${kind}\n${text}\nforce: true`))).seconds;

test('a threshold costs what its critical p costs, whatever p the study has', () => {
  const asked = 'network: {width: 64, depth: 100}\nmodel: bond\nmeasure: [threshold]';
  const without = seconds(asked);
  const theta = seconds('network: {width: 64, depth: 100}\nmodel: bond\np: 0');
  expect(without).toBeGreaterThan(100 * theta);
  expect(seconds(`${asked}\np: 0`) - theta).toBeCloseTo(without, 12);
  expect(seconds(`${asked}\np: 0.9`)).toBeGreaterThan(without);
});

test('each theta_star is a root of its own beside the law of the threshold', () => {
  const asked = 'network: {width: 16, depth: 8}\nmodel: bond\nmeasure: [threshold]\ntheta_star';
  const [one, two, three] = ['0.5', '[0.1, 0.5]', '[0.1, 0.5, 0.9]'].map(stars =>
    seconds(`${asked}: ${stars}`)
  );
  expect(two - one).toBeCloseTo(three - two, 12);
  expect((two - one) / one).toBeCloseTo(28 / (28 + 2 * 28 + 65), 12);
});

test('identity skips cost the fourth power of the width, and once for each block with rates of its own', () => {
  const skips = (width: number, p: string): number =>
    seconds(`network: {width: ${width}, depth: 15, skip: {span: 2}}\nmodel: bond\np: ${p}`);
  expect(skips(64, '0.5') / skips(32, '0.5')).toBeGreaterThan(12);
  const byLayer = `[[${Array.from({ length: 16 }, (_, l) => 0.1 + l / 100).join(', ')}]]`;
  expect(skips(32, byLayer) / skips(32, '0.5')).toBeGreaterThan(6);
});

test('trials that go side by side cost a whole batch, behind a graph that is built once', () => {
  const lattice = (trials: number): number =>
    seconds(
      `network: {lattice: square, size: [200, 200]}\np: 0.3\nmethod: bit-parallel\ntrials: ${trials}`
    );
  expect(lattice(1)).toBe(lattice(128));
  expect(lattice(128)).toBeLessThan(lattice(129));
  // Measured: a graph of 3e6 units and edges takes about a second to build.
  expect(lattice(1)).toBeGreaterThan(1e5 * 2e-7);
  const pass = lattice(256) - lattice(128);
  expect(lattice(1e6) - lattice(128)).toBeCloseTo(pass * (Math.ceil(1e6 / 128) - 1), 6);
});

test('layers without tables are drawn unit by unit', () => {
  const layers = (width: number): number =>
    seconds(`network: {width: ${width}, depth: 3}\nmodel: bond\np: 0.5\nmethod: montecarlo`);
  // Measured: 4 layers of 20,000 units and 10,000 trials take 6 to 12 seconds.
  expect(layers(20_000)).toBeGreaterThan(6);
  expect(layers(20_000)).toBeLessThan(12);
  expect(layers(40_000) / layers(20_000)).toBeCloseTo(2, 3);
});

test('runs on single rows cost less together, and as much alone', () => {
  const runs = (replicates: number, batch: number): number =>
    seconds(
      `network: {width: 8, depth: 8}\np: 0.1\nsteps: 1e6\nbatch: ${batch}\nreplicates: ${replicates}`,
      'dropout'
    );
  expect(runs(4, 1)).toBeLessThan(2 * runs(1, 1));
  expect(runs(8, 1) / runs(4, 1)).toBeCloseTo(2, 12);
  // Three take as long as four, two run alone, and a fifth does.
  expect(runs(3, 1) / runs(4, 1)).toBeCloseTo(1, 1);
  expect(runs(2, 1) / runs(1, 1)).toBeCloseTo(2, 12);
  expect((runs(5, 1) - runs(4, 1)) / runs(1, 1)).toBeCloseTo(1, 12);
  expect(runs(4, 2) / runs(1, 2)).toBeCloseTo(4, 12);
});
