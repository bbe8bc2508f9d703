// Intervals of probabilities: Wilson's of theta from every sampler, with and without a precision, the band of a whole curve
// and of the law of thresholds, and the interval of the critical p. The law of the count gives most coverages exactly.

import { dkwHalfWidth } from '../../src/engine/percolation/dkw';
import { quantileInterval } from '../../src/engine/percolation/quantileinterval';
import { wilson } from '../../src/engine/percolation/wilson';
import { theory } from '../../src/node';
import { ask, askAgain, numbers } from './asking';
import { binomial, Tally, wilsonCoverage, type Coverage } from './coverage';

/** Widths 3, three hidden layers: small, and all samplers run on it. */
const NETWORK = { width: 3, depth: 3, model: 'bond' } as const;

/** The p of a theta, and the theta of that p, since p is rounded. */
async function at(wanted: number): Promise<{ p: number; theta: number }> {
  const p = theory('critical_p', { ...NETWORK, theta_star: wanted });
  const [theta] = numbers(await ask({ ...NETWORK, p, method: 'exact' }), 'theta');
  return { p, theta };
}

async function wilsonOf(
  method: string,
  wanted: number,
  trials: number,
  studies: number
): Promise<Coverage> {
  const { p, theta } = await at(wanted);
  const tally = new Tally();
  const keys = { ...NETWORK, p, trials, method };
  await askAgain(keys, `wilson ${method} ${wanted} ${trials}`, studies, 1, result => {
    const [low, high] = ['theta_low', 'theta_high'].map(name => numbers(result, name));
    low.forEach((end, row) => tally.add(end, high[row], theta));
  });
  const law = wilsonCoverage(theta, trials);
  return {
    columns: '`theta`',
    study: `${method}, theta = ${wanted}`,
    trials: String(trials),
    law,
    least: law,
    tally
  };
}

/** The pilot's count chooses the trials; given those, Wilson's coverage is that of their number. */
async function preciseOf(wanted: number, precision: number, studies: number): Promise<Coverage> {
  const { p, theta } = await at(wanted);
  const tally = new Tally();
  const byTrials = new Map<number, number>();
  let law = 0;
  let tooFar = 0;
  const keys = { ...NETWORK, p, precision, method: 'count chain' };
  await askAgain(keys, `precision ${wanted} ${precision}`, studies, 1, result => {
    const [value, low, high, trials] = ['theta', 'theta_low', 'theta_high', 'trials'].map(name =>
      numbers(result, name)
    );
    low.forEach((end, row) => {
      tally.add(end, high[row], theta);
      const known = byTrials.get(trials[row]) ?? wilsonCoverage(theta, trials[row]);
      byTrials.set(trials[row], known);
      law += known / studies;
      const farther = Math.max(value[row] - end, high[row] - value[row]);
      tooFar += farther > precision * (1 + 1e-12) ? 1 : 0;
    });
  });
  const counts = [...byTrials.keys()];
  return {
    columns: '`theta` with `precision`',
    study: `precision ${precision}, theta = ${wanted}; an end farther than that: ${tooFar} times`,
    trials: `${Math.min(...counts)} to ${Math.max(...counts)}`,
    law,
    least: law,
    tally
  };
}

const CURVE = [0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9];

/** A whole curve from one sample: the band holds all points at once, each interval its own. */
async function curveOf(trials: number, studies: number): Promise<Coverage[]> {
  const exact = await ask({ ...NETWORK, p: CURVE, method: 'exact' });
  const truth = numbers(exact, 'theta');
  const [together, apart] = [new Tally(), new Tally()];
  const keys = { ...NETWORK, p: CURVE, trials, method: 'max-min' };
  await askAgain(keys, `curve ${trials}`, studies, CURVE.length, result => {
    const columns = ['band_low', 'band_high', 'theta_low', 'theta_high'];
    const [low, high, ownLow, ownHigh] = columns.map(name => numbers(result, name));
    for (let first = 0; first < low.length; first += CURVE.length) {
      const holds = truth.every((theta, i) => low[first + i] <= theta && theta <= high[first + i]);
      together.add(0, holds ? 1 : -1, 0);
      // One point of each curve, so that what is counted is independent.
      const i = (first / CURVE.length) % CURVE.length;
      apart.add(ownLow[first + i], ownHigh[first + i], truth[i]);
    }
  });
  const law = truth.reduce((sum, theta) => sum + wilsonCoverage(theta, trials), 0) / truth.length;
  const study = `max-min, ${CURVE.length} values of p`;
  return [
    {
      columns: '`band`',
      study: `${study}, all at once`,
      trials: String(trials),
      law: null,
      least: 0.95,
      tally: together
    },
    {
      columns: '`theta`',
      study: `${study}, each by itself`,
      trials: String(trials),
      law,
      least: law,
      tally: apart
    }
  ];
}

/** Site removal, width W and depth L: theta = (1 - p^W)^L, written here from the definition. */
const SITE = { width: 2, depth: 2 };
const siteLaw = (p: number): number => 1 - (1 - p ** SITE.width) ** SITE.depth;

/** The distribution function of thresholds in `profiles`, all of its steps at once. */
async function thresholdLawOf(trials: number, studies: number): Promise<Coverage> {
  const tally = new Tally();
  const keys = { ...SITE, model: 'site', measure: ['threshold'], method: 'max-min', trials };
  await askAgain(keys, `threshold law ${trials}`, studies, 4, result => {
    const { row, at: p, low, high } = result.profiles!;
    const missed = new Set<number>();
    row.forEach((own, i) => {
      const truth = siteLaw(Number(p[i]));
      if (Number(low[i]) > truth || Number(high[i]) < truth) missed.add(Number(own));
    });
    for (let own = 0; own < result.rows; own++) tally.add(0, missed.has(own) ? -1 : 1, 0);
  });
  return {
    columns: 'profile `threshold`',
    study: `distribution function of thresholds, all steps at once; half-width ${dkwHalfWidth(trials).toFixed(3)}`,
    trials: String(trials),
    law: null,
    least: 0.95,
    tally
  };
}

/** Coverage of the order statistics: the number of thresholds up to the quantile is binomial. */
function quantileCoverage(trials: number, level: number): number {
  const ranks = Float64Array.from({ length: trials }, (_, i) => (i + 1) / (trials + 1));
  const { low, high } = quantileInterval(ranks, level);
  const [least, most] = [low, high].map(end => Math.round(end * (trials + 1)));
  let inside = 0;
  for (let k = least; k < most; k++) inside += binomial(trials, k, level);
  return inside;
}

async function criticalOf(thetaStar: number, trials: number, studies: number): Promise<Coverage> {
  const truth = theory('critical_p', { ...NETWORK, theta_star: thetaStar });
  const tally = new Tally();
  const keys = {
    ...NETWORK,
    measure: ['threshold'],
    method: 'max-min',
    theta_star: thetaStar,
    trials
  };
  await askAgain(keys, `critical ${thetaStar} ${trials}`, studies, 4, result => {
    const [low, high] = ['threshold_low', 'threshold_high'].map(name => numbers(result, name));
    low.forEach((end, row) => tally.add(end, high[row], truth));
  });
  return {
    columns: '`threshold`',
    study: `theta_star = ${thetaStar}`,
    trials: String(trials),
    law: quantileCoverage(trials, 1 - thetaStar),
    least: 0.95,
    tally
  };
}

/** All intervals of probabilities, each over this many studies. */
export async function probabilities(studies: number): Promise<Coverage[]> {
  const all: Coverage[] = [];
  for (const trials of [10, 100, 1000]) {
    for (const theta of [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999]) {
      all.push(await wilsonOf('count chain', theta, trials, studies));
    }
  }
  for (const method of ['lazy geometric', 'bit-parallel']) {
    for (const theta of [0.05, 0.5, 0.95]) all.push(await wilsonOf(method, theta, 200, studies));
  }
  for (const [theta, precision] of [
    [0.5, 0.05],
    [0.1, 0.02],
    [0.01, 0.01],
    [0.001, 0.005]
  ]) {
    all.push(await preciseOf(theta, precision, studies));
  }
  for (const trials of [20, 200, 2000]) all.push(...(await curveOf(trials, studies)));
  for (const trials of [20, 200]) all.push(await thresholdLawOf(trials, studies));
  for (const trials of [20, 100, 1000]) {
    for (const thetaStar of [0.01, 0.1, 0.5, 0.9, 0.99]) {
      all.push(await criticalOf(thetaStar, trials, studies));
    }
  }
  return all;
}

/**
 * Least and mean coverage of Wilson's interval over all theta, by its law. It falls where theta leaves the interval of a
 * count, so it is least just outside of an end.
 */
export function wilsonExtremes(trials: number): { least: number; at: number; mean: number } {
  const points = 1000;
  let mean = 0;
  for (let i = 0; i < points; i++) mean += wilsonCoverage((i + 0.5) / points, trials) / points;
  const ends = Array.from({ length: Math.ceil(trials / 2) }, (_, k) => wilson(k + 1, trials));
  const outside = ends
    .flatMap(({ low, high }) => [low * (1 - 1e-9), high * (1 + 1e-9)])
    .filter(theta => theta > 0 && theta < 1);
  const coverages = outside.map(theta => wilsonCoverage(theta, trials));
  const least = Math.min(...coverages);
  return { least, at: outside[coverages.indexOf(least)], mean };
}
