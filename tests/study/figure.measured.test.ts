// Panels of all that a percolation study measures besides curves of theta.

import { described, figure } from '../../src/study/figure';
import { edges } from '../../src/study/figure/cells';
import type { Figure, HeatMap, LayoutAxis, Trace } from '../../src/study/figure/types';
import type { Result } from '../../src/study/result';
import * as measured from './figure.measured';
import { percolation, steps } from './figure.samples';

const traces = ({ data }: Figure): Trace[] => data.filter(mark => mark.type === 'scatter');
const heats = ({ data }: Figure): HeatMap[] => data.filter(mark => mark.type === 'heatmap');
const named = (drawn: Figure, name: string): Trace[] =>
  traces(drawn).filter(trace => trace.name === name);
const inPanel = (drawn: Figure, axis: string): Trace[] =>
  traces(drawn).filter(({ yaxis }) => yaxis === axis);

function titles({ layout }: Figure): string[] {
  return Object.entries(layout)
    .filter(([part]) => part.startsWith('yaxis'))
    .map(([, axis]) => (axis as LayoutAxis).title.text);
}

function numbers(values: readonly (number | null)[]): number[] {
  return values.map(value => {
    expect(value).not.toBeNull();
    return value!;
  });
}

describe('theta over a plane', () => {
  test('is a heat map with the value of each row in its cell', () => {
    const result = measured.plane(12);
    const [heat] = heats(figure(result));
    expect([heat.x.length, heat.y.length]).toEqual([12, 12]);
    const { p, depth, theta } = result.columns;
    heat.y.forEach((b, j) =>
      heat.x.forEach((a, i) => {
        const row = p.findIndex((value, at) => value === a && depth[at] === b);
        expect(heat.z[j][i]).toBe(theta[row]);
        expect(heat.customdata[j][i][2]).toBe(String(theta[row]));
      })
    );
  });

  test('depths over decades stand on a logarithmic axis that ends with the outer cells', () => {
    const { layout, data } = figure(measured.plane(13));
    expect(layout.yaxis.type).toBe('log');
    // Half a step of half a decade on both sides.
    expect(layout.yaxis.range[0]).toBeCloseTo(-0.25, 5);
    expect(layout.yaxis.range[1]).toBeCloseTo(6.25, 5);
    expect(layout.coloraxis).toMatchObject({ cmin: 0, cmax: 1 });
    expect(heats({ layout, data })[0].coloraxis).toBe('coloraxis');
  });

  test('one decade is enough for a logarithmic axis, which then has ticks of its own', () => {
    const depths = [4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50];
    const { layout } = figure(percolation({ depths, ps: steps(0, 1, 9) }));
    expect(layout.yaxis.type).toBe('log');
    expect(layout.yaxis.tickvals?.[0]).toBe(4);
    expect(layout.yaxis.tickvals?.at(-1)).toBe(50);
  });

  test('the contour is where theta is 1/2, from row to row', () => {
    const result = measured.plane(100);
    const drawn = figure(result);
    const [, contour] = named(drawn, 'θ = 1/2');
    expect(contour.y).toEqual(heats(drawn)[0].y);
    numbers(contour.x).forEach((p, i) => {
      const exact = (1 - 0.5 ** (1 / contour.y[i]!)) ** (1 / 8);
      expect(p).toBeCloseTo(exact, 2);
    });
  });

  test('the law of the site model meets the exact contour in deep networks', () => {
    const drawn = figure(measured.plane(40));
    const [, law] = named(drawn, 'asymptotic law');
    expect(law.line?.dash).toBe('dash');
    const deep = numbers(law.y).findIndex(depth => depth > 1e5);
    const depth = law.y[deep]!;
    const exact = (-Math.expm1(-Math.LN2 / depth)) ** (1 / 8);
    expect(law.x[deep]).toBeCloseTo(exact, 5);
  });

  test('the law of the bond model solves L (2 p^W)^W = ln 2', () => {
    const [, law] = named(figure(measured.plane(20, 'width', 'bond')), 'asymptotic law');
    const shown = law.x.flatMap((p, i) => (p === null ? [] : [[p, law.y[i]!]]));
    expect(shown.length).toBeGreaterThan(50);
    for (const [p, width] of shown) {
      expect(16 * (2 * p ** width) ** width).toBeCloseTo(Math.LN2, 8);
    }
  });

  test('there is no law for skip connections, sparse layers or other models', () => {
    const result = measured.plane(10);
    const others: Result['study'][] = [
      { ...result.study, network: { width: 8, skip: { span: 2 } } },
      { ...result.study, network: { width: 8, density: 0.5 } },
      { ...result.study, model: 'mixed' }
    ];
    for (const study of others) {
      const drawn = figure({ ...result, study });
      expect(named(drawn, 'asymptotic law')).toEqual([]);
      expect(named(drawn, 'θ = 1/2')).toHaveLength(2);
    }
  });

  test('fewer than eight values of an axis, words or repeated rows are curves', () => {
    const ps = steps(0, 1, 10);
    const depths = steps(1, 10, 10);
    const few = percolation({ depths: depths.slice(0, 7), ps });
    const repeated = percolation({ depths, ps, trials: [100] });
    const words = percolation({ models: ['site', 'bond'], depths, ps });
    for (const result of [few, repeated, words]) {
      expect(heats(figure(result))).toEqual([]);
    }
    expect(heats(figure(percolation({ depths, ps })))).toHaveLength(1);
  });

  test('rows in any order, with some missing, make the same cells and holes', () => {
    const whole = measured.plane(9);
    const order = [...Array(whole.rows).keys()].reverse().filter(row => row !== 40);
    const columns = Object.fromEntries(
      Object.entries(whole.columns).map(([name, cells]) => [name, order.map(row => cells[row])])
    );
    const [a] = heats(figure(whole));
    const [b] = heats(figure({ ...whole, rows: order.length, columns }));
    expect(b.z.flat().filter(value => value === null)).toHaveLength(1);
    expect(b.z.flat().map((value, i) => value ?? a.z.flat()[i])).toEqual(a.z.flat());
  });

  test('cells meet halfway', () => {
    expect(edges([0, 1, 3])).toEqual([-0.5, 0.5, 2, 4]);
  });
});

test('one sample of thresholds has two bands, the simultaneous one paler and wider', () => {
  const result = measured.simultaneous();
  const drawn = figure(result);
  const bands = traces(drawn).filter(({ fill }) => fill !== undefined);
  expect(bands.map(({ fillcolor }) => fillcolor?.match(/[\d.]+(?=\))/)?.[0])).toEqual([
    '0.09',
    '0.18',
    '0.09',
    '0.18',
    // The keys of the legend.
    '0.18',
    '0.09'
  ]);
  expect(bands.map(({ line }) => line?.dash)).toEqual([
    ...['dot', 'solid', 'dot', 'solid'],
    ...['solid', 'dot']
  ]);
  expect(drawn.data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual([
    'L = 4',
    'L = 16',
    'pointwise 95 %',
    'simultaneous 95 %'
  ]);
  expect(bands[0].y.slice(0, 21)).toEqual(result.columns['band_high'].slice(0, 21));
  expect(drawn.layout.title.subtitle.text).toContain('simultaneous (DKW) 95 %');
  expect(described(result).notes).toContain('Algorithm for θ: max-min.');
});

test('the ReLU signal is a dotted line of the same colour beside each line of theta', () => {
  const signal = (result: Result): Result =>
    measured.withColumns(result, row => ({ sign_theta: Number(row['theta']) / 2 }));
  const one = signal(percolation({ ps: steps(0, 1, 11), trials: [100] }));
  const alone = named(figure(one), 'ReLU signal');
  expect(alone).toHaveLength(1);
  expect(alone[0].x).toEqual(steps(0, 1, 11));
  expect(alone[0].line?.dash).toBe('dot');
  const drawn = figure(signal(percolation({ depths: [4, 16], ps: steps(0, 1, 11) })));
  expect(titles(drawn)).toEqual(['θ = P(open path)']);
  for (const depth of [4, 16]) {
    const [[line], [dotted]] = [`L = ${depth}`, `L = ${depth}, ReLU signal`].map(name =>
      named(drawn, name)
    );
    expect(dotted.line?.color).toBe(line.line?.color);
    expect(dotted.y).toEqual(line.y.map(value => value! / 2));
  }
  expect(drawn.data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual([
    'L = 4',
    'L = 16',
    'ReLU signal'
  ]);
  expect(described(one).notes[0]).toContain('Dotted: probability that the signal');
});

test('trials that a precision asks for do not part a line', () => {
  const result = percolation({ ps: [0.1, 0.5, 0.9], trials: [100], exact: false });
  const columns = { ...result.columns, trials: [100, 4000, 900] };
  const parted = figure({ ...result, columns });
  const asked = figure({ ...result, columns, study: { ...result.study, precision: 0.01 } });
  const count = (drawn: Figure): number =>
    traces(drawn).filter(({ mode }) => mode === 'markers').length;
  expect([count(parted), count(asked)]).toEqual([3, 1]);
});

describe('rare sides that splitting found', () => {
  test.each([
    ['open', 'θ = P(open path), logarithmic', 'theta'],
    ['closed', '1 − θ = P(no open path), logarithmic', 'one_minus_theta']
  ] as const)(
    '%s: decades down to 1e-12, in points, bands and the exact line',
    (rare, title, name) => {
      const result = measured.split(rare);
      const drawn = figure(result);
      expect(titles(drawn)).toEqual([title]);
      expect(drawn.layout.yaxis.type).toBe('log');
      const [low, high] = drawn.layout.yaxis.range;
      expect(low).toBeLessThan(-12.2);
      expect(low).toBeGreaterThan(-13.5);
      expect(high).toBeGreaterThan(-3);
      const [points] = traces(drawn).filter(({ mode }) => mode === 'markers');
      const rows = [1, 3, 5, 7];
      expect(points.y).toEqual(rows.map(row => result.columns[name][row]));
      const [exact] = traces(drawn).filter(({ mode, fill }) => mode === 'lines' && !fill);
      expect(exact.y).toEqual(rows.map(row => result.columns[name][row - 1]));
      const [band] = traces(drawn).filter(({ fill }) => fill !== undefined);
      expect(band.y[0]).toBeCloseTo(2e-3, 12);
      expect(band.y[3]! / 2e-12).toBeCloseTo(1, 12);
      expect(band.y[4]! / 10 ** -12.3).toBeCloseTo(1, 12);
      // The hover tells the end itself, the band ends where the axis does.
      expect(Number(points.customdata?.[3][4]) / 5e-13).toBeCloseTo(1, 10);
      expect(points.hovertemplate?.includes('1 − θ, 95 %')).toBe(rare === 'closed');
    }
  );

  test('a single value stands in a decade of its own', () => {
    const { layout } = figure(measured.split('open', [12]));
    const [low, high] = layout.yaxis.range;
    expect(high - low).toBeGreaterThan(1);
    expect([low < -12, high > -12]).toEqual([true, true]);
  });

  test('values that can be seen from 0 to 1, and small ones that were not split, stand on that axis', () => {
    const seen = measured.split('open', [1, 2]);
    const exact = measured.withColumns(measured.split('open'), () => ({ algorithm: 'chain' }));
    for (const result of [seen, exact]) {
      expect(titles(figure(result))).toEqual(['θ = P(open path)']);
      expect(figure(result).layout.yaxis.type).toBe('linear');
    }
  });

  test('a plane of rare values is curves, since its colours could not tell them apart', () => {
    const plane = measured.plane(9);
    const rare = measured.withColumns(plane, row => ({
      theta: 1e-9,
      algorithm: 'splitting',
      width: row['width']
    }));
    expect(heats(figure(plane))).toHaveLength(1);
    expect(heats(figure(rare))).toHaveLength(0);
  });
});

describe('thresholds', () => {
  test('are steps whose area is 1, with the critical p and its interval', () => {
    const result = measured.thresholds();
    const drawn = figure(result);
    for (const [index, depth] of [4, 16, 64].entries()) {
      const own = inPanel(drawn, 'y').filter(trace => trace.legendgroup === `law ${index}`);
      const outline = own.find(trace => trace.name === `L = ${depth}` && trace.x.length > 10)!;
      const x = numbers(outline.x);
      const y = numbers(outline.y);
      const area = x.slice(1).reduce((sum, at, i) => sum + (at - x[i]) * y[i + 1], 0);
      expect(area).toBeCloseTo(1, 2);
      const critical = own.find(({ x: [from, to, ...more] }) => more.length === 0 && from === to)!;
      expect(critical.x[0]).toBe(result.columns['threshold'][index]);
      const interval = own.find(({ fill, x: of }) => fill && of.length === 5)!;
      expect(interval.x[1]! - interval.x[0]!).toBeCloseTo(0.02, 10);
    }
  });

  test('stand alone without theta; against depth the critical p is a panel of its own', () => {
    expect(titles(figure(measured.thresholds([8])))).toEqual(['density']);
    expect(described(measured.thresholds([8])).notes[0]).toMatch(/θ is 0.5, .* p_c = 0\.73\d*\.$/);
    const several = figure(measured.thresholds());
    expect(titles(several)).toEqual(['density', 'critical p']);
    const [band, points] = inPanel(several, 'y2');
    expect(points.x).toEqual([4, 16, 64]);
    expect(band.fill).toBe('toself');
  });

  test('of many laws a grid of a few is shown, each in its own colour and named', () => {
    const all = measured.thresholds(steps(1, 30, 30));
    const drawn = figure(all);
    expect(drawn.layout.title.subtitle.text).toContain('8 of 30 laws of the threshold');
    const shown = inPanel(drawn, 'y').filter(({ showlegend, x }) => showlegend && x.length > 1);
    expect(shown).toHaveLength(8);
    expect([shown[0].name, shown[7].name]).toEqual(['L = 1', 'L = 30']);
    expect(new Set(shown.map(({ line }) => line?.color)).size).toBe(8);
  });

  test('each theta_star has its own critical p on the one law', () => {
    const one = measured.thresholds([8]);
    const twice = (cells: readonly (number | string)[]) => [...cells, ...cells];
    const columns = {
      ...Object.fromEntries(
        Object.entries(one.columns).map(([name, cells]) => [name, twice(cells)])
      ),
      threshold: [0.7, 0.8],
      theta_star: [0.5, 0.1]
    };
    const drawn = figure({ ...one, rows: 2, columns });
    const verticals = inPanel(drawn, 'y').filter(({ x, fill }) => x.length === 2 && !fill);
    expect(verticals.map(({ x }) => x[0])).toEqual([0.8, 0.7]);
    expect(verticals[0].hovertemplate).toContain('θ = 0.1');
  });
});

describe('profiles of layers', () => {
  test('colours tell rows apart and dashes measures; both are named', () => {
    const drawn = figure(measured.profiles());
    expect(titles(drawn)).toEqual([
      'θ = P(open path)',
      'share of the layer',
      'P(cut at the layer)'
    ]);
    const shares = inPanel(drawn, 'y2');
    const shown = shares.filter(({ fill, x }) => !fill && x.length > 1);
    expect(shown).toHaveLength(9);
    expect(new Set(shown.map(({ line }) => line?.color)).size).toBe(3);
    expect(shown.slice(0, 3).map(({ line }) => line?.dash)).toEqual(['solid', 'dash', 'dot']);
    expect(shares.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual([
      'p = 0.4',
      'p = 0.6',
      'p = 0.8',
      'reachable',
      'live',
      'trainable'
    ]);
    expect(shares.every(({ legend }) => legend === 'legend2')).toBe(true);
    expect(drawn.layout.legend2.y).toBeCloseTo(drawn.layout.yaxis2.domain[1], 10);
  });

  test('a line goes through its entries, and its band is their interval', () => {
    const result = measured.profiles([0.5]);
    const { profiles } = result;
    const drawn = figure(result);
    const [line] = named(drawn, 'reachable').filter(({ fill }) => !fill);
    const own = profiles!.measure.flatMap((name, i) => (name === 'reach' ? [i] : []));
    expect(line.x).toEqual(own.map(i => profiles!.at[i]));
    expect(line.y).toEqual(own.map(i => profiles!.value[i]));
    const [band] = named(drawn, 'reachable').filter(({ fill }) => fill);
    expect(band.y.slice(0, own.length)).toEqual(own.map(i => profiles!.high[i]));
  });

  test('of many rows a few are shown, and the subtitle says so', () => {
    const { layout } = figure(measured.profiles(steps(0, 1, 30)));
    expect(layout.title.subtitle.text).toContain('6 of 30 profiles');
  });
});

test('the collapse is theta against u, with the limit exp(-e^u)', () => {
  const result = measured.collapse();
  const drawn = figure(result);
  const [curve] = inPanel(drawn, 'y2');
  const rows = [...result.columns['width'].keys()].filter(
    row => result.columns['width'][row] === 4
  );
  const at = rows
    .map(row => Number(result.columns['collapse'][row]))
    .filter(u => u >= -6 && u <= 3);
  expect(curve.x).toEqual(at);
  const [limit] = named(drawn, 'limit exp(−e^u)');
  limit.x.forEach((u, i) => expect(limit.y[i]).toBeCloseTo(Math.exp(-Math.exp(u!)), 12));
});

describe('drawn trials', () => {
  const drawn = figure(measured.masks());

  test('edges of one state are one trace of segments between their units', () => {
    const { masks } = measured.masks();
    const [open] = masks!;
    const [live] = inPanel(drawn, 'y2').filter(({ mode, x }) => mode === 'lines' && x.length > 2);
    const own = open.edge.flatMap((state, i) => (state === 'live' ? [i] : []));
    expect(live.x).toHaveLength(3 * own.length);
    own.forEach((edge, i) => {
      expect(live.x.slice(3 * i, 3 * i + 3)).toEqual([
        open.layer[open.from[edge]],
        open.layer[open.to[edge]],
        null
      ]);
      expect(live.y[3 * i]).toBe(open.place[open.from[edge]]);
    });
  });

  test('every unit is drawn once, in the look of its state, which the legend names', () => {
    const markers = inPanel(drawn, 'y3').filter(
      ({ mode, x }) => mode === 'markers' && x[0] !== null
    );
    expect(markers.flatMap(({ x }) => x)).toHaveLength(4 * 7);
    const [cut] = markers.filter(({ marker }) => marker?.symbol === 'x-thin');
    expect(cut.x).toEqual([4, 4, 4, 4]);
    const shown = inPanel(drawn, 'y3').filter(({ showlegend }) => showlegend);
    expect(shown.map(({ name }) => name)).toEqual([
      'removed',
      'open, not reachable',
      'reachable',
      'cut'
    ]);
  });

  test('a source that stands before the layers is inside of the panel', () => {
    const result = measured.masks();
    const [open] = result.masks!;
    const moved = { ...open, layer: open.layer.map(layer => (layer === 0 ? -1 : layer)) };
    const { layout } = figure({ ...result, masks: [moved] });
    expect(layout.xaxis2.range[0]).toBe(-1.5);
    expect(layout.xaxis2.ticktext?.[0]).toBe('0');
    expect(layout.xaxis2.title.text).toContain('source left, sink right');
  });

  test('rows without a drawing are counted', () => {
    const { masks, rows } = measured.masks();
    expect(drawn.layout.title.subtitle.text.includes('rows drawn as masks')).toBe(
      masks!.length < rows
    );
    const one = figure({ ...measured.masks(), masks: [masks![0]] });
    expect(one.layout.title.subtitle.text).toContain(`1 of ${rows} rows drawn as masks`);
  });

  test('the axis says which row it is and whether a path is open', () => {
    expect(drawn.layout.xaxis2.title.text).toBe('layer (p = 0.4, open path)');
    expect(drawn.layout.xaxis3.title.text).toBe('layer (p = 0.7, no open path)');
  });
});

test('clusters are panels over p with their intervals', () => {
  const result = measured.clusters();
  const drawn = figure(result);
  expect(titles(drawn)).toEqual(['largest cluster', 'mean cluster size', 'P(crossing)']);
  const [band, points] = inPanel(drawn, 'y2');
  expect(points.y).toEqual(result.columns['cluster']);
  expect(band.y.slice(0, 21)).toEqual(result.columns['cluster_high']);
  expect(drawn.layout.xaxis2.matches).toBe('x');
});

test('the law of active blocks has a step of width 1 for each number', () => {
  const result = measured.blocks();
  const drawn = figure(result);
  expect(titles(drawn)).toEqual(['θ = P(open path)', 'probability']);
  const [steps_] = named(drawn, 'p = 0.5').filter(({ yaxis, fill }) => yaxis === 'y2' && !fill);
  const x = numbers(steps_.x);
  const y = numbers(steps_.y);
  expect(x[2] - x[1]).toBe(1);
  expect(y[x.indexOf(9.5) + 1]).toBeCloseTo(184756 / 2 ** 20, 10);
  expect(x.slice(1).reduce((sum, at, i) => sum + (at - x[i]) * y[i + 1], 0)).toBeCloseTo(1, 2);
});

test('what does not depend on p is drawn once, not once for each p', () => {
  const drawn = figure(measured.columns());
  expect(titles(drawn)).toEqual(['critical p', 'ln(number of open paths)', 'smallest cut']);
  const [, critical] = inPanel(drawn, 'y');
  expect(critical.x).toEqual([2, 4, 8, 16]);
  expect(inPanel(drawn, 'y2').filter(({ mode }) => mode === 'markers')).toHaveLength(2);
  expect(drawn.layout.yaxis2).toMatchObject({ type: 'linear' });
  const [cut] = inPanel(drawn, 'y3');
  expect(cut.y).toEqual([4, 4, 4, 4]);
});

test('the smallest cut of one network is a constant along p, and told', () => {
  const result = measured.withColumns(percolation({ ps: [0.25, 0.5, 0.75] }), () => ({
    mincut: 3
  }));
  const drawn = figure(result);
  const [cut] = inPanel(drawn, 'y2');
  expect([cut.x, cut.y]).toEqual([
    [0.25, 0.5, 0.75],
    [3, 3, 3]
  ]);
  expect(drawn.layout.yaxis2.range[1]).toBeGreaterThan(3.5);
  expect(described(result).notes.join(' ')).toContain('Here it is 3.');
});

test('exact values are one line although algorithms hand over to one another; a sampled one is its own', () => {
  const rows = percolation({ depths: [4, 8, 16], ps: [0.5], trials: [100] });
  const result = measured.withColumns(
    rows,
    row => ({
      reach: 0.5,
      algorithm:
        row['method'] === 'exact' ? (row['depth'] === 4 ? 'chain' : 'Perron root') : 'max-min'
    }),
    { method: ['exact', 'max-min'] }
  );
  const shown = inPanel(figure(result), 'y2');
  expect(shown.map(({ name, x }) => [name, x])).toEqual([
    ['exact', [4, 8, 16]],
    ['max-min', [4, 8, 16]]
  ]);
});

test('a reliability polynomial is the share of open sets by their size, told with its integers', () => {
  const result = measured.polynomials();
  const drawn = figure(result);
  expect(titles(drawn)).toEqual(['share of open sets']);
  expect(drawn.layout.xaxis?.title.text).toBe('removed elements k');
  const [shallow, deep] = traces(drawn);
  expect([shallow.name, deep.name]).toEqual(['L = 1', 'L = 2']);
  expect(shallow.x).toEqual([0, 1, 2]);
  expect(shallow.y).toEqual([1, 1, 0]);
  expect(deep.y).toEqual([1, 1, 4 / 6, 0, 0]);
  expect(deep.customdata?.[2]).toEqual(['2', '4', '6']);
  expect(described(result).notes[0]).toContain('θ = Σ N_k p^k (1 − p)^(n − k)');
});

test('more panels than a page holds are named and left to the table', () => {
  const result = measured.withColumns(measured.profiles(), () => ({
    paths: 3,
    mincut: 8,
    largest: 0.5,
    crossing: 0.5
  }));
  const drawn = figure({ ...result, profiles: measured.profiles().profiles! });
  expect(titles(drawn)).toHaveLength(5);
  expect(drawn.layout.title.subtitle.text).toContain(
    'in the table only: ln(number of open paths), smallest cut'
  );
});

const KINDS: Record<string, Result> = {
  plane: measured.plane(10),
  simultaneous: measured.simultaneous(),
  thresholds: measured.thresholds(),
  profiles: measured.profiles(),
  collapse: measured.collapse(),
  masks: measured.masks(),
  clusters: measured.clusters(),
  blocks: measured.blocks(),
  columns: measured.columns(),
  polynomials: measured.polynomials(),
  'rare paths': measured.split('open'),
  'rare closings': measured.split('closed')
};

describe.each(Object.entries(KINDS))('figure of %s', (_, result) => {
  const drawn = figure(result);

  test('is plain JSON, the same again, and leaves the result as it was', () => {
    const before = JSON.stringify(result);
    expect(JSON.parse(JSON.stringify(drawn))).toEqual(drawn);
    expect(figure(result)).toEqual(drawn);
    expect(JSON.stringify(result)).toBe(before);
  });

  test('has panels under one another, an axis for every mark and a sentence for every panel', () => {
    const domains = Object.entries(drawn.layout)
      .filter(([part]) => part.startsWith('yaxis'))
      .map(([, axis]) => (axis as LayoutAxis).domain);
    domains.slice(1).forEach(([, top], i) => expect(top).toBeLessThan(domains[i][0]));
    for (const { xaxis, yaxis } of drawn.data) {
      expect(drawn.layout).toHaveProperty(xaxis.replace('x', 'xaxis'));
      expect(drawn.layout).toHaveProperty(yaxis.replace('y', 'yaxis'));
    }
    const panels = domains.length - Math.max(0, (result.masks?.length ?? 0) - 1);
    const notes = described(result).notes.filter(note => !note.startsWith('Algorithm'));
    expect(notes).toHaveLength(panels);
  });
});

test('hostile profiles and columns are shown letter by letter', () => {
  const evil = '<img src=x onerror=alert(1)>%{y}$x$&amp;';
  const columns = measured.withColumns(measured.columns(), row => ({
    algorithm: evil,
    paths_low: evil,
    size: row['p'] === 0.3 ? evil : 'b'
  }));
  const masks = measured.masks();
  const row = { ...masks.columns, size: [evil, 'b'] };
  const profiles = measured.profiles([0.5]);
  const at = profiles.profiles!.at.map(() => evil);
  for (const result of [
    columns,
    { ...masks, columns: row },
    { ...profiles, profiles: { ...profiles.profiles!, at } }
  ]) {
    const text = JSON.stringify(figure(result))
      .replaceAll('<br>', '')
      .replaceAll('<extra></extra>', '')
      .replace(/%\{customdata\[\d+\]\}/g, '');
    expect(text).not.toMatch(/[<>$]|%\{|&(?!#\d+;)/);
  }
});
