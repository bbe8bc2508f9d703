import { geometryOf, heightOf } from '../../../src/view/network/geometry';

// 1-2-1 units with an edge over the middle layer.
const PLACES = {
  layer: [0, 1, 1, 2],
  place: [0.5, 0.25, 0.75, 0.5],
  from: [0, 0, 1, 2, 0],
  to: [1, 2, 3, 3, 3]
};

test('layers go from left to right at equal distances, and all units stand inside', () => {
  const { x, y, layers } = geometryOf(PLACES, 3, 400, 200);
  expect(x[1] - x[0]).toBeCloseTo(x[3] - x[1], 12);
  expect(x[1]).toBe(x[2]);
  expect([...x].every(at => at > 0 && at < 400)).toBe(true);
  expect([...y].every(at => at > 0 && at < 200)).toBe(true);
  expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2]);
});

test('edges over several layers pass beside the units between their ends', () => {
  const { isBent, middleX, middleY, x, y } = geometryOf(PLACES, 3, 400, 200);
  expect([...isBent]).toEqual([0, 0, 0, 0, 1]);
  expect(middleX[4]).toBeCloseTo((x[0] + x[3]) / 2, 12);
  expect(Math.abs(middleY[4] - y[0])).toBeGreaterThan(20);
  expect(middleY[0]).toBeCloseTo((y[0] + y[1]) / 2, 12);
});

test('units are smaller where a layer has many, and the picture is higher', () => {
  const layer = [0, ...new Array<number>(100).fill(1)];
  const place = [0.5, ...Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100)];
  const wide = { layer, place, from: [], to: [] };
  const { radius } = geometryOf(wide, 2, 400, heightOf(wide));
  expect(radius[1]).toBeLessThan(radius[0]);
  expect(heightOf(wide)).toBeGreaterThan(heightOf(PLACES));
});
