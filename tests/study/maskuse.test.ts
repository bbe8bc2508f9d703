// How runs use their masks, seen in results: rates of a pass over the data, and steps that are left out.

import { rowsDataset } from '../../src/engine/dropout/data/arrays';
import { runHere, sourcesOf } from './runstudy';

// A pass is 2 steps. From step 4 on p is 0.99 and theta 1.6e-7; at step 2, where it was still changing, theta was 0.1.
test('a mask of a pass has the rates of its first step, those after the change too', async () => {
  const { columns } = await runHere(
    'study: dropout\nnetwork: {width: 2, depth: 4}\ndata: {name: teacher, train: 8}\nbatch: 4\nmask: epoch\n' +
      'p: {from: 0, to: 0.99, over: 3}\nsteps: 400\nreplicates: 3\narms: [dropout, thinned]'
  );
  columns['useful_steps'].forEach(steps => {
    expect([2, 4]).toContain(steps);
  });
});

test('masks of a pass have an exact law where p changes, of the teacher and of a data set', async () => {
  const rest =
    'study: dropout\nnetwork: {width: 2, depth: 2}\nbatch: 4\nmask: epoch\np: {from: 0.2, to: 0.8, over: 5}\n' +
    'steps: 9\nreplicates: 100\npasses: 0\narms: [dropout, conditioned, intact, thinned, time_changed]';
  // Passes of 3 steps have the rates of steps 0, 3 and, unchanged from there on, 6.
  const thetas = [0.2, 0.56, 0.8].map(p => (1 - p * p) ** 2);
  const theta = thetas.reduce((sum, own) => sum + own) / 3;
  const deviation = 3 * Math.sqrt(thetas.reduce((sum, own) => sum + own * (1 - own), 0));
  const x = Array.from({ length: 12 }, (_, i) => [i, i % 5]);
  const data = rowsDataset({ name: 'mine', x, y: x.map((_, i) => i % 2) }, 'classification');
  for (const result of [
    await runHere(`${rest}\ndata: {name: teacher, train: 12, test: 4}`),
    await runHere(
      `${rest}\ndata: mine`,
      sourcesOf(() => ({ ...data, test: data.train })),
      'mine'
    )
  ]) {
    const { arm, useful_steps: useful, useful_steps_expected } = result.columns;
    result.columns['theta'].forEach(value => {
      expect(value).toBeCloseTo(theta, 14);
    });
    for (const name of new Set(arm)) {
      const rows = arm.flatMap((own, row) => (own === name ? [row] : []));
      const isOpen = name === 'conditioned' || name === 'intact';
      const expected = isOpen ? 9 : 9 * theta;
      expect(useful_steps_expected[rows[0]]).toBeCloseTo(expected, isOpen ? 15 : 12);
      const mean = rows.reduce((sum, row) => sum + Number(useful[row]), 0) / rows.length;
      expect(Math.abs(mean - expected)).toBeLessThan(
        isOpen ? 1e-12 : (4.5 * deviation) / Math.sqrt(rows.length)
      );
    }
  }
});

test('where each sample has a mask, thinned leaves out the steps in which none would be open', async () => {
  const { columns } = await runHere(
    'study: dropout\nnetwork: {width: 2, depth: 3}\nbatch: 4\nmask: sample\np: 0.7\nsteps: 500\nreplicates: 2\narms: [thinned]'
  );
  const theta = (1 - 0.7 ** 2) ** 3;
  const expected = 500 * (1 - (1 - theta) ** 4);
  columns['useful_steps_expected'].forEach((value, row) => {
    expect(value).toBeCloseTo(expected, 8);
    expect(Math.abs(Number(columns['steps_taken'][row]) - expected)).toBeLessThan(45);
  });
});
