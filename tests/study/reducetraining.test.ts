// What training runs found, as rows and sections; the outcomes are made by hand (training.samples.ts).

import { parseResult } from '../../src/study/payload';
import { reduceSoFar, reduceStudy } from '../../src/study/reduce';
import { atOnce } from '../../src/study/steps';
import { summary } from '../../src/study/summary';
import { ONE_CELL, planned, training } from './training.samples';

const small = 'network: {width: 4, depth: [2, 12]}\np: 0.7\nsteps: 300\nreplicates: 6';

test('columns of the contract in their order', () => {
  const { columns } = training(small);
  expect(Object.keys(columns)).toEqual([
    ...['width', 'depth', 'p', 'arm', 'replicate', 'theta', 'open_fraction', 'first_open_step'],
    ...['steps_taken', 'useful_steps', 'useful_steps_expected', 'test_accuracy', 'test_loss'],
    ...['calibration_error', 'train_loss', 'blind_accuracy', 'blind_loss', 'closed_gradient_max'],
    ...['closed_first_layer_max', 'closed_output_spread', 'verdict']
  ]);
  const theta = (1 - 0.7 ** 4) ** 12;
  const row = columns.depth.indexOf(12);
  expect(Number(columns.theta[row])).toBeCloseTo(theta, 14);
  expect(Number(columns.useful_steps_expected[row])).toBeCloseTo(300 * theta, 10);
  expect(columns.useful_steps_expected[row + 6]).toBe(300);
});

test('predictions over masks have columns, NaN where nothing is removed', () => {
  const { columns } = training(small, { passes: 10 });
  expect(columns.mc_accuracy[0]).toBe(columns.test_accuracy[0]);
  expect(columns.mc_spread[columns.arm.indexOf('intact')]).toBe('NaN');
  const none = training(`${small}\narms: [intact]`, { passes: 10 }).columns;
  expect(new Set(none.mc_loss)).toEqual(new Set(['NaN']));
  expect(training(small, { passes: 0 }).columns).not.toHaveProperty('mc_loss');
});

test('a class that no test row has leaves the score its name', () => {
  const { study, plan, results } = planned(small);
  const unseen = results.map((result, i) =>
    result.kind === 'train' && i === 1
      ? { ...result, outcome: { ...result.outcome, blind: { accuracy: 0, loss: Infinity } } }
      : result
  );
  const { columns, verdicts } = atOnce(reduceStudy(study, plan, unseen));
  expect(columns).not.toHaveProperty('test_r2');
  expect(columns.blind_accuracy[1]).toBe(0);
  expect(verdicts!.words[0]).toContain('a test accuracy of');
});

test('the score of regression is called R², and calibration is left out', () => {
  const { columns, verdicts } = training(`${small}\ndata: {task: regression}`);
  expect(Object.keys(columns)).toContain('test_r2');
  expect(columns).not.toHaveProperty('test_accuracy');
  expect(columns).not.toHaveProperty('calibration_error');
  expect(columns).not.toHaveProperty('blind_accuracy');
  expect(verdicts!.words[0]).toContain('a test R² of');
});

test('where the task is swept, each row has the score of its task', () => {
  const { columns, verdicts } = training(
    'network: {width: 4, depth: 2}\np: 0.7\nreplicates: 6\ndata: {task: [classification, regression]}'
  );
  expect(columns.test_r2.slice(17, 19)).toEqual(['NaN', expect.any(Number)]);
  expect(columns.test_accuracy.slice(17, 19)).toEqual([expect.any(Number), 'NaN']);
  expect(verdicts!.words[0]).toContain('test accuracy');
  expect(verdicts!.words[1]).toContain('test R²');
});

test('each cell has its verdict, in every one of its rows and in the section', () => {
  const { columns, verdicts, rows } = training(small);
  expect(verdicts!.row).toEqual([0, 18]);
  expect(verdicts!.verdict).toEqual(['learns', 'percolation breakdown']);
  expect(columns.verdict).toEqual(
    Array.from({ length: rows }, (_, row) => verdicts!.verdict[row < 18 ? 0 : 1])
  );
  expect(verdicts!.dropout_learns).toEqual([1, 0]);
  expect(verdicts!.conditioned_low[0]).toBeCloseTo(6 / (6 + 1.959963984540054 ** 2), 12);
  expect(verdicts!.p_value[0]).toBe(1);
  expect(verdicts!.p_value[1]).toBeCloseTo(1 / 64, 12);
  expect(verdicts!.p_holm![0]).toBe(1);
  expect(verdicts!.p_holm![1]).toBeCloseTo(2 / 64, 12);
  const signal = training(small, { signalDepth: 12 });
  expect(signal.verdicts!.verdict).toEqual(['learns', 'signal breakdown']);
});

test('layers: root mean square of gradients and mean of reach over joined windows', () => {
  const { study, plan, results } = planned(ONE_CELL, { traceLength: 200 });
  const { flow } = atOnce(reduceStudy(study, plan, results));
  // 18 runs of 17 layers: 26 windows of each fit into the budget of 8,000 entries, so 8 of 200 become one.
  const own = flow!.row.flatMap((row, i) => (row === 0 && flow!.layer[i] === 3 ? [i] : []));
  expect(own).toHaveLength(25);
  expect(flow!.row.length).toBe(18 * 17 * 25);
  const outcome = results[0].kind === 'train' ? results[0].outcome : null;
  const { gradient, reach } = outcome!.trace;
  const squares = gradient[2].slice(0, 8).map(norm => norm * norm);
  const mean = squares.reduce((sum, square) => sum + square) / 8;
  expect(Number(flow!.gradient[own[0]])).toBeCloseTo(Math.sqrt(mean), 12);
  expect(Number(flow!.reach[own[0]])).toBeCloseTo(reach[2][0], 12);
  expect(flow!.step[own[0]]).toBe(80);
  expect(flow!.reach[flow!.layer.indexOf(17)]).toBe('NaN');
});

test('windows of which no step was taken count for nothing in those that are joined', () => {
  const { study, plan, results } = planned(ONE_CELL, { traceLength: 200 });
  const thinned = results.map(result => {
    if (result.kind !== 'train') {
      return result;
    }
    const { outcome } = result;
    const { trace } = outcome;
    // Of every eight windows that become one, two have steps: 1 and 3. The last eight have none.
    const steps = [1, 0, 3, 0, 0, 0, 0, 0];
    const taken = trace.taken.map((_, i) => (i < 192 ? steps[i % 8] : 0));
    const gradient = trace.gradient.map(norms =>
      norms.map((_, i) => (taken[i] ? (i % 8) + 1 : NaN))
    );
    return { ...result, outcome: { ...outcome, trace: { ...trace, taken, gradient } } };
  });
  const { flow } = atOnce(reduceStudy(study, plan, thinned));
  const own = flow!.gradient.filter((_, i) => flow!.row[i] === 0 && flow!.layer[i] === 3);
  expect(own).toHaveLength(25);
  expect(Number(own[0])).toBeCloseTo(Math.sqrt((1 * 1 + 3 * 9) / 4), 12);
  expect(own[24]).toBe('NaN');
});

test('where not all runs fit, the first replicates are kept, each of them whole', () => {
  const text = 'network: {width: 8, depth: 24}\np: 0.5..0.9 by 0.01\nsteps: 20\nreplicates: 20';
  const { study, plan, results } = planned(text, { traceLength: 1, isCounted: false });
  const { flow, updates, columns } = atOnce(reduceStudy(study, plan, results));
  for (const section of [flow!, updates!]) {
    const kept = new Set(section.row.map(row => columns.replicate[row]));
    expect(Math.max(...[...kept].map(Number))).toBe(kept.size);
    expect(kept.size).toBeLessThan(20);
    // 41 cells, 3 arms and 25 layers.
    expect(section.row.length).toBe(kept.size * 41 * 3 * 25);
    expect(section.row.length).toBeLessThanOrEqual(15_000);
  }
});

test('updates by layer with their expectation, and of single weights in the first replicate of each arm', () => {
  const { updates, weight_updates: weights, columns } = training(small);
  const at = updates!.row.findIndex((row, i) => row === 0 && updates!.layer[i] === 2);
  const theta = (1 - 0.7 ** 4) ** 2;
  expect(Number(updates!.expected[at])).toBeCloseTo(300 * theta * 0.3, 10);
  const own = weights!.filter(({ row }) => row === 0);
  expect(own.map(({ layer, from, to }) => [layer, from, to])).toEqual([
    [1, 4, 4],
    [2, 4, 4],
    [3, 4, 2]
  ]);
  const mean = own[1].count.reduce((sum, count) => sum + count) / 16;
  expect(mean).toBeCloseTo(Number(updates!.mean[at]), 10);
  const arms = new Set(weights!.map(({ row }) => columns.arm[row]));
  // Without removals all weights are updated equally often.
  expect([...arms]).toEqual(['dropout', 'conditioned']);
  expect(new Set(weights!.map(({ row }) => columns.replicate[row]))).toEqual(new Set([1]));
});

test.each([
  [{ momentum: 0.9 }, 'With momentum a zero'],
  [{ name: 'adamw', decay: 0.1 }, 'With AdamW and weight decay a zero'],
  [{ name: 'adam', momentum: 0.5 }, 'With Adam a zero']
] as const)('%j is said to move weights without a gradient', (optimizer, words) => {
  const { notes } = training(small, { optimizer });
  expect(notes).toHaveLength(1);
  expect(notes![0]).toContain(words);
});

test.each([
  [{ hasBias: true }, 'With biases weights have a gradient'],
  [{ activation: 'sigmoid' }, 'With activation sigmoid weights have'],
  [{ hasBias: true, activation: 'sigmoid' }, 'With biases and activation sigmoid weights have']
] as const)('%j keeps time_changed from the law of dropout', (options, words) => {
  const arms = `${small}\narms: [dropout, time_changed]`;
  expect(training(arms, options).notes).toEqual([expect.stringContaining(words)]);
  expect(training(arms, { ...options, optimizer: { name: 'adam' } }).notes).toHaveLength(2);
  expect(training(small, options).notes).toBeUndefined();
});

test.each(['relu', 'leaky_relu', 'gelu', 'linear'] as const)(
  '%s without biases is silent on closed steps, so that time_changed has the law of dropout',
  activation => {
    const arms = `${small}\narms: [dropout, time_changed]`;
    expect(training(arms, { activation }).notes).toBeUndefined();
  }
);

test('rescaled arms are said to be evaluated at different scales, where that can tell in their scores', () => {
  const words = 'With rescale, arms differ in the scale of their outputs. ';
  const said = (study: string, options: Parameters<typeof training>[1] = {}): boolean =>
    (training(study, options).notes ?? []).some(note => note.startsWith(words));
  const rescaled = `${small}\nrescale: true`;
  expect(said(rescaled, { hasBias: true })).toBe(true);
  expect(said(`${rescaled}\nloss: mse`)).toBe(true);
  expect(said(rescaled)).toBe(false);
  expect(said(small, { hasBias: true })).toBe(false);
  expect(said(`${rescaled}\narms: [dropout, intact]`, { hasBias: true })).toBe(false);
  expect(said(rescaled.replace(/^p: .*$/m, 'p: 0.01'), { hasBias: true })).toBe(false);
});

test('such notes stand in the plain text too', () => {
  const result = training(small, { optimizer: { momentum: 0.9 } });
  expect(summary(result)).toContain(result.notes![0]);
});

test('plain SGD has nothing to beware of', () => {
  expect(training(small).notes).toBeUndefined();
});

test('wall times do not touch the digest', () => {
  const { study, plan, results } = planned(small);
  const seconds = results.map((_, i) => i);
  const timed = atOnce(reduceStudy(study, plan, results, seconds));
  expect(timed.timing!.seconds.slice(0, 3)).toEqual([0, 1, 2]);
  const again = atOnce(reduceStudy(study, plan, results));
  expect(again.timing!.seconds[0]).toBe('NaN');
  expect(again.digest).toBe(timed.digest);
});

test('a payload is read back whole, also one that was made before p-values were corrected', () => {
  const result = training(small, { passes: 3, optimizer: { name: 'adam' } });
  expect(parseResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
  const { p_holm: corrected, ...verdicts } = result.verdicts!;
  expect(corrected).toHaveLength(2);
  const earlier = { ...result, verdicts };
  expect(parseResult(JSON.parse(JSON.stringify(earlier)))).toEqual(earlier);
});

describe('while a study runs', () => {
  const { study, plan, results } = planned(small);

  test('there are the rows that are done, and the verdicts of whole cells', () => {
    const done = results.map((result, i) => (i < 20 || i === 30 ? result : undefined));
    const partial = reduceSoFar(study, plan, { results: done, seconds: [] })!;
    expect(partial.rows).toBe(21);
    expect(partial.verdicts!.row).toEqual([0]);
    expect(partial.columns.verdict.slice(17, 19)).toEqual(['learns', 'undecided']);
    expect(Math.max(...partial.traces!.row)).toBe(20);
    expect(parseResult(JSON.parse(JSON.stringify(partial)))).toEqual(partial);
  });

  test('all of it is the result', () => {
    const whole = reduceSoFar(study, plan, { results, seconds: [] });
    expect(whole).toEqual(atOnce(reduceStudy(study, plan, results)));
  });

  test('nothing is nothing', () => {
    expect(reduceSoFar(study, plan, { results: [], seconds: [] })).toBeNull();
  });
});
