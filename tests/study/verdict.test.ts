import fc from 'fast-check';
import type { Arm } from '../../src/engine/dropout/task';
import { keyFromSeed } from '../../src/engine/random/seed';
import { Purpose, Stream } from '../../src/engine/random/stream';
import { judge, mcnemar, type Run, type Runs, type Verdict } from '../../src/study/verdict';
import { sayVerdict } from '../../src/study/verdictwords';

const flat = (score: number, runs = 12, blind = 0.5): Run[] =>
  Array.from({ length: runs }, () => ({ score, blind, isDiverged: !Number.isFinite(score) }));

const cell = (dropout: Run[], conditioned: Run[], intact: Run[]): Runs =>
  new Map([
    ['dropout', dropout],
    ['conditioned', conditioned],
    ['intact', intact]
  ]);

/** Mixes runs of two scores. */
const some = (learned: number, failed: number): Run[] => [
  ...flat(0.98, learned),
  ...flat(0.51, failed)
];

describe('verdicts whose answer is known', () => {
  // Medians of the clean experiment of docs/theory.md: site, p = 0.8, W = 8.
  test.each<[string, number, number, number, Verdict]>([
    ['L = 4', 0.985, 0.988, 0.984, 'learns'],
    ['L = 8', 0.921, 0.986, 0.987, 'learns'],
    ['L = 16', 0.559, 0.982, 0.986, 'percolation breakdown'],
    ['L = 24', 0.514, 0.964, 0.986, 'percolation breakdown'],
    ['bond, W = 4, L = 12', 0.615, 0.932, 0.986, 'percolation breakdown'],
    ['intact at chance', 0.5, 0.5, 0.5, 'optimisation'],
    ['all below chance', 0.45, 0.45, 0.45, 'optimisation']
  ])('%s', (_, dropout, conditioned, intact, verdict) => {
    expect(judge(cell(flat(dropout), flat(conditioned), flat(intact))).verdict).toBe(verdict);
  });

  test('digits, ReLU, W = 8, L = 6, p = 0.8: both dead while intact learns', () => {
    const dead = flat(0.1, 12, 0.1);
    expect(judge(cell(dead, dead, flat(0.93, 12, 0.1))).verdict).toBe('signal breakdown');
  });

  test('biases: what counts is the gain over the class prior, not over one half', () => {
    const blind = flat(0.77, 12, 0.77);
    const { verdict, needed } = judge(cell(blind, flat(0.97, 12, 0.77), flat(0.98, 12, 0.77)));
    expect(verdict).toBe('percolation breakdown');
    expect(needed).toBeCloseTo(0.875, 12);
  });

  test('a small gain of all intact runs is learning, and judges the others', () => {
    const small = flat(0.83, 12, 0.8);
    expect(judge(cell(flat(0.8, 12, 0.8), small, small)).verdict).toBe('percolation breakdown');
  });

  test('where the blind predictor is always right nobody learns', () => {
    const right = flat(1, 12, 1);
    const judgement = judge(cell(right, right, right));
    expect(judgement.verdict).toBe('optimisation');
    expect(judgement.shares.get('intact')!.learned).toBe(0);
    expect(sayVerdict(judgement, 'accuracy')).toContain(
      '; a predictor that does not see the inputs is always right.'
    );
  });

  test('replicates with nothing to gain among others leave the intact arm as strong as it is', () => {
    const mixed = [...flat(1, 5, 1), ...flat(0.99, 15, 0.9)];
    expect(judge(cell(mixed, mixed, mixed))).toMatchObject({ verdict: 'learns', isWeak: false });
  });

  test('runs that diverged have not learned', () => {
    const diverged = flat(NaN);
    expect(judge(cell(diverged, flat(0.9), flat(0.9))).verdict).toBe('percolation breakdown');
    expect(judge(cell(flat(0.9), flat(0.9), diverged)).verdict).toBe('optimisation');
    expect(judge(cell(diverged, diverged, diverged)).verdict).toBe('optimisation');
  });

  test('and are named', () => {
    const good = flat(0.9);
    const words = sayVerdict(
      judge(cell([...flat(NaN, 7), ...flat(0.5, 5)], good, good)),
      'accuracy'
    );
    expect(words).toContain('with dropout 0 of 12 runs learn (95 %: 0 to 0.24; 7 diverged), on');
    expect(words.match(/diverged/g)).toHaveLength(2);
    expect(words).toContain('; runs that diverged may learn at a lower rate or with clipping.');
    const few = sayVerdict(judge(cell([...flat(NaN, 6), ...flat(0.5, 6)], good, good)), 'accuracy');
    expect(few.match(/diverged/g)).toHaveLength(1);
  });
});

describe('undecided', () => {
  test.each([1, 2, 3])('%i replicates decide nothing, and 12 would', replicates => {
    const [dead, good] = [flat(0.5, replicates), flat(0.98, replicates)];
    for (const runs of [cell(dead, good, good), cell(dead, dead, good), cell(good, good, good)]) {
      const judgement = judge(runs);
      expect(judgement.verdict).toBe('undecided');
      expect(sayVerdict(judgement, 'accuracy')).toContain('use replicates: 12');
    }
  });

  test.each([1, 2, 3])(
    '%i intact runs that learn are believed in what counts as learning',
    replicates => {
      const good = flat(0.99, replicates);
      const judgement = judge(cell(flat(0.5, replicates), good, good));
      expect(judgement.needed).toBeCloseTo(0.745, 12);
      expect(judgement.shares.get('dropout')!.learned).toBe(0);
      expect(sayVerdict(judgement, 'accuracy')).toContain(
        'learning is a test accuracy of 0.74, half of what the intact arm gains over a predictor that does not see the ' +
          'inputs, too few replicates to tell whether the intact arm beats it; the share'
      );
    }
  );

  test('few intact runs that gain nothing or diverge make no other run one that learns', () => {
    for (const score of [0.5, 0.45, NaN]) {
      const judgement = judge(cell(flat(0.55, 3), flat(NaN, 3), flat(score, 3)));
      expect(judgement.needed).toBeCloseTo(0.6, 12);
      expect([...judgement.shares.values()].map(({ learned }) => learned)).toEqual([0, 0, 0]);
      expect(sayVerdict(judgement, 'accuracy')).toContain('a fifth of what can be gained');
      expect(sayVerdict(judgement, 'accuracy')).toContain('too few replicates to tell');
    }
  });

  test('four replicates decide on learning, five on percolation', () => {
    const both = (count: number): Verdict =>
      judge(cell(flat(0.5, count), flat(0.98, count), flat(0.98, count))).verdict;
    expect(judge(cell(flat(0.98, 4), flat(0.98, 4), flat(0.98, 4))).verdict).toBe('learns');
    expect(both(4)).toBe('undecided');
    expect(both(5)).toBe('percolation breakdown');
  });

  test('an arm that learns in half of its runs leaves the cell open, and is named', () => {
    const good = flat(0.98);
    const found = judge(cell(some(6, 6), good, good));
    expect(found.doubt).toEqual({ is: 'mixed', arm: 'dropout' });
    expect(judge(cell(flat(0.5), some(6, 6), good)).doubt).toEqual({
      is: 'mixed',
      arm: 'conditioned'
    });
    expect(sayVerdict(found, 'accuracy')).toContain('with dropout may be more or less');
    expect(sayVerdict(found, 'accuracy')).toContain('use replicates: 24');
  });

  test.each<[Arm[], Arm]>([
    [['dropout', 'conditioned'], 'intact'],
    [['conditioned', 'intact'], 'dropout'],
    [['dropout', 'intact'], 'conditioned']
  ])('of the arms %j %s is missing', (arms, missing) => {
    const dead = new Map(arms.map(arm => [arm, arm === 'intact' ? flat(0.98) : flat(0.5)]));
    const judgement = judge(dead);
    expect(judgement.verdict).toBe('undecided');
    expect(judgement.doubt).toEqual({ is: 'missing', arm: missing });
    expect(sayVerdict(judgement, 'accuracy')).toContain(`add ${missing} to arms`);
  });

  test('what is learned with dropout needs no control on open masks', () => {
    const runs = new Map<Arm, Run[]>([
      ['dropout', flat(0.97)],
      ['intact', flat(0.98)]
    ]);
    expect(judge(runs).verdict).toBe('learns');
    expect(judge(runs).pValue).toBeNaN();
  });
});

test("McNemar's test is exact", () => {
  const booleans = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(booleans, pairs => {
      const p = mcnemar(
        pairs.map(([a]) => a),
        pairs.map(([, b]) => b)
      );
      const wins = pairs.filter(([a, b]) => b && !a).length;
      const all = pairs.filter(([a, b]) => a !== b).length;
      // Sum of binomial coefficients over 2^n, with whole numbers.
      let sum = 0n;
      for (let k = wins; k <= all; k++) {
        let choose = 1n;
        for (let i = 0; i < k; i++) {
          choose = (choose * BigInt(all - i)) / BigInt(i + 1);
        }
        sum += choose;
      }
      const exact = Number(sum) / 2 ** all;
      expect(Math.abs(p - exact)).toBeLessThanOrEqual(1e-9 * exact);
    })
  );
});

test('a sentence has the verdict, the shares with their intervals, the test and what learning means', () => {
  const judgement = judge(cell(some(1, 11), flat(0.98), flat(0.98)));
  expect(sayVerdict(judgement, 'accuracy')).toBe(
    'percolation breakdown: with dropout 1 of 12 runs learn (95 %: 0.015 to 0.35), on open masks only 12 of 12 runs learn ' +
      '(95 %: 0.76 to 1), without removals 12 of 12 runs learn (95 %: 0.76 to 1), conditioned against dropout p = 0.00049 ' +
      '(one-sided exact McNemar test); learning is a test accuracy of 0.74, half of what the intact arm gains over a ' +
      'predictor that does not see the inputs.'
  );
});

test('what counts as learning is said with how far the intact arm bears it out', () => {
  const words = (intact: Run[]): string =>
    sayVerdict(judge(cell(intact, intact, intact)), 'accuracy');
  expect(words(flat(0.597))).toContain(
    'learning is a test accuracy of 0.55, half of what the intact arm gains over a predictor that does not see the inputs, ' +
      'though the intact arm itself gains less than a fifth of what can be gained.'
  );
  expect(words(flat(0.603))).toMatch(/does not see the inputs\.$/);
  expect(words(flat(0.5))).toMatch(/the inputs, which the intact arm does not clearly beat\.$/);
});

test.each([
  [0.9912, '0.991'],
  [0.9, '0.9'],
  [-0.25, '-0.25']
])('a score of %d that counts as learning is %s in words', (needed, words) => {
  const judgement = { ...judge(cell(flat(0.98), flat(0.98), flat(0.98))), needed };
  expect(sayVerdict(judgement, 'R²')).toContain(`learning is a test R² of ${words}, `);
});

describe('error rates by simulation', () => {
  const CELLS = 2000;
  const stream = new Stream(keyFromSeed('verdicts'), 0, 0, Purpose.masks);
  // An untrained network is a random direction: its accuracy is one half, give or take 0.08 in 16 dimensions; the test
  // set's own share of the commonest class is 0.5 give or take 0.016.
  const blind = (): number => 0.5 + 0.016 * stream.normal();
  const run = (score: number): Run => ({ score, blind: blind(), isDiverged: false });
  const dead = (): Run => run(0.5 + 0.08 * stream.normal());
  const good = (): Run => run(0.97 + 0.01 * stream.normal());
  const either = (share: number) => (): Run => (stream.uniform() < share ? good() : dead());

  function rates(
    replicates: number,
    dropout: () => Run,
    conditioned: () => Run,
    intact: () => Run
  ): Record<string, number> {
    const found: Record<string, number> = {};
    const draw = (run: () => Run): Run[] => Array.from({ length: replicates }, run);
    for (let i = 0; i < CELLS; i++) {
      const { verdict } = judge(cell(draw(dropout), draw(conditioned), draw(intact)));
      found[verdict] = (found[verdict] ?? 0) + 1 / CELLS;
    }
    return found;
  }

  test('clear cases are told right with 12 replicates', () => {
    expect(rates(12, dead, good, good)['percolation breakdown']).toBeGreaterThan(0.99);
    expect(rates(12, dead, dead, good)['signal breakdown']).toBeGreaterThan(0.99);
    expect(rates(12, good, good, good)['learns']).toBeGreaterThan(0.99);
    const nothing = rates(12, dead, dead, dead);
    expect(nothing['optimisation']).toBeGreaterThan(0.8);
    expect(1 - nothing['optimisation'] - (nothing['undecided'] ?? 0)).toBeLessThan(0.03);
  });

  test.each([5, 8, 12, 20])('no cause is claimed by chance with %i replicates', replicates => {
    // Arms that do not differ, also where each learns in half of its runs, the hardest case.
    for (const share of [0, 0.3, 0.5, 0.7, 1]) {
      const same = rates(replicates, either(share), either(share), good);
      expect(same['percolation breakdown'] ?? 0).toBeLessThan(0.01);
    }
    // An arm that really is at one half is called one or the other in at most one cell of twelve.
    const half = rates(replicates, either(0.5), good, good);
    expect((half['percolation breakdown'] ?? 0) + (half['learns'] ?? 0)).toBeLessThan(0.09);
  });
});
