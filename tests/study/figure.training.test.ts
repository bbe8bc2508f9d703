// Figures of training studies with all that the engine reports: phase diagrams, useful steps, gradients, updates, verdicts.

import { described, figure } from '../../src/study/figure';
import { dropoutFigure } from '../../src/study/figure/dropout';
import { neededUpdates } from '../../src/study/figure/neededupdates';
import { inputs, isSwept } from '../../src/study/figure/axis';
import type { Figure, HeatMap, Trace } from '../../src/study/figure/types';
import type { Result } from '../../src/study/result';
import { ONE_CELL, PLANE, training } from './training.samples';

const plane = training(PLANE, { signalDepth: 20 });
const one = training(ONE_CELL);
const line = training(
  'network: {width: 8, depth: [2, 4, 8, 12, 16, 24]}\np: 0.8\nsteps: 2000\nreplicates: 5'
);

const heats = ({ data }: Figure): HeatMap[] => data.filter(mark => mark.type === 'heatmap');
const traces = ({ data }: Figure): Trace[] => data.filter(mark => mark.type === 'scatter');
const panelOf = (drawn: Figure, title: string, axis: 'x' | 'y' = 'y'): string =>
  Object.entries(drawn.layout)
    .find(([name, value]) => name.startsWith(`${axis}axis`) && value.title?.text === title)![0]
    .replace('axis', '');
const named = (drawn: Figure, name: string, panel: string): Trace[] =>
  traces(drawn).filter(
    trace => trace.name === name && (trace.yaxis === panel || trace.xaxis === panel)
  );

function medianOf(result: Result, name: string, where: (row: number) => boolean): number {
  const values = result.columns[name].filter((_, row) => where(row)).map(Number);
  return values.sort((a, b) => a - b)[(values.length - 1) / 2];
}

describe('phase diagram', () => {
  const drawn = figure(plane);

  test('a panel of median accuracy for each arm, side by side on one scale of colours', () => {
    expect(heats(drawn).map(({ name }) => name)).toEqual(['dropout', 'conditioned', 'intact']);
    expect(
      ['xaxis', 'xaxis2', 'xaxis3'].map(axis => drawn.layout[axis as 'xaxis'].title.text)
    ).toEqual(['p (dropout)', 'p (conditioned)', 'p (intact)']);
    const tops = ['yaxis', 'yaxis2', 'yaxis3'].map(axis => drawn.layout[axis as 'yaxis'].domain);
    expect(new Set(tops.map(String)).size).toBe(1);
    expect(drawn.layout.coloraxis).toMatchObject({ cmin: 0, cmax: 1 });
    const { x, y, z } = heats(drawn)[0];
    const [i, j] = [y.indexOf(12), x.indexOf(0.85)];
    const { arm, depth, p } = plane.columns;
    const isHere = (row: number): boolean =>
      arm[row] === 'dropout' && depth[row] === 12 && p[row] === 0.85;
    expect(z[i][j]).toBe(medianOf(plane, 'test_accuracy', isHere));
  });

  test('theta is one half on the solid line, and T theta what is needed on the dashed one', () => {
    const needed = neededUpdates(plane, inputs(plane).filter(isSwept))!;
    // The samples lose half of their loss after 90 ln 2 = 62 updates; windows have 40 steps.
    expect(Math.abs(needed.updates - 62)).toBeLessThan(5);
    for (const [name, value] of [
      ['θ = 1/2', 0.5],
      ['T θ = needed updates', needed.updates / 2000]
    ] as const) {
      const curve = named(drawn, name, 'y').at(-1)!;
      const points = curve.x.flatMap((x, i) => (x === null ? [] : [[x, curve.y[i]!]]));
      expect(points.length).toBeGreaterThan(1);
      for (const [p, depth] of points) {
        // (1 - p^8)^depth = value; columns are 0.05 apart.
        expect(Math.abs(p - (1 - value ** (1 / depth)) ** (1 / 8))).toBeLessThan(0.006);
      }
      expect(named(drawn, name, 'y2')).toHaveLength(2);
      expect(named(drawn, name, 'y3')).toHaveLength(0);
    }
    const { notes } = described(plane);
    expect(notes.join(' ')).toContain(`T θ = ${Number(needed.updates.toPrecision(2))}`);
    expect(notes.join(' ')).toContain(
      `(median of 45 cells, from ${Number(needed.least.toPrecision(2))} to ${Number(needed.most.toPrecision(2))}, in which it falls`
    );
    expect(notes.join(' ')).toContain('fallen half-way');
  });

  test('what needs to be known is said where it is not', () => {
    const arms = 'arms: [dropout, intact]';
    const { figure: without, notes } = described(training(`${PLANE}\n${arms}`));
    expect(notes.join(' ')).toContain('is not known: its curve is not drawn');
    expect(traces(without).some(({ name }) => name.startsWith('T θ'))).toBe(false);
  });

  test('a number of updates that no cell comes down to is told without a curve', () => {
    const expected = plane.columns.useful_steps_expected.map(() => 2000);
    const columns = { ...plane.columns, useful_steps_expected: expected };
    const { figure: without, notes } = described({ ...plane, columns });
    expect(traces(without).some(({ name }) => name.startsWith('T θ'))).toBe(false);
    expect(notes.join(' ')).toMatch(/T θ = \d+, .* is crossed nowhere in this plane/);
    expect(notes.join(' ')).not.toContain('not known');
  });

  test('without verdicts nothing is said of their marks', () => {
    const { verdicts, ...bare } = plane;
    expect(verdicts).toBeDefined();
    expect(described(plane).notes.join(' ')).toContain('Marks: verdict');
    expect(described(bare).notes.join(' ')).not.toContain('verdict');
  });

  test('verdicts stand on their cells', () => {
    const { verdicts, columns } = plane;
    for (const verdict of ['percolation breakdown', 'signal breakdown']) {
      const [, marks] = named(drawn, verdict, 'y');
      const cells = verdicts!.row.filter((_, i) => verdicts!.verdict[i] === verdict);
      expect(cells.length).toBeGreaterThan(0);
      expect(marks.x).toEqual(cells.map(row => columns.p[row]));
      expect(marks.y).toEqual(cells.map(row => columns.depth[row]));
    }
    expect(described(plane).notes[0]).toMatch(
      /^Verdicts on 54 cells, .*learns \d+, percolation breakdown \d+, signal breakdown 9/
    );
  });

  test('breakdowns that hold when all cells are looked at together are counted', () => {
    const { verdicts } = plane;
    const claims = verdicts!.verdict.flatMap((own, i) =>
      own === 'percolation breakdown' ? [i] : []
    );
    // 5 replicates: p = 1/32 at best, and 54 tests.
    expect(described(plane).notes[0]).toContain(
      `Of the percolation breakdowns 0 of ${claims.length} hold at 5 % over all cells together (Holm); the others need more replicates.`
    );
    const clear = verdicts!.p_holm!.map((p, i) => (i === claims[0] ? 0.049 : p));
    const { notes } = described({ ...plane, verdicts: { ...verdicts!, p_holm: clear } });
    expect(notes[0]).toContain(`1 of ${claims.length} hold`);
    const { p_holm: corrected, ...earlier } = verdicts!;
    expect(corrected).toHaveLength(54);
    expect(described({ ...plane, verdicts: earlier }).notes[0]).not.toContain('Holm');
  });

  test('all cells of dropout against the useful steps that theory expects', () => {
    const panel = panelOf(drawn, 'expected useful steps of dropout', 'x');
    const [points] = named(drawn, 'dropout', panel);
    expect(points.x).toHaveLength(54);
    const [conditioned] = named(drawn, 'conditioned', panel);
    expect(conditioned.x).toEqual(points.x);
  });
});

test('useful steps lie on their prediction, those without any at the foot', () => {
  const drawn = figure(plane);
  const panel = panelOf(drawn, 'measured useful steps');
  const [points] = named(drawn, 'dropout', panel);
  expect(points.x).toHaveLength(54 * 5);
  points.x.forEach((predicted, i) => {
    const measured = points.y[i]!;
    expect(measured).toBeGreaterThanOrEqual(0.5);
    expect(Math.abs(measured - predicted!)).toBeLessThan(5 * Math.sqrt(predicted!) + 1);
  });
  expect(points.y).toContain(0.5);
  const [diagonal] = named(drawn, 'measured = predicted', panel);
  expect(diagonal.x).toEqual(diagonal.y);
  expect(named(drawn, 'intact', panel)).toEqual([]);
});

test('where every step is useful, as under stochastic depth, the axes still have a length', () => {
  const all = line.columns.useful_steps.map(() => 1000);
  const columns = { ...line.columns, useful_steps: all, useful_steps_expected: all };
  const drawn = figure({ ...line, columns });
  const panel = panelOf(drawn, 'measured useful steps').replace('y', 'yaxis') as 'yaxis';
  const [low, high] = drawn.layout[panel].range;
  expect(high - low).toBeGreaterThan(1);
  expect([low < 3, high > 3]).toEqual([true, true]);
});

test('learning curves and gradients of one cell for each verdict, side by side', () => {
  const drawn = figure(plane);
  const steps = Object.entries(drawn.layout).flatMap(([name, axis]) =>
    name.startsWith('xaxis') && axis.title.text.startsWith('step (') ? [axis.title.text] : []
  );
  expect(steps).toHaveLength(3);
  expect(described(plane).notes.join(' ')).toMatch(
    /Cells shown: .*: learns; .*: percolation breakdown; .*: signal breakdown\./
  );
  const layers = Object.values(drawn.layout).filter(
    axis => typeof axis === 'object' && axis.title?.text?.startsWith('layer (')
  );
  expect(layers).toHaveLength(3);
});

describe('one cell', () => {
  const { figure: drawn, notes } = described(one);

  test('the verdict is told in full', () => {
    expect(notes[0]).toBe(`Verdict: ${one.verdicts!.words[0]}`);
  });

  test('gradient norms by layer are medians over runs of root mean squares over steps', () => {
    const panel = panelOf(drawn, 'gradient norm');
    const [, curve] = named(drawn, 'dropout', panel);
    expect(curve.x).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
    const { row, layer, gradient } = one.flow!;
    const norms = Array.from({ length: 6 }, (_, run) => {
      const own = gradient.filter((_, i) => row[i] === run && layer[i] === 5).map(Number);
      return Math.sqrt(own.reduce((sum, norm) => sum + norm * norm, 0) / own.length);
    }).sort((a, b) => a - b);
    expect(curve.y[4]).toBeCloseTo((norms[2] + norms[3]) / 2, 12);
  });

  test('updates by layer stand beside their expectation', () => {
    const panel = panelOf(drawn, 'updates of a weight');
    const [expected, measured] = named(drawn, 'dropout', panel);
    const theta = (1 - 0.8 ** 8) ** 16;
    expected.y.forEach(value => expect(value).toBeCloseTo(2000 * theta * 0.2, 10));
    expect(measured.mode).toBe('markers');
    expect(named(drawn, 'intact', panel)).toEqual([]);
  });

  test('updates of single weights are a heat map with a block for each layer and its expectation above', () => {
    const [heat] = heats(drawn);
    const { from, to, count } = one.weight_updates![1];
    expect([from, to]).toEqual([8, 8]);
    // The first layer has 8 columns, then a gap.
    expect(heat.z[0].slice(9, 17)).toEqual(count.slice(0, 8));
    expect(heat.z[7].slice(9, 17)).toEqual(count.slice(56));
    expect(heat.z[0][8]).toBeNull();
    // Four inputs leave the rows above them empty.
    expect(heat.z[4].slice(0, 8)).toEqual(new Array(8).fill(null));
    expect(heat.z[8].every(value => value === null)).toBe(true);
    // What is empty tells nothing.
    expect(heat.hoverongaps).toBe(false);
    const at = one.updates!.layer.indexOf(2);
    expect(heat.z[9].slice(9, 17)).toEqual(new Array(8).fill(one.updates!.expected[at]));
    const colors = drawn.layout[heat.coloraxis]!;
    expect(colors.cmax).toBeGreaterThanOrEqual(Math.max(...one.weight_updates![1].count));
  });

  test('layers that are too many for one panel are said to be left out', () => {
    const wide = training('network: {width: 20, depth: 16}\np: 0.8\nsteps: 50\nreplicates: 1');
    expect(figure(wide).layout.title.subtitle.text).toMatch(/\d of 17 layers/);
  });
});

test('along one axis verdicts stand at the foot of the accuracy', () => {
  const [, marks] = named(figure(line), 'percolation breakdown', 'y');
  expect(marks.x).toEqual([24]);
});

test('momentum and its like are said in the subtitle and below', () => {
  const { figure: drawn, notes } = described(training(ONE_CELL, { optimizer: { momentum: 0.9 } }));
  expect(drawn.layout.title.subtitle.text).toContain(
    'With momentum a zero gradient is not a zero update here'
  );
  expect(notes.join(' ')).toContain('Weights move on steps without an open path too');
});

test('R² that is far below 0 leaves the axis legible', () => {
  const result = training(`${ONE_CELL}\ndata: {task: regression}`);
  const test_r2 = result.columns.test_r2.map((value, row) => (row === 0 ? -1e6 : value));
  const drawn = figure({ ...result, columns: { ...result.columns, test_r2 } });
  expect(drawn.layout.yaxis.title.text).toBe('test R²');
  expect(drawn.layout.yaxis.range[0]).toBeGreaterThan(-1.2);
});

test('where classes and regression are swept, the blind accuracy is no level of R²', () => {
  const { columns, ...rest } = training(ONE_CELL);
  const test_r2 = columns.test_accuracy.map(() => 0.9);
  const drawn = figure({ ...rest, columns: { ...columns, test_r2 } });
  const level = (title: string): Trace[] =>
    traces(drawn).filter(
      ({ legendgroup, yaxis }) => legendgroup === 'blind' && yaxis === panelOf(drawn, title)
    );
  expect(level('test accuracy')).toHaveLength(1);
  expect(level('test R²')).toHaveLength(0);
});

test.each([
  ['plane', plane],
  ['line', line],
  ['one cell', one]
])('the brief figure of a %s is its first row', (_, result) => {
  const whole = figure(result);
  const { figure: brief } = dropoutFigure(result, true);
  expect(brief.layout.height).toBeLessThan(whole.layout.height / 2);
  expect(brief.layout.yaxis.title).toEqual(whole.layout.yaxis.title);
});

test('every name stands once in the legend', () => {
  for (const result of [plane, line, one]) {
    const names = figure(result)
      .data.filter(mark => mark.showlegend)
      .map(mark => mark.name);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('a large phase diagram is drawn within its budget', () => {
  const text =
    'network: {width: 8, depth: 2..20 by 2}\np: 0.05..0.95 by 0.05\nsteps: 200\nreplicates: 12';
  const { figure: drawn } = described(training(text, { traceLength: 5, isCounted: false }));
  const points = traces(drawn).reduce((sum, { x }) => sum + x.length, 0);
  expect(points).toBeLessThan(8000);
  expect(drawn.layout.title.subtitle.text).toContain('of 2,280 runs');
});

test.each([
  ['one cell', one],
  ['plane', plane]
])(
  'an empty result of the columns of %s has axes and no marks of data',
  (_, { columns, ...rest }) => {
    const names = Object.keys(columns);
    const empty = { ...rest, rows: 0, columns: Object.fromEntries(names.map(name => [name, []])) };
    const { traces: none, flow, updates, weight_updates, verdicts, ...bare } = empty;
    expect(none && flow && updates && weight_updates).toBeDefined();
    const drawn = figure({ ...bare, verdicts: { ...verdicts!, row: [] } });
    expect(drawn.layout.yaxis.title.text).toBe('test accuracy');
    expect(heats(drawn)).toEqual([]);
  }
);

test.each(['traces', 'flow', 'updates', 'weight_updates', 'verdicts', 'timing', 'notes'])(
  'a result without %s is drawn without it',
  name => {
    for (const result of [plane, line, one]) {
      const rest = Object.entries(result).filter(([key]) => key !== name);
      const bare = Object.fromEntries(rest) as unknown as Result;
      expect(figure(bare).data.length).toBeGreaterThan(0);
    }
  }
);

test('columns of an earlier version are enough', () => {
  const known = ['width', 'depth', 'p', 'arm', 'replicate', 'theta', 'open_fraction'];
  const measured = ['first_open_step', 'test_accuracy', 'test_loss', 'train_loss'];
  for (const result of [plane, line, one]) {
    const columns = Object.fromEntries(
      [...known, ...measured].map(name => [name, result.columns[name]])
    );
    const { percolab, study, digest, rows, traces: series } = result;
    const earlier = { percolab, study, digest, rows, columns, traces: series! };
    expect(figure(earlier).data.length).toBeGreaterThan(0);
  }
});

test('notes and verdicts of a stranger are shown letter by letter', () => {
  const hostile = '<img src=x onerror=alert(1)>%{y}$x$';
  const words = one.verdicts!.words.map(() => hostile);
  const verdicts = { ...one.verdicts!, words, p_value: [hostile] };
  const text = JSON.stringify(figure({ ...one, notes: [hostile], verdicts }))
    .replaceAll('<br>', '')
    .replaceAll('<extra></extra>', '')
    .replace(/%\{customdata\[\d+\]\}/g, '');
  expect(text).not.toMatch(/[<>$]|%\{|&(?!#\d+;)/);
});
