// Results made by hand of measures besides theta: closed forms of the site model, fixed patterns in place of chance.

import type { Mask, MaskState, Profiles, Result } from '../../src/study/result';
import { percolation, type Row, resultOf, steps } from './figure.samples';

type Entry = readonly [
  row: number,
  measure: string,
  at: number,
  value: number,
  low: number,
  high: number
];

export function profilesOf(entries: readonly Entry[]): Profiles {
  return {
    row: entries.map(([row]) => row),
    measure: entries.map(([, measure]) => measure),
    at: entries.map(entry => entry[2]),
    value: entries.map(entry => entry[3]),
    low: entries.map(entry => entry[4]),
    high: entries.map(entry => entry[5])
  };
}

/** The same rows with further columns. */
export function withColumns(result: Result, more: (row: Row) => Row, study: object = {}): Result {
  const names = Object.keys(result.columns);
  const rows = Array.from({ length: result.rows }, (_, at) => {
    const row = Object.fromEntries(names.map(name => [name, result.columns[name][at]]));
    return { ...row, ...more(row) };
  });
  return resultOf({ ...result.study, ...study }, rows);
}

const RECTANGULAR = { network: { width: 8 } };

/** theta over p and depth, or p and width. */
export function plane(size: number, over: 'depth' | 'width' = 'depth', model = 'site'): Result {
  const ps = steps(0, 1, size + 1).slice(0, size);
  const result =
    over === 'depth'
      ? percolation({ models: [model], depths: decades(1, 1e6, size), ps })
      : percolation({ models: [model], widths: steps(2, size + 1, size), ps });
  return { ...result, study: { ...result.study, ...RECTANGULAR } };
}

function decades(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    Number((from * (to / from) ** (i / (count - 1))).toPrecision(6))
  );
}

/** One sample of thresholds gave the whole curve: pointwise intervals inside the band. */
export function simultaneous(): Result {
  const result = percolation({ depths: [4, 16], ps: steps(0, 1, 21), trials: [200], exact: false });
  return withColumns(result, row => ({
    band_low: Math.max(0, Number(row['theta']) - 0.096),
    band_high: Math.min(1, Number(row['theta']) + 0.096),
    algorithm: 'max-min'
  }));
}

/** The law of thresholds of each depth: P(T <= p) = 1 - theta(p) of the site model. */
export function thresholds(depths: readonly number[] = [4, 16, 64]): Result {
  const rows = depths.map(depth => {
    const threshold = (1 - 0.5 ** (1 / depth)) ** (1 / 8);
    return {
      width: 8,
      depth,
      threshold,
      threshold_low: threshold - 0.01,
      threshold_high: threshold + 0.01,
      threshold_trials: 1000
    };
  });
  const entries = depths.flatMap((depth, row) =>
    steps(0.2, 1, 65).map((p): Entry => {
      const below = 1 - (1 - p ** 8) ** depth;
      return [row, 'threshold', p, below, Math.max(0, below - 0.04), Math.min(1, below + 0.04)];
    })
  );
  const study = { study: 'percolation', model: 'site', seed: 'paper', theta_star: 0.5 } as const;
  return { ...resultOf(study, rows), profiles: profilesOf(entries) };
}

/** Shares of layers and cuts for some p. */
export function profiles(ps: readonly number[] = [0.4, 0.6, 0.8]): Result {
  const result = percolation({ depths: [8], ps, trials: [500], exact: false });
  const entries = ps.flatMap((p, row) =>
    steps(0, 9, 10).flatMap((layer): Entry[] => {
      const reach = (1 - p ** 8) ** layer * (1 - p / 2);
      const live = reach * (1 - p ** 8) ** (9 - layer);
      const interval = (value: number): [number, number, number] => [
        value,
        value * 0.95,
        Math.min(1, value * 1.05)
      ];
      return [
        [row, 'reach', layer, ...interval(reach)],
        [row, 'live', layer, ...interval(live)],
        ...(layer > 0 ? ([[row, 'trainable', layer, ...interval(live * (1 - p))]] as Entry[]) : []),
        [row, 'cut', layer, ...interval(0.08 * p * (1 - p ** 8) ** layer)]
      ];
    })
  );
  return { ...result, profiles: profilesOf(entries) };
}

/** theta against the scaling variable of the site model. */
export function collapse(): Result {
  const result = percolation({ widths: [4, 8, 16], depths: [16], ps: steps(0.02, 0.98, 49) });
  return withColumns(result, row => ({
    collapse: Number(row['width']) * Math.log(Number(row['p'])) + Math.log(Number(row['depth']))
  }));
}

/** A trial of the site model on layers of equal width: `removed` are units as `layer:index`. */
export function mask(width: number, hidden: number, removed: readonly string[]): Mask {
  const layers = hidden + 2;
  const units = Array.from({ length: layers * width }, (_, at) => at);
  const layer = units.map(at => Math.floor(at / width));
  const gone = units.map(at => removed.includes(`${layer[at]}:${at % width}`));
  const alive = (of: number): boolean => units.some(at => layer[at] === of && !gone[at]);
  const last = units.reduce(
    (far, at) => (far === layer[at] - 1 && alive(layer[at]) ? far + 1 : far),
    0
  );
  const open = last === layers - 1;
  const unit = units.map((at): MaskState =>
    gone[at]
      ? !open && layer[at] === last + 1
        ? 'cut'
        : 'removed'
      : layer[at] > last
        ? 'open'
        : open
          ? 'live'
          : 'reachable'
  );
  const pairs = units.flatMap(from =>
    units.filter(to => layer[to] === layer[from] + 1).map(to => [from, to] as const)
  );
  const edge = pairs.map(([from, to]): MaskState =>
    gone[from] || gone[to] ? 'removed' : unit[to] === 'open' ? 'open' : unit[to]
  );
  return {
    row: 0,
    layer,
    place: units.map(at => (width === 1 ? 0.5 : (at % width) / (width - 1))),
    unit,
    from: pairs.map(([from]) => from),
    to: pairs.map(([, to]) => to),
    edge
  };
}

/** One open and one closed trial. */
export function masks(): Result {
  const result = percolation({
    widths: [4],
    depths: [5],
    ps: [0.4, 0.7],
    trials: [100],
    exact: false
  });
  const open = mask(4, 5, ['1:0', '2:2', '2:3', '4:1']);
  const closed = { ...mask(4, 5, ['1:1', '2:0', '4:0', '4:1', '4:2', '4:3', '5:2']), row: 1 };
  return { ...result, masks: [open, closed] };
}

/** Clusters on a lattice against p, sampled. */
export function clusters(): Result {
  const rows = steps(0, 1, 21).map(p => {
    const share = 1 / (1 + Math.exp(20 * (p - 0.5)));
    const around = (name: string, value: number, by: number): Row => ({
      [name]: value,
      [`${name}_low`]: Math.max(0, value - by),
      [`${name}_high`]: value + by
    });
    return {
      size: '32x32',
      p,
      ...around('largest', share * (1 - p), 0.02 * share),
      ...around('cluster', 3 + 40 * Math.exp(-((p - 0.5) ** 2) * 200), 1),
      ...around('crossing', share, 0.03 * share)
    };
  });
  const network = { lattice: 'square', size: [32, 32] };
  return resultOf({ study: 'percolation', model: 'bond', network, seed: 'paper' }, rows);
}

/** The binomial law of active blocks. */
export function blocks(): Result {
  const ps = [0.2, 0.5];
  const depth = 20;
  const result = percolation({ depths: [depth], ps });
  const entries = ps.flatMap((p, row) => {
    let chance = p ** depth;
    return Array.from({ length: depth + 1 }, (_, count): Entry => {
      const value = chance;
      chance *= ((depth - count) / (count + 1)) * ((1 - p) / p);
      return [row, 'blocks', count, value, value, value];
    });
  });
  return {
    ...withColumns(result, row => ({ blocks: depth * (1 - Number(row['p'])), blocks_spread: 2 })),
    profiles: profilesOf(entries)
  };
}

/** Critical p, logarithm of the number of paths and smallest cut against depth. */
export function columns(): Result {
  const rows = [2, 4, 8, 16].flatMap(depth =>
    [0.3, 0.6].map(p => ({
      width: 4,
      depth,
      p,
      threshold: 0.9 - 0.1 * Math.log10(depth),
      threshold_low: 0.88 - 0.1 * Math.log10(depth),
      threshold_high: 0.92 - 0.1 * Math.log10(depth),
      threshold_trials: 500,
      paths: Math.log(4) + depth * Math.log(4 * (1 - p)),
      paths_low: Math.log(3.5) + depth * Math.log(4 * (1 - p)),
      paths_high: Math.log(4.5) + depth * Math.log(4 * (1 - p)),
      paths_spread: 1,
      mincut: 4
    }))
  );
  return resultOf({ study: 'percolation', model: 'site', seed: 'paper' }, rows);
}

/** Reliability polynomials of layers of two units under site removal: (1 - p^2)^depth. */
export function polynomials(): Result {
  const rows = [
    { depth: 1, polynomial: 'q^2 + 2 p q' },
    { depth: 2, polynomial: 'q^4 + 4 p q^3 + 4 p^2 q^2' }
  ];
  const entries = [
    [1, 2, 0],
    [1, 4, 4, 0, 0]
  ].flatMap((open, row) =>
    open.map((count, k): Entry => [row, 'polynomial', k, count, count, count])
  );
  const study = { study: 'percolation', model: 'site', seed: 'paper' } as const;
  return { ...resultOf(study, rows), profiles: profilesOf(entries) };
}

/** Splitting beside exact values where the path (or its absence) is rare: 1e-3 down to 1e-12, within a factor of 2. */
export function split(
  rare: 'open' | 'closed',
  exponents: readonly number[] = [3, 6, 9, 12]
): Result {
  const rows = exponents.flatMap((exponent, i) =>
    (['exact', 'splitting'] as const).map(algorithm => {
      const value = 10 ** -exponent;
      const [low, high] = algorithm === 'exact' ? [value, value] : [value / 2, value * 2];
      const [theta, rest] = rare === 'open' ? [value, 1 - value] : [1 - value, value];
      const ends = rare === 'open' ? [low, high] : [1 - high, 1 - low];
      const restEnds = rare === 'open' ? [1 - high, 1 - low] : [low, high];
      return {
        p: i / 10,
        theta,
        one_minus_theta: rest,
        log_theta: Math.log(theta),
        log_one_minus_theta: Math.log(rest),
        theta_low: ends[0],
        theta_high: ends[1],
        one_minus_theta_low: algorithm === 'exact' ? rest : restEnds[0],
        one_minus_theta_high: algorithm === 'exact' ? rest : restEnds[1],
        trials: algorithm === 'exact' ? 0 : 40,
        method: algorithm === 'exact' ? 'exact' : 'montecarlo',
        algorithm
      };
    })
  );
  return resultOf({ study: 'percolation', model: 'bond', seed: 'paper' }, rows);
}
