// Kept curves: muted, named, behind those of the figure, and only where they belong.

import { figure } from '../../../src/study/figure';
import type { Trace } from '../../../src/study/figure/types';
import { hasCurves, withPins } from '../../../src/view/live/pins';
import { percolation, steps } from '../../study/figure.samples';

const NOW = figure(percolation({ depths: [8, 16], ps: steps(0, 1, 11), trials: [100] }));
const THEN = figure(percolation({ depths: [4, 64], ps: steps(0.2, 0.4, 11), trials: [100] }));
const DEPTHS = figure(percolation({ depths: steps(1, 20, 20), ps: [0.5] }));

test('curves are kept under their name, without their bands', () => {
  expect(hasCurves(THEN)).toBe(true);
  const { data, layout } = withPins(NOW, [{ figure: THEN, name: 'pinned: depth <4>' }]);
  const kept = data.slice(0, data.length - NOW.data.length) as readonly Trace[];
  expect(data.slice(kept.length)).toEqual(NOW.data);
  expect(kept).toHaveLength(2);
  expect(kept.map(({ showlegend }) => showlegend)).toEqual([true, false]);
  expect(kept[0].name).toBe('pinned: depth &#60;4&#62;');
  for (const { line, fill, x, y } of kept) {
    expect(line).toMatchObject({ dash: 'dash' });
    expect(fill).toBeUndefined();
    expect(THEN.data.some(own => own.x === x && (own as Trace).y === y)).toBe(true);
  }
  expect(layout.showlegend).toBe(true);
  expect(layout['xaxis'].range).toEqual(NOW.layout['xaxis'].range);
});

test('ranges hold what is kept and what is shown', () => {
  const { layout } = withPins(THEN, [{ figure: NOW, name: 'pinned' }]);
  const [low, high] = layout['xaxis'].range;
  expect(low).toBeLessThanOrEqual(0);
  expect(high).toBeGreaterThanOrEqual(1);
});

test('curves along another axis are left out', () => {
  expect(withPins(DEPTHS, [{ figure: NOW, name: 'pinned' }])).toBe(DEPTHS);
});
