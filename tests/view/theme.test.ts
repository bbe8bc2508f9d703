/**
 * @jest-environment jsdom
 */

// The page's theme in a figure's layout, and its changes. How it is read needs a real browser (tests/ui).

import { figure } from '../../src/study/figure';
import type { ColorAxis, Layout } from '../../src/study/figure/types';
import { onThemeChange, themedLayout } from '../../src/view/theme';
import * as measured from '../study/figure.measured';
import { dropout } from '../study/figure.samples';

const clear = 'rgba(0, 0, 0, 0)';
const nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve));

test('every axis, the legend and the words take the colours of the page', () => {
  const theme = {
    text: '#eee',
    faint: '#ccc',
    grid: '#444',
    axis: '#888',
    surface: '#111',
    ground: '#111',
    accent: '#08f',
    family: 'sans',
    size: 13,
    palette: 'percolab' as const
  };
  const { layout: linear } = figure(dropout({ traced: true }));
  const layout: Layout = { ...linear, yaxis2: { ...linear.yaxis2, type: 'log' } };
  const before = JSON.stringify(layout);
  const themed = themedLayout(layout, theme) as Record<string, object>;
  expect(JSON.stringify(layout)).toBe(before);
  expect(themed['font']).toEqual({ color: '#eee', family: 'sans', size: 13 });
  for (const id of ['xaxis', 'yaxis', 'xaxis2', 'yaxis4'] as const) {
    expect(themed[id]).toMatchObject({ gridcolor: '#444', linecolor: '#888' });
    expect(themed[id]).toMatchObject({ range: layout[id].range, title: layout[id].title });
  }
  // Plotly makes powers of ten larger than other ticks.
  expect(themed['yaxis2']).toMatchObject({ tickfont: { size: 13 / 1.25 } });
  expect(themed['yaxis']).not.toHaveProperty('tickfont');
  expect(themed['legend']).toMatchObject(layout.legend);
  expect(themed).toMatchObject({ paper_bgcolor: clear, plot_bgcolor: clear });
});

test('legends of further panels and the colour bar take the colours of the page', () => {
  const plain = {
    faint: '',
    grid: '',
    surface: '',
    ground: '',
    accent: '',
    family: 'sans',
    size: 13,
    palette: 'percolab' as const
  };
  const theme = { ...plain, text: '#eee', axis: '#888' };
  const { layout: plane } = figure(measured.plane(8));
  const { coloraxis } = themedLayout(plane, theme) as { coloraxis: ColorAxis };
  expect(coloraxis.colorscale).toEqual(plane.coloraxis!.colorscale);
  expect(coloraxis.colorbar).toMatchObject({
    len: plane.coloraxis!.colorbar.len,
    tickfont: { color: '#eee' },
    title: { text: 'θ', font: { color: '#eee' } }
  });
  const { layout: stack } = figure(measured.profiles());
  const themed = themedLayout(stack, theme) as Record<string, object>;
  expect(themed['legend2']).toEqual({ ...stack.legend2, bgcolor: clear });
});

test('another size of type is told too', async () => {
  const told = jest.fn();
  const stop = onThemeChange(told);
  document.documentElement.style.setProperty('--jp-ui-font-size1', '20px');
  await nextFrame();
  await nextFrame();
  expect(told).toHaveBeenCalledTimes(1);
  stop();
});

test('a change of theme is told once, in the next frame, until it is stopped', async () => {
  const told = jest.fn();
  const stop = onThemeChange(told);
  document.body.dataset['jpThemeName'] = 'Dark';
  document.body.dataset['jpThemeLight'] = 'false';
  await nextFrame();
  await nextFrame();
  expect(told).toHaveBeenCalledTimes(1);
  document.body.dataset['jpThemeName'] = 'Light';
  await Promise.resolve();
  stop();
  await nextFrame();
  await nextFrame();
  expect(told).toHaveBeenCalledTimes(1);
});
