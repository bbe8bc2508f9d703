// The masks that can be looked at are those that the runs of a training study were trained under.

import { LabelledMask } from '../../src/engine/percolation/labelledmask';
import { prepare } from '../../src/study/prepare';
import { readStudy } from '../../src/study/read';
import { trainingNetworks } from '../../src/study/trainingmasks';
import { runHere, sourcesOf } from './runstudy';

const whole = (text: string): string =>
  `study: dropout\n${text}\nsteps: 40\nbatch: 4\nreplicates: 2\npasses: 0\nseed: s\ndata: {name: teacher, train: 20, test: 20}\n`;

const STUDIES = [
  ['site', 'network: {input: 5, width: 3, depth: [2, 3]}\np: 0.5'],
  ['bond', 'network: {input: 5, width: 3, depth: 2}\nmodel: bond\np: [0.5, 0.7]'],
  ['mixed', 'network: {input: 5, width: 3, depth: 2}\nmodel: mixed\np_site: 0.3\np_bond: 0.4'],
  ['skips', 'network: {width: 3, input: 3, depth: 4, skip: {span: 2}}\nmodel: bond\np: 0.6'],
  [
    'skips that stay',
    'network: {width: 3, input: 3, depth: 3, skip: {span: 1, removable: false}}\nmodel: bond\np: 0.8'
  ],
  ['rates by layer', 'network: {width: 3, depth: 2}\np: [[0.2, 0.7]]'],
  ['rates over time', 'network: {width: 3, depth: 3}\np: {from: 0.9, to: 0.1, over: 20}'],
  ['a mask for each sample', 'network: {width: 2, depth: 3}\nmask: sample\np: 0.5'],
  ['a mask for each pass', 'network: {width: 2, depth: 3}\nmask: epoch\np: 0.5']
] as const;

test.each(STUDIES)('%s: open masks and live weights are those of the runs', async (_, body) => {
  const text = `${whole(body)}arms: [dropout, intact, conditioned]\n`;
  const result = await runHere(text);
  const { study } = await prepare(readStudy(text), sourcesOf());
  const found = trainingNetworks(study);
  const { columns, updates } = result;
  let at = 0;
  for (let row = 0; row < result.rows; row++) {
    if (columns['arm'][row] === 'intact') continue;
    const { values, trials, hindrance, open } = found[at++];
    expect(hindrance).toBeNull();
    expect(values).toMatchObject({
      arm: columns['arm'][row],
      replicate: columns['replicate'][row]
    });
    const { graph, labels } = open();
    let opened = 0;
    const live: number[] = [];
    for (let mask = 0; mask < trials; mask++) {
      const { isOpen, edge, unit } = new LabelledMask(graph, labels(mask).labels).at(0);
      opened += Number(isOpen);
      if (isOpen) expect(unit).toContain('live');
      live.push(edge.filter(state => state === 'live').length);
    }
    expect(opened / trials).toBeCloseTo(Number(columns['open_fraction'][row]), 12);
    // A step's weights are updated where they are live.
    const isOneAStep = trials === 40;
    if (isOneAStep && !body.includes('skip')) {
      const mean = updates!.mean.filter((__, i) => updates!.row[i] === row).map(Number);
      const widths = weightsOf(graph.layer, graph.layers);
      const total = mean.reduce((sum, value, l) => sum + value * widths[l], 0);
      expect(live.reduce((sum, count) => sum + count, 0)).toBeCloseTo(total, 6);
    }
  }
  expect(at).toBe(found.length);
});

/** Weights of each layer. */
function weightsOf(layer: Int32Array, layers: number): number[] {
  const units = Array.from({ length: layers }, (_, l) => layer.filter(own => own === l).length);
  return units.slice(1).map((count, l) => count * units[l]);
}

test.each([
  ['stochastic depth', 'network: {width: 3, depth: 3, drop: blocks}\np: 0.5'],
  ['nothing removed', 'network: {width: 3, depth: 3}\np: 0']
])('says why there is no mask: %s', async (hindrance, body) => {
  const { study } = await prepare(readStudy(whole(body)), sourcesOf());
  expect(trainingNetworks(study).every(own => own.hindrance === hindrance)).toBe(true);
});
