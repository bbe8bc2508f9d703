// The trials that can be looked at are those that a study counted.

import { LabelledMask } from '../../src/engine/percolation/labelledmask';
import { edgesOf, prepare } from '../../src/study/prepare';
import { readStudy } from '../../src/study/read';
import type { Result } from '../../src/study/result';
import { trialNetworks, type TrialNetwork } from '../../src/study/trials';
import { runHere, sourcesOf } from './runstudy';

const whole = (text: string): string => `study: percolation\n${text}`;

async function networks(text: string, result?: Result): Promise<TrialNetwork[]> {
  const prepared = await prepare(readStudy(whole(text)), sourcesOf());
  return trialNetworks(prepared.study, edgesOf(prepared), result ?? { columns: {} });
}

const SAMPLED = [
  ['a lattice', 'network: {lattice: square, size: [6, 6]}\nmodel: bond'],
  ['a directed lattice', 'network: {lattice: square, size: [6, 6], directed: true}\nmodel: site'],
  ['skips', 'network: {width: 4, depth: 4, skip: {span: 2}}\nmodel: mixed'],
  ['quenched layers', 'network: {width: 6, depth: 3, degree: 3, quenched: true}\nmodel: bond'],
  [
    'edges',
    'network: {edges: [[a, b], [a, c], [b, d], [c, d], [b, e], [e, f], [d, f], [c, e], [a, e], [d, g], [f, g]]}\nmodel: bond'
  ]
] as const;

test.each(SAMPLED)('%s: thresholds of the trials make the histogram', async (_, body) => {
  const text = `${body}\nmethod: montecarlo\nmeasure: [threshold]\ntheta_star: [0.3, 0.5]\ntrials: 300\nseed: s`;
  const result = await runHere(whole(text));
  for (const { rows, trials, hindrance, open } of await networks(text, result)) {
    expect([trials, hindrance]).toEqual([300, null]);
    const opened = open();
    const values = Array.from({ length: trials }, (__, trial) => opened.labels(trial).threshold);
    const { row, at, value } = result.profiles!;
    let compared = 0;
    at.forEach((p, i) => {
      if (row[i] === rows[0]) {
        expect(value[i]).toBe(values.filter(own => own <= Number(p)).length / trials);
        compared += 1;
      }
    });
    expect(compared).toBe(65);
    const sorted = values.sort((a, b) => a - b);
    rows.forEach(own => expect(sorted).toContain(result.columns['threshold'][own]));
  }
});

test('one-pass curves count the same trials', async () => {
  const text =
    'network: {lattice: square, size: [6, 6]}\nmodel: site\nmethod: max-min\np: [0.2, 0.3, 0.4, 0.5, 0.6]\ntrials: 300\nseed: s';
  const { columns } = await runHere(whole(text));
  const [{ ps, rows, open }] = await networks(text);
  expect(rows).toHaveLength(5);
  const opened = open();
  const values = Array.from({ length: 300 }, (_, trial) => opened.labels(trial).threshold);
  ps.forEach((p, i) => {
    expect(columns['theta'][i]).toBe(values.filter(value => value >= p).length / 300);
  });
});

test('networks are told apart by what is swept beside p', async () => {
  const found = await networks(
    'network: {width: [2, 3], depth: [2, 4]}\np: 0..1 by 0.1\nmodel: site\nseed: s'
  );
  expect(found.map(({ values }) => values)).toEqual([
    { width: 2, depth: 2 },
    { width: 2, depth: 4 },
    { width: 3, depth: 2 },
    { width: 3, depth: 4 }
  ]);
  expect(found.every(({ rows, isDrawn }) => rows.length === 11 && isDrawn)).toBe(true);
  const labels = found.map(({ open }) => open().labels(0).labels.length);
  expect(labels).toEqual([4, 8, 6, 12]);
});

test('a trial is found by its threshold, from where the reader is', async () => {
  const [{ open }] = await networks('network: {lattice: square, size: [4, 4]}\np: 0.5\nseed: s');
  const trials = open();
  const values = Array.from({ length: 600 }, (_, trial) => trials.labels(trial).threshold);
  for (const [low, high, from] of [
    [0.3, 0.4, 0],
    [0.3, 0.4, 300],
    [0.69, 0.7, 599],
    [values[3] - 1e-9, values[3], 4]
  ]) {
    const inside = values.flatMap((value, trial) => (value > low && value <= high ? [trial] : []));
    const wanted = inside.find(trial => trial >= from) ?? inside[0];
    expect(trials.find(low, high, from, 600)).toBe(wanted);
  }
  expect(trials.find(0.999, 1, 5, 600)).toBeNull();
});

const FIXED = [
  ['rates', 'network: {width: 3, depth: 2}\nmodel: mixed\np_site: [0.2, 0.4]\np_bond: 0.3'],
  ['by layer', 'network: {width: 3, depth: 2}\np: [[0.2, 0.3], [0.3, 0.2]]'],
  ['sparse', 'network: {width: 6, depth: 2, degree: 3}\nmodel: bond\np: [0.1, 0.3]'],
  [
    'squares',
    'network: {channels: [1, 2, 1], image: [6, 6], kernel: 3, drop: elements, block: 2}\np: [0.1, 0.3]'
  ]
] as const;

test.each(FIXED)('%s: trials are the masks that measures of layers count', async (fixed, body) => {
  const text = `${body}\nmethod: montecarlo\nmeasure: [reach, cut]\ntrials: 150\nseed: s`;
  const result = await runHere(whole(text));
  const found = await networks(text, result);
  expect(found.map(own => own.fixed)).toEqual([fixed, fixed]);
  for (const { rows, trials, open } of found) {
    const { graph, labels } = open();
    const sums: number[] = [];
    let closed = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { layers, isOpen } = new LabelledMask(graph, labels(trial).labels).at(0.5);
      layers.forEach(({ reachable, units }, l) => {
        sums[l] = (sums[l] ?? 0) + reachable / units;
      });
      closed += Number(!isOpen);
    }
    const { row, measure, at, value } = result.profiles!;
    let compared = 0;
    value.forEach((own, i) => {
      if (row[i] === rows[0] && measure[i] === 'reach') {
        expect(own).toBeCloseTo(sums[Number(at[i])] / trials, 12);
        compared += 1;
      }
    });
    expect(compared).toBe(graph.layers);
    const cut = value.filter((_, i) => row[i] === rows[0] && measure[i] === 'cut').map(Number);
    expect(cut.reduce((a, b) => a + b, 0)).toBeCloseTo(closed / trials, 12);
  }
});

test.each([
  ['stochastic depth', 'network: {depth: 10, drop: blocks}\np: 0.5'],
  ['size', 'network: {width: 1000, depth: 3}\np: 0.3']
])('says why there is no trial: %s', async (hindrance, text) => {
  expect((await networks(`${text}\nseed: s`))[0].hindrance).toBe(hindrance);
});

test('large networks are not drawn', async () => {
  const found = await networks('network: {width: [40, 200], depth: 3}\np: 0.3\nseed: s');
  expect(found.map(({ isDrawn }) => isDrawn)).toEqual([false, false]);
  expect(found.map(({ hindrance }) => hindrance)).toEqual([null, null]);
});
