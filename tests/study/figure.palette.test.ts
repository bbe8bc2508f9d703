import { armStyle, PALETTE, scaleColor, styles } from '../../src/study/figure/palette';
import { quantile } from '../../src/study/figure/quantile';
import { subgrid } from '../../src/study/figure/subgrid';
import { escaped, unescaped } from '../../src/study/figure/text';
import { thin } from '../../src/study/figure/thin';

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(start => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test('every colour can be seen on white and on #111', () => {
  const arms = ['dropout', 'conditioned', 'intact'].map(
    (arm, place) => armStyle(arm, place, 0).color
  );
  const scale = Array.from({ length: 21 }, (_, index) => scaleColor(index / 20));
  for (const color of [...PALETTE, ...arms, ...scale]) {
    expect([color, contrast(color, '#ffffff') >= 3]).toEqual([color, true]);
    expect([color, contrast(color, '#111111') >= 3]).toEqual([color, true]);
  }
});

test('no two of twelve lines look the same', () => {
  const axis = { name: 'depth', column: [], values: [...Array(12).keys()], numeric: true };
  const groups = axis.values.map(place => ({ places: [place], values: [place], rows: [] }));
  const looks = styles(groups, [axis]).map(({ color, dash }) => `${color} ${dash}`);
  expect(new Set(looks).size).toBe(12);
});

test.each([
  [10, 2],
  [12, 4],
  [16, 3],
  [5, 4]
])('no two lines of %i times %i look the same', (depths, models) => {
  const axis = (name: string, count: number) => ({
    name,
    column: [],
    values: [...Array(count).keys()],
    numeric: true
  });
  const axes = [axis('depth', depths), axis('width', models)];
  const groups = axes[0].values.flatMap(a =>
    axes[1].values.map(b => ({ places: [a, b], values: [a, b], rows: [] }))
  );
  const looks = styles(groups, axes).map(({ color, dash }) => `${color} ${dash}`);
  expect(new Set(looks).size).toBe(depths * models);
});

test('a few of many combinations are a grid of evenly spaced values', () => {
  const full = [...Array(10).keys()].flatMap(a =>
    [...Array(6).keys()].map(b => ({ places: [a, b], values: [a, b], rows: [] }))
  );
  const few = subgrid(full, 8);
  expect(few.map(({ places }) => places)).toEqual([0, 9].flatMap(a => [0, 3, 5].map(b => [a, b])));
  expect(subgrid(full, 60)).toBe(full);
  const diagonal = full.filter(({ places: [a, b] }) => a === b + 1);
  expect(subgrid(diagonal, 3).length).toBeGreaterThan(1);
});

test('quantiles interpolate between order statistics', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(quantile([7], 0.75)).toBe(7);
  expect(quantile([], 0.5)).toBeNull();
});

test('thinning keeps the ends and the order', () => {
  const items = [...Array(100).keys()];
  expect(thin(items, 4)).toEqual([0, 33, 66, 99]);
  expect(thin(items, 100)).toEqual(items);
});

test('escaped text comes back, and only long text is cut', () => {
  const text = '<a href="x">50 % & $1$ %{y}';
  expect(escaped(text)).not.toMatch(/[<>%$]/);
  expect(unescaped(escaped(text))).toBe(text);
  expect(unescaped(escaped('&#60;'))).toBe('&#60;');
  expect(Array.from(unescaped(escaped('𝜃'.repeat(100))))).toHaveLength(60);
});
