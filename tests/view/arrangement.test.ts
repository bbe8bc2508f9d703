// Where panels and legends go in wide and in narrow cells.

import { figure } from '../../src/study/figure';
import { arranged } from '../../src/view/arrangement';
import { dropout, percolation } from '../study/figure.samples';

const single = figure(percolation({ depths: [8, 16] })).layout;
const several = figure(dropout({ traced: true })).layout;

test('a figure that has room is left as it is', () => {
  expect(arranged(single, 900)).toBe(single);
  expect(arranged(several, 900)).toBe(several);
  expect(arranged(single, 600)).toBe(single);
});

test('panels without room go under one another, in their order, apart, in a higher figure', () => {
  const { height, ...narrow } = arranged(several, 600);
  expect(height).toBeGreaterThan(several.height);
  const axes = ['', '2', '3', '4'].map(id => [narrow[`xaxis${id}`], narrow[`yaxis${id}`]]);
  expect(axes.map(([x]) => x.domain)).toEqual([0, 1, 2, 3].map(() => [0, 1]));
  const spans = axes.map(([, y]) => y.domain);
  expect(spans[0][1]).toBe(1);
  expect(spans[3][0]).toBe(0);
  for (const [place, [bottom]] of spans.slice(0, -1).entries()) {
    expect(bottom - spans[place + 1][1]).toBeGreaterThan(0.05);
  }
  expect(narrow.legend).toEqual(several.legend);
});

test('a legend without room goes below', () => {
  expect(single.legend).toMatchObject({ orientation: 'v', x: 1.02 });
  expect(arranged(single, 400).legend).toMatchObject({ orientation: 'h', x: 0, y: 0 });
});
