// Where panels and legends go in wide and in narrow cells.

import { figure } from '../../src/study/figure';
import { arranged } from '../../src/view/arrangement';
import { dropout, percolation } from '../study/figure.samples';
import * as measured from '../study/figure.measured';
import { ONE_CELL, PLANE, training } from '../study/training.samples';

const single = figure(percolation({ depths: [8, 16] }));
const several = figure(dropout({ traced: true }));
const stack = figure(measured.profiles());

test('a figure that has room is left as it is', () => {
  expect(arranged(single, 900)).toBe(single);
  expect(arranged(several, 900)).toBe(several);
  expect(arranged(single, 600)).toBe(single);
  expect(arranged(stack, 600)).toBe(stack);
});

test('panels without room go under one another, in their order, apart, in a higher figure', () => {
  const { height, ...narrow } = arranged(several, 600).layout;
  expect(height).toBeGreaterThan(several.layout.height);
  const axes = ['', '2', '3', '4'].map(id => [narrow[`xaxis${id}`], narrow[`yaxis${id}`]]);
  expect(axes.map(([x]) => x.domain)).toEqual([0, 1, 2, 3].map(() => [0, 1]));
  const spans = axes.map(([, y]) => y.domain);
  expect(spans[0][1]).toBe(1);
  expect(spans[3][0]).toBe(0);
  for (const [place, [bottom]] of spans.slice(0, -1).entries()) {
    expect(bottom - spans[place + 1][1]).toBeGreaterThan(0.05);
  }
  expect(narrow.legend).toEqual(several.layout.legend);
});

test.each([
  ['a phase diagram', PLANE],
  ['one cell', ONE_CELL]
])(
  'under one another, colour bars of %s stand beside the first panel that has their colours',
  (_, text) => {
    const wide = figure(training(text));
    const { data, layout } = arranged(wide, 600);
    const parts = Object.keys(layout).filter(part => part.startsWith('coloraxis'));
    expect(parts).toHaveLength(1);
    const [part] = parts as ['coloraxis'];
    const map = data.find(mark => mark.type === 'heatmap')!;
    expect(map.type === 'heatmap' && map.coloraxis).toBe(part);
    const [low, high] = layout[`yaxis${map.yaxis.slice(1)}`].domain;
    expect(layout[part]!.colorbar.y).toBe(high);
    expect(layout[part]!.colorbar.len).toBeCloseTo(high - low, 12);
    const tops = Object.keys(wide.layout)
      .filter(name => name.startsWith('yaxis'))
      .map(name => layout[name as 'yaxis'].domain[1]);
    expect(tops).toEqual(tops.toSorted((a, b) => b - a));
  }
);

test('a legend without room goes below', () => {
  expect(single.layout.legend).toMatchObject({ orientation: 'v', x: 1.02 });
  expect(arranged(single, 400).layout.legend).toMatchObject({ orientation: 'h', x: 0, y: 0 });
});

test('legends of several panels become one where there is no room beside them', () => {
  expect(stack.layout.legend2).toBeDefined();
  const narrow = arranged(stack, 400);
  expect(narrow.layout.legend).toMatchObject({ orientation: 'h', x: 0, y: 0 });
  expect(Object.keys(narrow.layout).filter(part => part.startsWith('legend'))).toEqual(['legend']);
  expect(JSON.stringify(narrow.data)).not.toMatch(/"legend\d/);
  const names = arranged(figure(measured.masks()), 400).data.filter(mark => mark.showlegend);
  expect(names.map(({ name }) => name)).toEqual([
    'removed',
    'live',
    'open, not reachable',
    'reachable',
    'cut'
  ]);
  expect(narrow.data.map(({ name }) => name)).toEqual(stack.data.map(({ name }) => name));
});
