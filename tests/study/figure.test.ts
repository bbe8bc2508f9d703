import { figure } from '../../src/study/figure';
import type { Figure, Trace } from '../../src/study/figure/types';
import type { Result } from '../../src/study/result';
import { dropout, percolation, resultOf, steps } from './figure.samples';

const PS = steps(0, 1, 21);
const HOSTILE = '<img src=x onerror=alert(1)>%{y}$x$&amp;';

const traces = ({ data }: Figure): Trace[] => data.filter(mark => mark.type === 'scatter');
const lines = (drawn: Figure): Trace[] =>
  traces(drawn).filter(trace => trace.mode === 'lines' && !trace.fill);
const points = (drawn: Figure): Trace[] => traces(drawn).filter(trace => trace.mode === 'markers');
const bands = (drawn: Figure): Trace[] => traces(drawn).filter(trace => trace.fill === 'toself');
const legend = ({ data }: Figure): string[] =>
  data.filter(trace => trace.showlegend).map(trace => trace.name);

function changed(result: Result, column: string, row: number, value: number | string): Result {
  const cells = result.columns[column].map((cell, index) => (index === row ? value : cell));
  return { ...result, columns: { ...result.columns, [column]: cells } };
}

describe('figure of a percolation study', () => {
  const both = percolation({ depths: [4, 16, 64], ps: PS, trials: [200] });

  test('a line, points and a band for each combination of the axes that are not along x', () => {
    const drawn = figure(both);
    expect(lines(drawn).map(({ name }) => name)).toEqual(['L = 4', 'L = 16', 'L = 64']);
    expect(points(drawn)).toHaveLength(3);
    expect(bands(drawn)).toHaveLength(3);
    expect(legend(drawn)).toEqual(['L = 4', 'L = 16', 'L = 64']);
    for (const group of ['line 0', 'line 1', 'line 2']) {
      const own = traces(drawn).filter(trace => trace.legendgroup === group);
      expect(own).toHaveLength(3);
      const colors = own.map(trace => trace.line?.color ?? trace.marker?.color);
      expect(new Set(colors).size).toBe(1);
    }
    expect(drawn.layout.xaxis?.title.text).toBe('removal probability p');
    expect(drawn.layout.yaxis?.title.text).toBe('θ = P(open path)');
  });

  test('an exact line goes through the values of its rows, in the order of p', () => {
    const shuffled = percolation({ depths: [8], ps: [0.75, 0.25, 0.5, 0.125] });
    const [line] = lines(figure(shuffled));
    expect(line.x).toEqual([0.125, 0.25, 0.5, 0.75]);
    const theta = shuffled.columns.theta;
    expect(line.y).toEqual([theta[3], theta[1], theta[2], theta[0]]);
  });

  test('the hover tells the digits of the columns', () => {
    const [estimates] = points(figure(both));
    const row = both.columns.method.findIndex(
      (method, index) => method === 'montecarlo' && both.columns.p[index] === 0.7
    );
    const told = estimates.customdata?.[estimates.x.indexOf(0.7)];
    const names = ['theta', 'one_minus_theta', 'log_theta', 'theta_low', 'theta_high', 'trials'];
    expect(told).toEqual(['p = 0.7', ...names.map(name => String(both.columns[name][row]))]);
    names.forEach((_, index) =>
      expect(estimates.hovertemplate).toContain(`%{customdata[${index + 1}]}`)
    );
    expect(estimates.hovertemplate).toContain('Monte Carlo');
  });

  test('a band encloses the points of its line', () => {
    const drawn = figure(both);
    bands(drawn).forEach((band, index) => {
      const { x, y } = points(drawn)[index];
      const count = x.length;
      expect(band.x).toHaveLength(2 * count + 1);
      expect([band.x[2 * count], band.y[2 * count]]).toEqual([band.x[0], band.y[0]]);
      x.forEach((at, place) => {
        const opposite = 2 * count - 1 - place;
        expect(band.x[place]).toBe(at);
        expect(band.x[opposite]).toBe(at);
        expect(band.y[place]!).toBeGreaterThanOrEqual(y[place]!);
        expect(band.y[opposite]!).toBeLessThanOrEqual(y[place]!);
      });
    });
  });

  test('dashes tell the axis with the fewest values apart, colours the other', () => {
    const drawn = figure(percolation({ models: ['site', 'bond'], depths: [4, 8, 16], ps: PS }));
    const looks = lines(drawn).map(({ name, line }) => [name, line?.color, line?.dash]);
    expect(looks.map(([name]) => name)).toEqual(
      ['site', 'bond'].flatMap(model => [4, 8, 16].map(depth => `${model}, L = ${depth}`))
    );
    expect(looks.slice(0, 3).map(([, , dash]) => dash)).toEqual(['solid', 'solid', 'solid']);
    expect(looks.slice(3).map(([, , dash]) => dash)).toEqual(['dash', 'dash', 'dash']);
    const colors = looks.map(([, color]) => color);
    expect(colors.slice(3)).toEqual(colors.slice(0, 3));
    expect(new Set(colors).size).toBe(3);
  });

  test('two rates and many depths are drawn against depth, on decades where depths are geometric', () => {
    const depths = [1, 10, 100, 1000];
    const { layout, ...rest } = figure(percolation({ depths, ps: [0.5, 0.6] }));
    expect(layout.xaxis?.title.text).toBe('depth L (hidden layers)');
    expect(layout.xaxis?.type).toBe('log');
    expect(layout.xaxis?.range[0]).toBeLessThan(0);
    expect(layout.xaxis?.range[1]).toBeGreaterThan(3);
    expect(lines({ layout, ...rest }).map(({ name }) => name)).toEqual(['p = 0.5', 'p = 0.6']);
    expect(figure(percolation({ depths: steps(1, 1001, 11) })).layout.xaxis?.type).toBe('linear');
  });

  test('estimates with different numbers of trials are lines of their own', () => {
    const drawn = figure(percolation({ ps: PS, trials: [100, 1000] }));
    expect(points(drawn).map(({ name }) => name)).toEqual(['trials = 100', 'trials = 1000']);
    expect(points(drawn).every(({ x }) => x.length === PS.length)).toBe(true);
    expect(legend(drawn)).toEqual(['exact', 'trials = 100', 'trials = 1000']);
  });

  test('more than twelve lines share a continuous scale and a short legend', () => {
    const depths = Array.from({ length: 30 }, (_, index) => index + 1);
    const drawn = figure(percolation({ depths, ps: steps(0, 1, 7) }));
    expect(lines(drawn)).toHaveLength(30);
    expect(new Set(lines(drawn).map(({ line }) => line?.color)).size).toBe(30);
    expect(legend(drawn).length).toBeLessThanOrEqual(8);
    expect(legend(drawn)[0]).toBe('L = 1');
    expect(legend(drawn).at(-1)).toBe('L = 30');
  });

  test('a study without an axis is one point', () => {
    const drawn = figure(percolation({ trials: [1000], exact: false }));
    expect(points(drawn)).toHaveLength(1);
    expect(points(drawn)[0].x).toEqual([0.5]);
    expect(drawn.layout.showlegend).toBe(false);
    const bar = lines(drawn)[0];
    expect(bar.x).toEqual([0.5, 0.5, null]);
    expect(bar.y[0]!).toBeLessThan(points(drawn)[0].y[0]!);
    expect(bar.y[1]!).toBeGreaterThan(points(drawn)[0].y[0]!);
  });

  test('a single exact value is a point, or a stroke through the bar of an estimate', () => {
    const alone = figure(percolation({ ps: [0.5] }));
    expect(points(alone).map(({ x, y }) => [x.length, y.length])).toEqual([[1, 1]]);
    expect(lines(alone)).toHaveLength(0);
    const beside = figure(percolation({ ps: [0.5], trials: [100] }));
    expect(points(beside)).toHaveLength(1);
    expect(lines(beside).map(({ x }) => x)).toContainEqual([0.447, 0.553, null]);
  });

  test('what the columns do not say of a network is said in the subtitle', () => {
    const said = (network: object, more: object = {}): string => {
      const result = percolation({ ps: PS });
      const study = { ...result.study, network, ...more };
      return figure({ ...result, study }).layout.title.subtitle.text;
    };
    expect(said({ width: 8, depth: 16 })).toBe('site (Dropout) · W = 8 · L = 16 · exact');
    const skip = { kind: 'dense', span: 2, removable: false };
    expect(said({ skip })).toContain('dense skips · span = 2 · skips never removed');
    expect(said({ degree: 4, quenched: true })).toContain('degree = 4 · quenched');
    expect(said({ density: 0.5, quenched: false })).toContain(
      'density = 0.5 · averaged over graphs'
    );
    expect(said({ drop: 'blocks' })).toMatch(/^stochastic depth · /);
    expect(said({ lattice: 'square', directed: true })).toContain('square lattice · directed');
    expect(said({ image: [8, 6], kernel: 3 })).toContain('image 8 x 6 · kernel = 3');
    expect(said({ file: '/home/user/net.csv' })).toContain(' · graph of net.csv · ');
    expect(said({ skip: 'hostile', file: HOSTILE, edges: 7 })).not.toContain('<img');
  });

  test('rates by layer are one value, in brackets', () => {
    const ps = ['0.2, 0.5', '0.5, 0.2'];
    const result = percolation({ ps: [0.2, 0.5] });
    const p = result.columns.p.map((_, row) => ps[row]);
    const rates = { ...result, columns: { ...result.columns, p } };
    expect(figure(rates).layout.xaxis.ticktext).toEqual(['[0.2, 0.5]', '[0.5, 0.2]']);
  });

  test('few and short numbers are the ticks of their axis, others leave the choice to Plotly', () => {
    const ticks = (depths: number[]) =>
      figure(percolation({ depths, ps: [0.5], trials: [] })).layout.xaxis.tickvals;
    expect(ticks([4, 8, 16, 12])).toEqual([4, 8, 12, 16]);
    expect(ticks([1, 2, 3, 4, 5, 6, 7])).toBeUndefined();
    expect(ticks([4, 5, 1000])).toBeUndefined();
    expect(ticks([4, 16, 64, 4096])).toBeUndefined();
  });

  test('words along x stand in slots', () => {
    const drawn = figure(percolation({ models: ['site', 'bond'] }));
    expect(drawn.layout.xaxis?.ticktext).toEqual(['site', 'bond']);
    expect(lines(drawn)[0].x).toEqual([-0.25, 0.25, null, 0.75, 1.25, null]);
  });

  test('NaN and infinities are gaps: the line breaks and the band is parted', () => {
    const plain = percolation({ ps: PS, trials: [100], exact: false });
    const broken = changed(changed(plain, 'theta', 4, 'NaN'), 'theta_high', 4, 'Infinity');
    const drawn = figure(broken);
    expect(points(drawn)[0].y[4]).toBeNull();
    const band = bands(drawn)[0];
    expect(band.x.filter(x => x === null)).toHaveLength(1);
    // Two closed outlines and the gap between them.
    expect(band.x).toHaveLength(2 * (PS.length - 1) + 3);
    expect(band.x.indexOf(null)).toBe(9);
  });

  test('an empty result has axes and no traces', () => {
    const full = percolation();
    const names = Object.keys(full.columns);
    const columns = Object.fromEntries(names.map(name => [name, []]));
    const drawn = figure({ ...full, rows: 0, columns });
    expect(drawn.data).toEqual([]);
    expect(drawn.layout.xaxis?.title.text).toBe('removal probability p');
  });

  test('a missing column is named', () => {
    const full = Object.entries(percolation().columns);
    const columns = Object.fromEntries(full.filter(([name]) => name !== 'method'));
    expect(() => figure({ ...percolation(), columns })).toThrow(/no column method; .*theta/);
  });
});

describe('figure of a dropout study', () => {
  test('replicates are points, the line is their median and the band their quartiles', () => {
    const result = dropout({ depths: [4, 8], replicates: 5 });
    const drawn = figure(result);
    const own = traces(drawn).filter(
      trace => trace.legendgroup === 'dropout' && trace.yaxis === 'y'
    );
    const [band, replicates, median] = own;
    const at = (depth: number): number[] =>
      result.columns.test_accuracy
        .filter(
          (_, row) => result.columns.depth[row] === depth && result.columns.arm[row] === 'dropout'
        )
        .map(Number);
    expect(replicates.y).toEqual([...at(4), ...at(8)]);
    expect(replicates.x).toEqual([4, 4, 4, 4, 4, 8, 8, 8, 8, 8]);
    const sorted = [4, 8].map(depth => at(depth).toSorted((a, b) => a - b));
    expect(median.y).toEqual(sorted.map(values => values[2]));
    // Of five values the quartiles are the second and the fourth.
    expect(band.x).toEqual([4, 8, 8, 4, 4]);
    expect(band.y.slice(0, 4)).toEqual([sorted[0][3], sorted[1][3], sorted[1][1], sorted[0][1]]);
  });

  test('panels of accuracy, loss and open fraction; arms keep their colours', () => {
    const drawn = figure(dropout({ depths: [4, 8, 16] }));
    const titles = ['yaxis', 'yaxis2', 'yaxis3'] as const;
    expect(titles.map(axis => drawn.layout[axis]?.title.text)).toEqual([
      'test accuracy',
      'test loss',
      'open fraction'
    ]);
    expect(legend(drawn)).toEqual(['dropout', 'conditioned', 'intact', 'predicted θ']);
    const colorOf = (of: Figure, name: string): string | undefined =>
      traces(of).find(trace => trace.name === name)?.line?.color;
    const two = figure(dropout({ depths: [4, 8], arms: ['intact', 'dropout'] }));
    expect(colorOf(two, 'dropout')).toBe(colorOf(drawn, 'dropout'));
    expect(colorOf(two, 'intact')).toBe(colorOf(drawn, 'intact'));
    expect(colorOf(drawn, 'intact')).not.toBe(colorOf(drawn, 'dropout'));
  });

  test('the open fraction of the dropout arm lies on the predicted theta', () => {
    const result = dropout({ depths: [4, 8], replicates: 3 });
    const panel = traces(figure(result)).filter(trace => trace.yaxis === 'y3');
    expect(panel.map(({ name }) => name)).toEqual(['predicted θ', 'dropout']);
    const [theta, open] = panel;
    expect(theta.x).toEqual([4, 8]);
    expect(theta.y[0]).toBeCloseTo((1 - 0.8 ** 8) ** 4, 12);
    expect(open.y).toHaveLength(6);
  });

  test('each remaining combination has its dash and its name', () => {
    const drawn = figure(dropout({ depths: [4, 8, 16, 24], ps: [0.5, 0.8], arms: ['dropout'] }));
    const medians = traces(drawn).filter(
      trace => trace.mode === 'lines+markers' && trace.yaxis === 'y'
    );
    expect(medians.map(({ name, line }) => [name, line?.dash])).toEqual([
      ['dropout, p = 0.5', 'solid'],
      ['dropout, p = 0.8', 'dash']
    ]);
    expect(medians[0].line?.color).toBe(medians[1].line?.color);
  });

  test('without an axis the arms stand side by side', () => {
    const drawn = figure(dropout());
    expect(drawn.layout.xaxis?.ticktext).toEqual(['dropout', 'conditioned', 'intact']);
    expect(drawn.layout.xaxis3?.ticktext).toEqual(['dropout']);
    const arms = points(drawn).filter(trace => trace.yaxis === 'y');
    arms.forEach((arm, slot) => {
      expect(arm.x).toHaveLength(12);
      expect(new Set(arm.x).size).toBe(12);
      arm.x.forEach(x => expect(Math.abs(x! - slot)).toBeLessThan(0.5));
    });
  });

  test('per-step series make a panel of training loss, closed windows ringed', () => {
    const drawn = figure(dropout({ traced: true, replicates: 3 }));
    expect(drawn.layout.yaxis2?.title.text).toBe('training loss');
    const panel = traces(drawn).filter(trace => trace.yaxis === 'y2');
    const [, curve] = panel;
    expect(curve.x).toHaveLength(100);
    expect(curve.y[99]!).toBeLessThan(curve.y[0]!);
    const rings = panel.filter(trace => trace.marker?.symbol === 'circle-open');
    expect(rings.map(({ name }) => name)).toEqual(['dropout, only closed masks']);
    expect(rings[0].x.length).toBeGreaterThan(0);
    expect(rings[0].x.length).toBeLessThan(100);
  });

  test('a diverged run leaves a gap and not an axis of infinities', () => {
    const result = changed(dropout({ replicates: 3 }), 'test_loss', 0, 'Infinity');
    const drawn = figure(changed(result, 'test_loss', 1, 'NaN'));
    const range = drawn.layout.yaxis2.range;
    expect(range.every(Number.isFinite)).toBe(true);
    expect(range[1]).toBeLessThan(1);
    const replicates = points(drawn).find(trace => trace.yaxis === 'y2')!;
    expect(replicates.y.slice(0, 2)).toEqual([null, null]);
  });
});

test('a figure draws so much that a browser can, and says what it leaves out', () => {
  const widths = steps(1, 150, 150);
  const lots = figure(percolation({ widths, depths: widths, ps: [0.1, 0.2, 0.3, 0.4] }));
  expect(lines(lots)).toHaveLength(200);
  expect(lots.layout.title.subtitle.text).toContain('200 of 22,500 lines');
  expect(new Set(lots.data.map(({ name }) => name)).size).toBe(200);

  const cloud = percolation({ depths: [4, 8], ps: steps(0, 1, 8000), trials: [10], exact: false });
  const estimates = figure(cloud);
  expect(points(estimates).flatMap(({ x }) => x)).toHaveLength(5000);
  expect(bands(estimates).flatMap(({ x }) => x)).toHaveLength(2 * (2 * 2000 + 1));
  expect(estimates.layout.title.subtitle.text).toContain('5,000 of 16,000 points');

  const fine = figure(percolation({ depths: [4, 8], ps: steps(0, 1, 10_000) }));
  for (const { x } of lines(fine)) {
    expect(x).toHaveLength(2000);
    expect([x[0], x.at(-1)]).toEqual([0, 1]);
  }
  expect(fine.layout.title.subtitle.text).toContain('2,000 of 10,000 points of a line');

  const trials = steps(1, 300, 300);
  const tried = figure(percolation({ depths: [4, 8, 9], ps: PS, trials, exact: false }));
  expect(points(tried)).toHaveLength(400);
  expect(tried.layout.title.subtitle.text).toContain(
    '2 of 3 lines · 200 of 300 numbers of trials · 5,000 of 8,400 points'
  );

  const training = figure(dropout({ ps: steps(0, 0.9, 40), replicates: 100 }));
  const panels = ['y', 'y2', 'y3'].map(axis => points(training).filter(t => t.yaxis === axis));
  const counts = panels.map(traces => traces.flatMap(({ x }) => x).length);
  expect(counts[0]).toBe(1666);
  expect(counts.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(5000);
  expect(training.layout.title.subtitle.text).toContain('1,666 of 12,000 replicates');
});

describe('every figure', () => {
  const results = [
    percolation({ depths: [4, 8], ps: PS, trials: [100] }),
    percolation({ models: ['site', 'bond'], trials: [100] }),
    dropout({ traced: true }),
    dropout({ activations: ['tanh', 'relu'] })
  ];

  test.each(results.map((result, index) => [index, result] as const))(
    'is a pure function of the result: plain JSON, the same again, nothing changed (%i)',
    (_, result) => {
      const before = JSON.stringify(result);
      const drawn = figure(result);
      expect(JSON.parse(JSON.stringify(drawn))).toEqual(drawn);
      expect(figure(result)).toEqual(drawn);
      expect(JSON.stringify(result)).toBe(before);
    }
  );

  test('hostile names and values are shown letter by letter', () => {
    const rows = [0.25, 0.5].flatMap(p =>
      ['exact', HOSTILE].map(method => ({
        [HOSTILE]: method === 'exact' ? 'a' : HOSTILE,
        p,
        theta: p,
        one_minus_theta: 1 - p,
        log_theta: HOSTILE,
        log_one_minus_theta: 0,
        theta_low: p,
        theta_high: p,
        trials: HOSTILE,
        method
      }))
    );
    const training = dropout({ activations: [HOSTILE, 'tanh'], arms: ['dropout', HOSTILE] });
    const study = { study: 'percolation', model: HOSTILE, seed: HOSTILE } as const;
    for (const result of [
      resultOf(study, rows),
      { ...training, study: { ...training.study, model: HOSTILE } }
    ]) {
      const text = JSON.stringify(figure(result))
        .replaceAll('<br>', '')
        .replaceAll('<extra></extra>', '')
        .replace(/%\{customdata\[\d+\]\}/g, '');
      expect(text).toContain('&#60;img');
      expect(text).not.toMatch(/[<>$]|%\{|&(?!#\d+;)/);
    }
  });
});
