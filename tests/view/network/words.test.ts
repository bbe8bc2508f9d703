import type { LayerCounts } from '../../../src/engine/percolation/labelledmask';
import {
  cutInWords,
  layerName,
  pathsInWords,
  thresholdInWords
} from '../../../src/view/network/words';
import { english } from '../english';

test.each([
  [-Infinity, '0'],
  [0, '1'],
  [Math.log(6144), '6144'],
  [Math.log(2.5e9), '2.5 \u00d7 10^9'],
  [1000, '2.0 \u00d7 10^434']
])('paths of which the logarithm is %d', (log, words) => {
  expect(pathsInWords(log)).toBe(words);
});

test('a threshold, and what its ends mean', () => {
  expect(thresholdInWords(0.12345678, english)).toBe('0.123457');
  expect(thresholdInWords(-1, english)).toBe('none: no path at any p');
  expect(thresholdInWords(1, english)).toBe('none: open at every p');
});

test('layers and their ends', () => {
  expect([-1, 0, 2, 3].map(layer => layerName(layer, 3, english))).toEqual([
    'source',
    '0',
    '2',
    'sink'
  ]);
});

test('a cut by layers', () => {
  const counts = (layer: number, reachable: number, cut: number): LayerCounts => ({
    layer,
    units: 2,
    open: 2,
    reachable,
    live: 0,
    edges: 4,
    openEdges: 2,
    liveEdges: 0,
    cut
  });
  expect(cutInWords([counts(0, 2, 1), counts(1, 1, 2), counts(2, 0, 0)], 3, english)).toBe(
    'no open path to layer 2; 3 elements (layer 0: 1, layer 1: 2)'
  );
  expect(cutInWords([counts(0, 0, 1), counts(1, 0, 0)], 2, english)).toBe(
    'no open path to layer 0; 1 element (layer 0: 1)'
  );
});
