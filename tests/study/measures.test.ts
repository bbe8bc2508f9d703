// Every form of network and every measure through the whole pipeline: columns, profiles, masks, figure and picture.

import fc from 'fast-check';
import { edgeList } from '../../src/engine/network/edges';
import { figure } from '../../src/study/figure';
import { parseResult } from '../../src/study/payload';
import { picture } from '../../src/study/picture';
import type { Result } from '../../src/study/result';
import { theory } from '../../src/study/theory';
import { runHere } from './runstudy';

async function run(text: string): Promise<Result> {
  const result = await runHere(`study: percolation\n${text}`);
  expect(parseResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
  expect(figure(result).data.length).toBeGreaterThan(0);
  expect(picture(result)).toContain('</svg>');
  return result;
}

const at = (result: Result, name: string, row = 0): number => result.columns[name][row] as number;

/** Whether a sampled value and its interval agree with an exact one, within 4.5 times the interval's half-width. */
function expectNear(result: Result, name: string, exact: number): void {
  const [low, high] = [at(result, `${name}_low`), at(result, `${name}_high`)];
  const reach = (4.5 / 1.96) * (high - low);
  expect(at(result, name)).toBeGreaterThanOrEqual(low);
  expect(at(result, name)).toBeLessThanOrEqual(high);
  expect(Math.abs(at(result, name) - exact)).toBeLessThan(reach / 2 + 1e-12);
}

const NETWORKS: readonly (readonly [string, string])[] = [
  ['{width: 3, depth: 2}', 'model: bond\np: 0.4'],
  ['{widths: [2, 3, 1, 2]}', 'model: mixed\np_site: 0.2\np_bond: 0.3'],
  ['{width: 3, depth: 2}', 'model: site\np: [[0.2, 0.6]]'],
  ['{width: 3, depth: 2}', 'model: bond\np: [[0.2, 0.6, 0.4]]\np_input: 0.3'],
  ['{width: 3, depth: 2, density: 0.7}', 'model: bond\np: 0.3'],
  ['{width: 2, depth: 3, skip: {span: 2, removable: true}}', 'model: bond\np: 0.5'],
  ['{width: 3, depth: 3, skip: {span: 2, kind: dense}}', 'model: site\np: 0.6'],
  ['{channels: [2, 3, 2], image: [3, 3], kernel: 3}', 'model: site\np: 0.6'],
  ['{tree: {branching: 2, depth: 3}}', 'model: bond\np: 0.4']
];

test.each(NETWORKS)(
  '%s, %s: samplers and splitting agree with the exact method',
  async (network, rest) => {
    const exact = await run(`network: ${network}\n${rest}`);
    expect(exact.columns['method']).toEqual(['exact']);
    const theta = at(exact, 'theta');
    for (const method of ['montecarlo', 'lazy geometric', 'bit-parallel', 'splitting']) {
      const trials = method === 'splitting' ? 40 : 20_000;
      const sampled = await run(
        `network: ${network}\n${rest}\nmethod: ${method}\ntrials: ${trials}`
      );
      expect(sampled.columns['method']).toEqual(['montecarlo']);
      expectNear(sampled, 'theta', theta);
    }
  }
);

test('elements of images, squares and lattices are enumerated where they are few, else sampled', async () => {
  const network = '{channels: [1, 1, 1], image: [3, 3], kernel: 3, drop: elements}';
  const few = await run(`network: ${network}\np: 0.5`);
  expect(few.columns['algorithm']).toEqual(['enumeration']);
  // Every hidden element is joined to inputs and outputs, so that one kept element is enough.
  expect(at(few, 'theta')).toBeCloseTo(1 - 0.5 ** 9, 12);
  const squares = await run(
    'network: {channels: [1, 2, 1], image: [6, 6], kernel: 3, drop: elements, block: 3}\np: 0.8\ntrials: 500'
  );
  expect(squares.columns['method']).toEqual(['montecarlo']);
  const lattice = await run(
    'network: {lattice: square, size: [20, 21], directed: false}\nmodel: bond\np: [0.3, 0.4, 0.5, 0.6, 0.7]\ntrials: 2000'
  );
  expect(new Set(lattice.columns['algorithm'])).toEqual(new Set(['max-min']));
  expect(at(lattice, 'theta', 0)).toBeGreaterThan(at(lattice, 'theta', 4));
});

test('quenched sparse layers have a row for each fixed graph, the same for every p', async () => {
  const result = await run(
    'network: {width: 2, depth: 1, degree: 1.5, quenched: true}\nmodel: bond\np: [0, 0.5]\nreplicates: 3'
  );
  expect(result.rows).toBe(6);
  expect(result.columns['replicate']).toEqual([1, 2, 3, 1, 2, 3]);
  // At p = 0 the graph itself decides.
  expect(
    [0, 1, 2].map(row => at(result, 'theta', row)).every(theta => theta === 0 || theta === 1)
  ).toBe(true);
});

test('stochastic depth: theta is 1, the number of active blocks is binomial', async () => {
  const result = await run('network: {depth: 3, drop: blocks}\np: 0.5');
  expect([at(result, 'theta'), at(result, 'blocks')]).toEqual([1, 1.5]);
  expect(result.profiles!.value).toEqual([0.125, 0.375, 0.375, 0.125]);
});

test('a cycle and an unknown unit are mistakes of the study', async () => {
  await expect(run('network: {edges: [[a, b], [b, c], [c, b]]}\np: 0.5')).rejects.toThrow(
    /network.edges: the edges make a cycle: b -> c -> b/
  );
  await expect(run('network: {edges: [[a, b]], inputs: [x]}\np: 0.5')).rejects.toThrow(
    /inputs: found x/
  );
});

test('edges are layers of the same shape; kept units stay', async () => {
  const edges = '[[x, a], [x, b], [a, y], [b, y]]';
  const bond = await run(
    `network: {edges: ${edges}}\nmodel: bond\np: 0.25\nmeasure: [theta, mincut]`
  );
  expect(at(bond, 'theta')).toBeCloseTo(1 - (1 - 0.75 ** 2) ** 2, 12);
  expect(at(bond, 'mincut')).toBe(2);
  const kept = await run(`network: {edges: ${edges}, kept: [a]}\np: 0.25`);
  expect(at(kept, 'theta')).toBe(1);
  expect(edgeList([['a', 'b']], null, null).kept).toHaveLength(0);
});

test('layers: exact profile and whole masks agree; the cut and theta make 1', async () => {
  const asked =
    'network: {width: 3, depth: 3}\nmodel: bond\np: 0.7\nmeasure: [theta, reach, trainable, cut]';
  const exact = await run(asked);
  const sampled = await run(`${asked}\nmethod: montecarlo\ntrials: 20000`);
  for (const name of ['reach', 'live', 'trainable', 'cut']) {
    expectNear(sampled, name, at(exact, name));
  }
  const { measure, value, low, high } = exact.profiles!;
  const cut = measure.flatMap((name, i) => (name === 'cut' ? [value[i] as number] : []));
  expect(cut.reduce((sum, chance) => sum + chance) + at(exact, 'theta')).toBeCloseTo(1, 12);
  expect(low).toEqual(value);
  expect(high).toEqual(value);
  expect(sampled.profiles!.at).toEqual(exact.profiles!.at);
});

test('the number of open paths: all of them at p = 0', async () => {
  const result = await run(
    'network: {width: 3, depth: 2}\np: 0\nmeasure: [theta, paths]\ntrials: 10'
  );
  expect(at(result, 'paths')).toBeCloseTo(4 * Math.log(3), 12);
  expect(at(result, 'paths_spread')).toBeCloseTo(0, 12);
});

test('threshold: exact, sampled, and the p at which theta is theta_star', async () => {
  const asked =
    'network: {width: 4, depth: 4}\nmodel: bond\nmeasure: [threshold]\ntheta_star: [0.25, 0.5]';
  const exact = await run(asked);
  const theta = await run(
    `network: {width: 4, depth: 4}\nmodel: bond\np: ${at(exact, 'threshold', 1)}`
  );
  expect(at(theta, 'theta')).toBeCloseTo(0.5, 10);
  expect(theory('critical_p', { width: 4, depth: 4, model: 'bond' })).toBe(
    at(exact, 'threshold', 1)
  );
  const sampled = await run(`${asked}\nmethod: montecarlo\ntrials: 20000`);
  expectNear(sampled, 'threshold', at(exact, 'threshold'));
});

test('threshold of a small graph: a root of its reliability polynomial', async () => {
  const asked =
    'network: {edges: [[a, b], [b, c]]}\nmodel: bond\nmeasure: [threshold]\ntheta_star: [0.5, 1.0e-12]';
  const exact = await run(asked);
  expect(at(exact, 'threshold')).toBeCloseTo(1 - Math.SQRT1_2, 12);
  expect(at(exact, 'threshold', 1)).toBeCloseTo(1 - 1e-6, 12);
  expect(at(exact, 'threshold_trials')).toBe(0);
  await expect(
    run('network: {lattice: square, size: [9, 9]}\nmeasure: [threshold]\nmethod: exact')
  ).rejects.toThrow(/can only be sampled/);
});

test('threshold of few elements of several kinds: input dropout keeps its rate, mixed removal has one p', async () => {
  const graph = '{edges: [[a, c], [b, c], [a, d], [c, e], [d, e], [b, e]]}';
  const theta = async (rest: string): Promise<number> =>
    at(await run(`network: ${graph}\n${rest}`), 'theta');
  for (const [asked, given] of [
    ['model: bond\np_input: 0.2', (p: number) => `model: bond\np_input: 0.2\np: ${p}`],
    ['model: mixed', (p: number) => `model: mixed\np_site: ${p}\np_bond: ${p}`],
    [
      'model: mixed\np_input: 0.1',
      (p: number) => `model: mixed\np_input: 0.1\np_site: ${p}\np_bond: ${p}`
    ]
  ] as const) {
    const result = await run(`network: ${graph}\n${asked}\nmeasure: [threshold]\ntheta_star: 0.4`);
    expect(at(result, 'threshold_trials')).toBe(0);
    expect(await theta(given(at(result, 'threshold')))).toBeCloseTo(0.4, 10);
    const sampled = await run(
      `network: ${graph}\n${asked}\nmeasure: [threshold]\ntheta_star: 0.4\nmethod: montecarlo`
    );
    expect(at(sampled, 'threshold_trials')).toBe(10_000);
    expectNear(sampled, 'threshold', at(result, 'threshold'));
  }
  const layers = await run('network: {width: 4, depth: 3}\nmodel: mixed\nmeasure: [threshold]');
  const p = at(layers, 'threshold');
  expect(
    at(
      await run(`network: {width: 4, depth: 3}\nmodel: mixed\np_site: ${p}\np_bond: ${p}`),
      'theta'
    )
  ).toBeCloseTo(0.5, 10);
  await expect(
    run(`network: ${graph}\nmodel: mixed\np_site: 0.1\np_bond: 0.2\nmeasure: [theta, threshold]`)
  ).rejects.toThrow(/p_site: threshold needs one p for units and weights alike/);
});

test('layers of a graph with few elements are exact, of every kind; sampled ones agree', async () => {
  for (const [network, rest] of [
    [
      '{edges: [[a, b], [a, b], [a, c], [b, d], [c, d], [a, d]]}',
      'model: mixed\np_site: 0.2\np_bond: 0.4'
    ],
    ['{width: 2, depth: 3, skip: {span: 2, kind: dense}}', 'model: site\np: 0.4\np_input: 0.3'],
    ['{width: 2, depth: 2, degree: 1.5, quenched: true}', 'model: bond\np: 0.3']
  ] as const) {
    const asked = `network: ${network}\n${rest}\nmeasure: [theta, reach, trainable, cut]`;
    const exact = await run(`${asked}\nmethod: exact`);
    expect(exact.profiles!.low).toEqual(exact.profiles!.high);
    expect((await run(asked)).profiles).toEqual(exact.profiles);
    const sampled = await run(`${asked}\nmethod: montecarlo\ntrials: 20000`);
    for (const name of ['reach', 'live', 'trainable', 'cut']) {
      expectNear(sampled, name, at(exact, name));
    }
    expect(sampled.profiles!.at).toEqual(exact.profiles!.at);
  }
  const chain = 'network: {width: 2, depth: 2}\nmodel: bond\np: 0.4\nmeasure: [theta, reach, cut]';
  const [walked, counted] = [await run(chain), await run(`${chain}\nmethod: enumeration`)];
  walked.profiles!.value.forEach((value, i) =>
    expect(counted.profiles!.value[i]).toBeCloseTo(value as number, 12)
  );
  await expect(
    run('network: {lattice: square, size: [5, 5]}\np: 0.5\nmeasure: [reach]\nmethod: exact')
  ).rejects.toThrow(/25 removable elements are too many/);
});

test('auto looks at all masks only where that is soon done', async () => {
  // 20 hidden elements, each seen by 32 * 81 weights from either side.
  const wide =
    'network: {channels: [32, 1, 32], image: [4, 5], kernel: 9, drop: elements}\np: 0.5\ntrials: 20\nmeasure: [reach]';
  const { profiles } = await run(wide);
  expect(profiles!.low).not.toEqual(profiles!.high);
});

test('clusters of a small lattice are exact, and those of a large one refuse to be', async () => {
  const asked =
    'network: {lattice: square, size: [3, 4]}\nmodel: site\np: 0.4\nmeasure: [theta, largest, cluster, crossing]';
  const exact = await run(asked);
  expect(at(exact, 'crossing')).toBeCloseTo(at(exact, 'theta'), 12);
  expect(at(exact, 'largest_low')).toBe(at(exact, 'largest_high'));
  const sampled = await run(`${asked}\nmethod: montecarlo\ntrials: 20000`);
  for (const name of ['largest', 'cluster', 'crossing']) {
    expectNear(sampled, name, at(exact, name));
  }
  const large = 'network: {lattice: square, size: [5, 5]}\nmeasure: [largest]\np: 0.5';
  await expect(run(`${large}\nmethod: exact`)).rejects.toThrow(
    /25 removable elements are too many/
  );
  const { columns } = await run(`${large}\nmethod: montecarlo`);
  expect(columns['largest_low'][0]).toBeLessThan(columns['largest_high'][0] as number);
});

/** Open sets by the number of removed edges, by trying every set on the list of edges. */
function openSets(
  edges: readonly (readonly [string, string])[],
  from: string,
  to: string
): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (let mask = 0; mask < 2 ** edges.length; mask++) {
    const kept = edges.filter((_, i) => ((mask >>> i) & 1) === 0);
    const found = new Set([from]);
    for (const unit of found) {
      kept.forEach(([a, b]) => (a === unit ? found.add(b) : found));
    }
    counts[edges.length - kept.length] += found.has(to) ? 1 : 0;
  }
  return counts;
}

test('the reliability polynomial of graphs with skips and parallel edges, by brute force, and theta from it', async () => {
  const unit = fc.nat({ max: 4 });
  const anyEdges = fc
    .array(
      fc.tuple(unit, unit).filter(([a, b]) => a < b),
      { minLength: 1, maxLength: 10 }
    )
    // A path through all units names every one of them, so that inputs and outputs exist.
    .map(edges => [...edges, [0, 1], [1, 2], [2, 3], [3, 4]] as [number, number][]);
  await fc.assert(
    fc.asyncProperty(anyEdges, fc.constantFrom(0, 0.2, 0.75, 1), async (numbers, p) => {
      const edges = numbers.map(([a, b]) => [`u${a}`, `u${b}`] as const);
      const listed = JSON.stringify(edges).replaceAll('"', '');
      const result = await run(
        `network: {edges: ${listed}}\nmodel: bond\np: ${p}\nmeasure: [theta, polynomial]`
      );
      const { measure, at: removed, value } = result.profiles!;
      expect(new Set(measure)).toEqual(new Set(['polynomial']));
      expect(removed).toEqual([...removed.keys()]);
      expect(value).toEqual(openSets(edges, 'u0', 'u4'));
      const n = edges.length;
      const theta = (value as number[]).reduce(
        (sum, count, k) => sum + count * p ** k * (1 - p) ** (n - k),
        0
      );
      expect(at(result, 'theta')).toBeCloseTo(theta, 12);
    }),
    { numRuns: 40, seed: 3 }
  );
}, 30_000);

test('the reliability polynomial in words, once for all p; of too many elements it is refused', async () => {
  const square = 'network: {edges: [[a, b], [b, d], [a, c], [c, d]]}\nmodel: bond';
  const result = await run(`${square}\np: [0.2, 0.6]\nmeasure: [theta, polynomial]`);
  const words = 'q^4 + 4 p q^3 + 2 p^2 q^2';
  expect(result.columns['polynomial']).toEqual([words, words]);
  expect(result.profiles!.row).toEqual([0, 0, 0, 0, 0]);
  expect(result.profiles!.value).toEqual([1, 4, 2, 0, 0]);
  // Without p; units and weights, and inputs where they can be removed, count alike.
  const mixed = await run(
    'network: {edges: [[a, b], [b, c]]}\nmodel: mixed\np_input: 0.1\nmeasure: [polynomial]'
  );
  expect(mixed.columns['polynomial']).toEqual(['q^4']);
  await expect(
    run('network: {width: 8, depth: 4}\nmodel: site\nmeasure: [polynomial]')
  ).rejects.toThrow(/measure: polynomial counts all sets .* has 32; allowed: up to 22; remove it/);
});

test.each([
  [
    '{width: 3, depth: 2, skip: {kind: dense, span: 2, removable: false}}',
    'model: bond',
    /dense skips are weights/
  ],
  [
    '{width: 3, depth: 2, skip: {span: 9}}',
    'model: bond',
    /found 9; a network of depth 2 has 3 layers/
  ]
])('%s with %s is refused', async (network, rest, message) => {
  await expect(run(`network: ${network}\n${rest}\np: 0.5`)).rejects.toThrow(message);
});

test('lattices: clusters, and crossing is theta', async () => {
  const result = await run(
    'network: {lattice: square, size: [12, 12]}\nmodel: site\np: 0.3\ntrials: 2000\nmeasure: [theta, largest, cluster, crossing]'
  );
  expectNear(result, 'crossing', at(result, 'theta'));
  expect(at(result, 'largest')).toBeLessThan(0.75);
});

test('ReLU sign percolation beside theta: half of the units that are left pass nothing on', async () => {
  const asked = 'measure: [theta, sign_theta]';
  const site = await run(
    `network: {widths: [3, 4, 6, 2]}\np: [0, 0.4]\n${asked}\nmethod: montecarlo`
  );
  [0, 0.4].forEach((p, row) => {
    const passed = (1 - ((1 + p) / 2) ** 4) * (1 - ((1 + p) / 2) ** 6);
    expect(at(site, 'sign_theta', row)).toBeCloseTo(passed, 14);
  });
  const bond = await run(`network: {width: 3, depth: 4}\nmodel: bond\np: 0.3\n${asked}`);
  const mixed = await run(
    `network: {width: 3, depth: 4}\nmodel: mixed\np_site: 0.5\np_bond: 0.3\n${asked}`
  );
  expect(at(bond, 'sign_theta')).toBe(at(mixed, 'theta'));
  expect(at(mixed, 'sign_theta')).toBeLessThan(at(mixed, 'theta'));
  expect(theory('sign_theta', { width: 3, depth: 4, p: 0.3, model: 'bond' })).toBe(
    at(bond, 'sign_theta')
  );
  for (const [network, message] of [
    ['{lattice: square, size: [3, 3]}', /sign_theta is defined for a layered network only/],
    ['{width: 2, depth: 3, skip: {span: 2}}', /sign_theta is known for layers without skips/],
    ['{width: 2, depth: 3, degree: 1, quenched: true}', /sign_theta is an average over graphs/],
    ['{width: 5000, depth: 3}', /sign_theta needs the chain of layers of 5000 units/]
  ] as const) {
    await expect(
      run(`network: ${network}\nmodel: bond\np: 0.3\nmethod: montecarlo\n${asked}`)
    ).rejects.toThrow(message);
  }
});

test('a mask at two p is one trial whose elements close in order', async () => {
  const result = await run(
    'network: {width: 3, depth: 2}\nmodel: bond\np: [0.3, 0.6]\nmeasure: [theta, mask]'
  );
  const [few, many] = result.masks!;
  few.edge.forEach((state, i) => {
    if (state === 'removed' || state === 'cut') {
      expect(['removed', 'cut']).toContain(many.edge[i]);
    }
  });
});

test('a precision is reached by a pilot and trials of its own', async () => {
  const result = await run(
    'network: {width: 4, depth: 4}\np: 0.7\nmethod: montecarlo\nprecision: 0.01'
  );
  expect(at(result, 'theta_high') - at(result, 'theta')).toBeLessThanOrEqual(0.01);
  expect(at(result, 'theta') - at(result, 'theta_low')).toBeLessThanOrEqual(0.01);
  expectNear(result, 'theta', (1 - 0.7 ** 4) ** 4);
});

test('splitting sees what counting cannot, on both sides', async () => {
  for (const [p, name] of [
    [0.08, 'one_minus_theta'],
    [0.985, 'theta']
  ] as const) {
    const result = await run(
      `network: {width: 3, depth: 6}\nmodel: bond\np: ${p}\nmethod: [exact, splitting]\ntrials: 40`
    );
    const [exact, split] = [at(result, name, 0), at(result, name, 1)];
    expect(exact).toBeLessThan(1e-6);
    expect(Math.abs(split / exact - 1)).toBeLessThan(0.3);
    expect([at(result, 'one_minus_theta_low', 0), at(result, 'one_minus_theta_high', 0)]).toEqual([
      at(result, 'one_minus_theta', 0),
      at(result, 'one_minus_theta', 0)
    ]);
  }
});

test.each([
  [
    'critical_p',
    { width: 8, depth: 16, modle: 'bond' },
    /modle: unknown argument.*did you mean model/
  ],
  ['critical_p', { width: 0, depth: 16 }, /width: found 0; allowed: an integer from 1/],
  ['critical_q', {}, /name: found "critical_q"; allowed: critical_p/],
  [
    'safe_p',
    { network: { lattice: 'square', size: [6, 6] }, steps: 2000, needed: 200 },
    /no exact method; .* 22 removable .*theta_star: 0.111199, and take threshold_low/
  ],
  [
    'critical_p',
    { widht: 8, depth: 4 },
    /^critical_p is not a valid call:\n {2}widht: unknown argument; did you mean width\?/
  ],
  ['safe_p', { network: { file: 'a.csv' }, steps: 10, needed: 5 }, /network.file: found a file/],
  [
    'safe_p',
    { network: { edges: [['a', 'a']] }, steps: 10, needed: 5 },
    /network.edges: found the edge a -> a/
  ],
  ['safe_p', { network: { width: 8, depth: 2 }, steps: 10, needed: 50 }, /needed: found 50/]
])('theory: %s of %j is refused', (name, given, message) => {
  expect(() => theory(name, given)).toThrow(message);
});

test('theory: the safe p of a network without a method of its own is found over all masks', () => {
  const safe = (network: object, model: string): { p: number; theta: number } =>
    theory('safe_p', { network, model, steps: 2000, needed: 200 });
  const edges = [
    ['a', 'b'],
    ['b', 'c']
  ];
  const site = safe({ edges }, 'site');
  expect(site.theta).toBeCloseTo(1 - site.p, 12);
  const bond = safe({ edges }, 'bond');
  expect(bond.theta).toBeCloseTo((1 - bond.p) ** 2, 12);
  const names = (layer: number): string[] => [0, 1].map(unit => `${layer}.${unit}`);
  const complete = [0, 1].flatMap(layer =>
    names(layer).flatMap(from => names(layer + 1).map(to => [from, to]))
  );
  expect(safe({ edges: complete }, 'bond').p).toBeCloseTo(
    safe({ widths: [2, 2, 2] }, 'bond').p,
    12
  );
  expect(safe({ lattice: 'square', size: [3, 3] }, 'site').p).toBeGreaterThan(0.3);
});

test('theory: closed forms of the site model', () => {
  expect(theory('critical_p', { width: 8, depth: 16 })).toBeCloseTo(
    (1 - 0.5 ** (1 / 16)) ** (1 / 8),
    12
  );
  expect(theory('decay_rate', { width: 8, p: 0.5 })).toBeCloseTo(0.5 ** 8, 15);
  expect(theory('minimum_cuts', { width: 3, depth: 2, model: 'bond' })).toEqual({
    size: 9,
    count: '15'
  });
  expect(theory('critical_depth', { width: 8, p: 0.8 })).toBe(
    Math.floor(Math.log(0.5) / Math.log(1 - 0.8 ** 8))
  );
  const safe = theory('safe_p', { network: { width: 8, depth: 16 }, steps: 2000, needed: 200 }) as {
    p: number;
    theta: number;
    probability: number;
  };
  expect(safe.theta).toBeCloseTo((1 - safe.p ** 8) ** 16, 10);
  expect(safe.probability).toBeGreaterThanOrEqual(0.95);
  expect(safe.probability).toBeLessThan(0.951);
});
