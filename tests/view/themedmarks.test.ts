// What is drawn can be seen on every page (WCAG 2.2: 3 to 1 for graphics), and no grid outshines it.

import { figure } from '../../src/study/figure';
import { CASING, PALETTE } from '../../src/study/figure/palette';
import { PALETTE_NAMES, PALETTES } from '../../src/study/figure/palettes';
import type { Result } from '../../src/study/result';
import { type Color, colorOf, contrast, isDark, lifted, muted } from '../../src/view/contrast';
import { themedLayout } from '../../src/view/theme';
import { themedMarks } from '../../src/view/themedmarks';
import * as measured from '../study/figure.measured';
import { percolation, dropout, steps } from '../study/figure.samples';
import { PLANE, training } from '../study/training.samples';

/** JupyterLab's own grounds and borders: Light, Dark and Dark High Contrast; and those of a page in sepia. */
const PAGES = {
  light: { ground: 'rgb(255, 255, 255)', grid: 'rgb(224, 224, 224)' },
  dark: { ground: 'rgb(17, 17, 17)', grid: 'rgb(66, 66, 66)' },
  'dark high contrast': { ground: 'rgb(17, 17, 17)', grid: 'rgb(224, 224, 224)' },
  sepia: { ground: 'rgb(253, 246, 227)', grid: 'rgba(0, 0, 0, 0.5)' }
};
const RESULTS: readonly Result[] = [
  percolation({ depths: steps(1, 40, 40), ps: steps(0, 1, 5), trials: [100] }),
  percolation({ widths: [4, 8], depths: steps(1, 10, 10), ps: steps(0, 1, 5) }),
  measured.simultaneous(),
  measured.thresholds(),
  measured.masks(),
  measured.blocks(),
  dropout({ traced: true })
];
const color = (text: string, ground?: Color): Color => colorOf(text, ground)!;

test('contrast is that of WCAG', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 10);
  expect(contrast(color('#777777'), color('#ffffff'))).toBeCloseTo(4.478, 3);
  expect(colorOf('rgba(0, 0, 0, 0.5)', [255, 255, 255])).toEqual([127.5, 127.5, 127.5]);
  expect(colorOf('papayawhip')).toBeNull();
  expect(colorOf('')).toBeNull();
});

test('a colour is changed no more than it must be', () => {
  const dark = color('#111111');
  const blue = color('#0a72c4');
  expect(isDark(dark)).toBe(true);
  expect(lifted(blue, dark, 3)).toEqual(blue);
  expect(contrast(lifted(blue, dark, 4.5), dark)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(lifted(blue, dark, 4.5), dark)).toBeLessThan(4.8);
  expect(lifted(blue, dark, 30)).toEqual([255, 255, 255]);
  expect(muted(blue, dark, 21)).toEqual(blue);
  expect(contrast(muted(blue, dark, 1.6), dark)).toBeLessThanOrEqual(1.6);
});

describe.each(Object.entries(PAGES))('on %s', (_, page) => {
  const ground = color(page.ground);

  test.each(PALETTE_NAMES)('lines, points and the edges of bands are seen in %s', palette => {
    for (const result of RESULTS) {
      for (const mark of themedMarks(figure(result).data, page.ground, palette)) {
        if (mark.type === 'scatter') {
          for (const text of [mark.line?.color, mark.marker?.color, mark.marker?.line?.color]) {
            if (text !== undefined && text !== CASING) {
              const ratio = contrast(color(text), ground);
              expect([mark.name, text, ratio >= (isDark(ground) ? 4.5 : 3)]).toEqual([
                mark.name,
                text,
                true
              ]);
            }
          }
        }
      }
    }
  });

  test('the filling of a band differs from the page', () => {
    const bands = themedMarks(figure(measured.simultaneous()).data, page.ground).flatMap(mark =>
      mark.type === 'scatter' && mark.fillcolor !== undefined ? [mark.fillcolor] : []
    );
    const ratios = bands.map(fill => contrast(color(fill, ground), ground));
    expect(Math.min(...ratios)).toBeGreaterThan(1.08);
    expect(Math.max(...ratios)).toBeGreaterThan(isDark(ground) ? 1.4 : 1.15);
  });

  test('the grid is fainter than any data', () => {
    const words = {
      text: '',
      faint: '',
      surface: '',
      axis: '',
      accent: '',
      family: '',
      size: 13,
      palette: 'percolab' as const
    };
    const { layout } = figure(measured.simultaneous());
    const { xaxis } = themedLayout(layout, { ...words, ...page }) as Record<string, object>;
    const { gridcolor } = xaxis as { gridcolor: string };
    expect(contrast(color(gridcolor, ground), ground)).toBeLessThanOrEqual(1.61);
    expect(contrast(color(gridcolor, ground), ground)).toBeGreaterThan(1.2);
  });
});

test('lines over the colours of a plane, and figures on an unknown page, keep their colours', () => {
  for (const result of [measured.plane(10), training(PLANE)]) {
    const { data } = figure(result);
    const planes = new Set(data.flatMap(({ type, xaxis }) => (type === 'heatmap' ? [xaxis] : [])));
    const themed = themedMarks(data, 'rgb(17, 17, 17)');
    data.forEach((mark, i) => {
      if (planes.has(mark.xaxis)) {
        expect(themed[i]).toBe(mark);
      }
    });
    expect(themedMarks(data, '')).toEqual(data);
  }
});

test('another palette takes the place of the default, colour for colour', () => {
  const { data } = figure(dropout({ traced: true }));
  const colors = (palette: (typeof PALETTE_NAMES)[number]) =>
    themedMarks(data, '', palette).flatMap(mark =>
      mark.type === 'scatter' ? [mark.line?.color, mark.marker?.color, mark.fillcolor] : []
    );
  const before = colors('percolab');
  for (const name of PALETTE_NAMES) {
    colors(name).forEach((after, i) => {
      const was = colorOf(before[i] ?? '');
      const place = PALETTE.findIndex(own => String(colorOf(own)) === String(was));
      expect(after).toBe(place < 0 ? after : PALETTES[name][place]);
    });
  }
  const filled = before.findIndex(text => text?.startsWith('rgba'));
  expect(before[filled]).toBe('rgba(213,94,0,0.18)');
  expect(colors('tol-muted')[filled]).toBe('rgba(204, 102, 119, 0.18)');
});
