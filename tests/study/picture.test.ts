/**
 * @jest-environment jsdom
 */

import { TextEncoder } from 'node:util';
import { figure } from '../../src/study/figure';
import type { LayoutAxis } from '../../src/study/figure/types';
import { picture } from '../../src/study/picture';
import type { Result } from '../../src/study/result';
import * as measured from './figure.measured';
import { dropout, percolation, steps } from './figure.samples';
import { ONE_CELL, PLANE, training } from './training.samples';

// jsdom has none, and digests need it.
globalThis.TextEncoder ??= TextEncoder as typeof globalThis.TextEncoder;

const HOSTILE = '</text><script>alert(1)</script>&"\'\u0000\u0008\uD800]]>';
const ALLOWED = ['svg', 'title', 'desc', 'rect', 'path', 'g', 'text'];
const PS = steps(0, 1, 21);

/** Parses strictly; a fault in the XML fails the test. */
function parsed(svg: string): Document {
  const page = new DOMParser().parseFromString(svg, 'application/xml');
  expect(page.querySelector('parsererror')).toBeNull();
  return page;
}

function texts(page: Document): string[] {
  return [...page.querySelectorAll('text')].map(text => text.textContent);
}

/** Pairs of numbers of a path of lines. */
function vertices(path: Element): number[][][] {
  return path
    .getAttribute('d')!
    .split('M')
    .slice(1)
    .map(run => run.split('L').map(pair => pair.split(',').map(Number)));
}

const KINDS: Record<string, Result> = {
  'exact curves': percolation({ depths: [4, 8, 16], ps: PS }),
  'estimates beside exact curves': percolation({ depths: [4, 16], ps: PS, trials: [200] }),
  'decades of depth': percolation({ depths: [1, 10, 100, 1000], ps: [0.5, 0.6] }),
  'models in slots': percolation({ models: ['site', 'bond'], trials: [100] }),
  'a single estimate': percolation({ trials: [1000], exact: false }),
  'theta over a plane': measured.plane(12),
  'two bands': measured.simultaneous(),
  thresholds: measured.thresholds(),
  'profiles of layers': measured.profiles(),
  'a collapse': measured.collapse(),
  'drawn trials': measured.masks(),
  clusters: measured.clusters(),
  'active blocks': measured.blocks(),
  'measures against depth': measured.columns(),
  'training of one cell': dropout({ replicates: 4, traced: true }),
  'training over depth': dropout({ depths: [4, 8, 16], replicates: 4 }),
  'training over activations': dropout({ activations: ['tanh', 'relu'], replicates: 4 }),
  'all that one cell reports': training(ONE_CELL, { optimizer: { name: 'adamw', decay: 0.1 } }),
  'a phase diagram': training(PLANE, { signalDepth: 20, isCounted: false })
};

describe.each(Object.entries(KINDS))('picture of %s', (_, result) => {
  const svg = picture(result);

  test('is as it was', () => {
    expect(svg).toMatchSnapshot();
  });

  test('is well-formed, stands alone and stays inside its frame', () => {
    const page = parsed(svg);
    const root = page.documentElement;
    expect(root.getAttribute('width')).toBe('760');
    expect(root.getAttribute('viewBox')).toBe(`0 0 760 ${root.getAttribute('height')}`);
    for (const node of page.querySelectorAll('*')) {
      expect(ALLOWED).toContain(node.localName);
      for (const { name, value } of node.attributes) {
        expect(name).not.toMatch(/^on|href|style|class|id$/);
        expect(value).not.toMatch(/NaN|Infinity|undefined|url\(/);
      }
    }
    expect(page.querySelector('title')?.textContent).not.toBe('');
    expect(page.querySelector('desc')?.textContent).toContain(result.digest);
    for (const text of page.querySelectorAll('text')) {
      expect(Number(text.getAttribute('x'))).toBeGreaterThanOrEqual(0);
      expect(Number(text.getAttribute('x'))).toBeLessThanOrEqual(760);
      expect(Number(text.getAttribute('y'))).toBeLessThan(Number(root.getAttribute('height')));
    }
  });

  test('names every line of the legend and every axis', () => {
    const { data, layout } = figure(result);
    const shown = texts(parsed(svg));
    const named = data.filter(trace => layout.showlegend && trace.showlegend);
    for (const { name } of named) {
      expect(shown).toContain(name);
    }
    for (const [part, axis] of Object.entries(layout)) {
      if (/^[xy]axis/.test(part)) {
        expect(shown).toContain((axis as LayoutAxis).title.text);
      }
    }
  });
});

test('a line is drawn where its values are', () => {
  const page = parsed(picture(percolation({ ps: [0, 0.5, 1] })));
  const panel = page.querySelector('svg svg')!;
  const [width, height] = ['width', 'height'].map(name => Number(panel.getAttribute(name)));
  // The axes show 3 % more than 0 to 1 on either side.
  const inPanel = (value: number): number => (value + 0.03) / 1.06;
  const [drawn] = vertices(panel.querySelector('path')!);
  [0, 0.5, 1].forEach((p, index) => {
    const theta = (1 - p ** 8) ** 16;
    expect(drawn[index][0]).toBeCloseTo(width * inPanel(p), 1);
    expect(drawn[index][1]).toBeCloseTo(height * (1 - inPanel(theta)), 1);
  });
});

test('a band encloses its points', () => {
  const page = parsed(picture(percolation({ ps: PS, trials: [100], exact: false })));
  const [band] = [...page.querySelectorAll('svg svg path')];
  expect(band.getAttribute('fill-opacity')).toBe('0.18');
  const [outline] = vertices(band);
  expect(outline.at(-1)).toEqual(outline[0]);
  const half = (outline.length - 1) / 2;
  expect(half).toBe(PS.length);
  outline.slice(0, half).forEach(([x, top], index) => {
    const [opposite, bottom] = outline[2 * half - 1 - index];
    expect(opposite).toBe(x);
    expect(top).toBeLessThan(bottom);
  });
});

test('gaps break lines', () => {
  const result = percolation({ ps: PS });
  const theta = result.columns.theta.map((value, row) => (row === 10 ? 'NaN' : value));
  const page = parsed(picture({ ...result, columns: { ...result.columns, theta } }));
  const runs = vertices(page.querySelector('svg svg path')!);
  expect(runs.map(run => run.length)).toEqual([10, 10]);
});

/** Rectangles of a path: left, top, width and height. */
function rectangles(path: Element): number[][] {
  const all = path.getAttribute('d')!.matchAll(/M([-\d.]+),([-\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g);
  return [...all].map(([, ...numbers]) => numbers.map(Number));
}

describe('heat map', () => {
  test('cells fill their panel without overlap, each in the colour of its value', () => {
    const page = parsed(picture(measured.plane(12)));
    const panel = page.querySelector('svg svg')!;
    const [width, height] = ['width', 'height'].map(name => Number(panel.getAttribute(name)));
    const cells = [...panel.querySelectorAll('g[shape-rendering] path')];
    const all = cells.flatMap(rectangles);
    const area = all.reduce((sum, [, , across, down]) => sum + across * down, 0);
    expect(area / (width * height)).toBeCloseTo(1, 2);
    // p = 0 is open in every network, the upper right corner closed.
    const colorAt = (x: number, y: number): string | null =>
      cells
        .find(path =>
          rectangles(path).some(
            ([left, top, across, down]) =>
              x >= left && x <= left + across && y >= top && y <= top + down
          )
        )!
        .getAttribute('fill');
    expect(colorAt(1, height / 2)).toBe('#fde725');
    expect(colorAt(width - 1, 1)).toBe('#440154');
  });

  test('a hundred times a hundred cells stay far below a megabyte, also where each differs', () => {
    const smooth = measured.plane(100);
    expect(picture(smooth).length).toBeLessThan(200_000);
    const theta = smooth.columns['theta'].map((_, row) => (row * 0.618034) % 1);
    const noisy = picture({ ...smooth, columns: { ...smooth.columns, theta } });
    expect(noisy.length).toBeLessThan(700_000);
  });
});

test('every edge of a drawn network is there', () => {
  const result = percolation({ widths: [50], depths: [1], ps: [0.2] });
  const mask = measured.mask(50, 1, []);
  const panel = parsed(picture({ ...result, masks: [mask] })).querySelectorAll('svg svg')[1];
  const live = [...panel.querySelectorAll('path')].find(
    path => path.getAttribute('fill') === 'none' && path.getAttribute('d')!.includes('L')
  )!;
  expect(vertices(live)).toHaveLength(mask.edge.length);
  expect(mask.edge).toHaveLength(5000);
});

test('what panels show is said below them, in lines that fit', () => {
  const page = parsed(picture(measured.profiles()));
  const shown = texts(page).join(' ');
  expect(shown).toContain('Live units are on an open path from input to output.');
  expect(page.querySelector('desc')?.textContent).toContain('Live units are');
  const notes = [...page.querySelectorAll('text[font-size="10"]')];
  for (const note of notes) {
    expect(note.textContent.length * 6).toBeLessThanOrEqual(672);
  }
});

test('an empty result has axes and a caption', () => {
  const full = percolation();
  const names = Object.keys(full.columns);
  const columns = Object.fromEntries(names.map(name => [name, []]));
  const page = parsed(picture({ ...full, rows: 0, columns }));
  expect(page.querySelector('svg svg')).toBeNull();
  expect(texts(page)).toContain('removal probability p');
  expect(texts(page).at(-1)).toContain('0 rows');
});

test('hostile words stay words', () => {
  const training = dropout({ activations: [HOSTILE, 'tanh'], arms: ['dropout', HOSTILE] });
  const study = { ...training.study, model: HOSTILE, seed: HOSTILE };
  const svg = picture({ ...training, study, digest: HOSTILE, percolab: HOSTILE });
  expect(svg).not.toContain('<script');
  const page = parsed(svg);
  expect(page.querySelector('script')).toBeNull();
  expect(texts(page).some(text => text.includes('<script>alert(1)</script>'))).toBe(true);
});

test('a large study makes a small picture that still spans the axis', () => {
  const dense = picture(percolation({ ps: steps(0, 1, 20001) }));
  expect(dense.length).toBeLessThan(60_000);
  const [line] = vertices(parsed(dense).querySelector('svg svg path')!);
  expect(line.length).toBeLessThanOrEqual(2000);
  const sparse = picture(percolation({ ps: [0, 1] }));
  const [ends] = vertices(parsed(sparse).querySelector('svg svg path')!);
  expect([line[0], line.at(-1)]).toEqual(ends);

  const depths = steps(1, 1000, 1000);
  const many = percolation({ depths, ps: steps(0, 1, 30), trials: [50] });
  expect(picture(many).length).toBeLessThan(1_000_000);
  expect(picture(dropout({ depths: steps(1, 300, 300), replicates: 40 })).length).toBeLessThan(1e6);
});
