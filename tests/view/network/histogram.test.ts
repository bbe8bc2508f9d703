// The trial in the histogram of the result's figure, and the bars of the histogram.

import { figure } from '../../../src/study/figure';
import type { Result } from '../../../src/study/result';
import { barAt, pickedBar, withTrial } from '../../../src/view/network/histogram';
import { runHere } from '../../study/runstudy';

const STUDY =
  'study: percolation\nnetwork: {lattice: square, size: [4, 4]}\nmodel: bond\nmethod: montecarlo\ntrials: 400\nseed: s\n';

let result: Result;
beforeAll(async () => {
  result = await runHere(`${STUDY}measure: [theta, threshold]\np: [0.4, 0.5]`);
});

test('a trial is marked in the panel of thresholds alone, as high as its bars', () => {
  const plain = figure(result);
  const marked = withTrial(plain, 0.47, 'trial <b>3</b>');
  expect(marked.layout).toBe(plain.layout);
  expect(marked.data.slice(0, -1)).toEqual(plain.data);
  const trace = marked.data.at(-1)!;
  expect(trace).toMatchObject({ x: [0.47, 0.47], xaxis: 'x2', yaxis: 'y2', showlegend: true });
  expect(trace.name).not.toContain('<');
});

test('a figure without a histogram stays as it is', async () => {
  const plain = figure(await runHere(`${STUDY}p: [0.4, 0.5]`));
  expect(withTrial(plain, 0.5, 'trial 1')).toBe(plain);
});

test('a point of the histogram names its bar, in the figure as in the search', () => {
  const plain = figure(result);
  const law = plain.data.find(
    mark => mark.xaxis === 'x2' && 'customdata' in mark && mark.customdata
  );
  const said = law!.customdata as readonly (readonly string[])[];
  const { text } = plain.layout['xaxis2'].title;
  for (const customdata of said) {
    const bar = pickedBar({ x: text, customdata })!;
    const found = barAt(result, [0, 1], (bar.low + bar.high) / 2);
    expect(found.low).toBeCloseTo(bar.low, 3);
    expect(found.high).toBeCloseTo(bar.high, 3);
  }
  expect(pickedBar({ x: 'removal probability p', customdata: said[0] })).toBeNull();
  expect(pickedBar({ x: text, customdata: ['0.3', '0.2 to 0.4'] })).toBeNull();
});

test('where there is no bar, what is near p is taken', () => {
  expect(barAt(result, [7], 0.5)).toEqual({ low: 0.495, high: 0.505 });
  expect(barAt(result, [0], 0.001).low).toBe(0);
});
