import fc from 'fast-check';
import { fromWidths, rectangular, type LayeredNetwork } from '../../../src/engine/network/layered';
import { chainTheta } from '../../../src/engine/percolation/chain';
import {
  exactAnswer,
  exactTheta,
  type PathProbability
} from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import type { Removal } from '../../../src/engine/percolation/removal';
import golden from '../../golden/path-probability.json';
import random from '../../golden/path-probability-random.json';

interface GoldenValue {
  p_site: number;
  p_bond: number;
  uniform?: { W: number; L: number; W_in: number; W_out: number };
  width?: number;
  depth?: number;
  widths?: number[];
  theta: string;
  one_minus_theta: string;
  ln_theta: string;
  ln_one_minus_theta: string;
}

function networkOf({ uniform, widths, width, depth }: GoldenValue): LayeredNetwork {
  if (uniform) {
    return rectangular(uniform.W, uniform.L, uniform.W_in, uniform.W_out);
  }
  return widths ? fromWidths(widths) : rectangular(width!, depth!);
}

const thetaOf = (network: LayeredNetwork, removal: Removal): PathProbability =>
  exactTheta(layerLaw(network, removal, null));

/** |value - reference| / |reference|, with 0 where both are the same, also at infinity or both underflow. */
function relativeError(value: number, reference: string): number {
  const expected = reference === '-inf' ? -Infinity : Number(reference);
  if (value === expected) {
    return 0;
  }
  return Math.abs(value - expected) / Math.abs(expected);
}

const names: [keyof PathProbability, keyof GoldenValue][] = [
  ['theta', 'theta'],
  ['oneMinusTheta', 'one_minus_theta'],
  ['logTheta', 'ln_theta'],
  ['logOneMinusTheta', 'ln_one_minus_theta']
];

/** Largest relative error of the four columns that a double can hold. */
function worst(value: GoldenValue): number {
  const result = thetaOf(networkOf(value), { site: value.p_site, bond: value.p_bond });
  return Math.max(
    ...names.map(([column, reference]) => relativeError(result[column], value[reference] as string))
  );
}

test.each(golden.values.map(value => [value.id, value.note, value as GoldenValue] as const))(
  'golden value %s (%s) to 1e-12',
  (_id, _note, value) => {
    expect(worst(value)).toBeLessThanOrEqual(1e-12);
  }
);

test.each((random.values as GoldenValue[]).map((value, i) => [i, value] as const))(
  'random golden value %s to 1e-12',
  (_i, value) => {
    expect(worst(value)).toBeLessThanOrEqual(1e-12);
  }
);

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const someWidths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 9 });

test('reversing the widths leaves theta unchanged', () => {
  fc.assert(
    fc.property(someWidths, probability, (widths, bond) => {
      const removal = { site: 0, bond };
      const forward = thetaOf(fromWidths(widths), removal);
      const backward = thetaOf(fromWidths(widths.toReversed()), removal);
      for (const [column] of names) {
        expect(relativeError(forward[column], String(backward[column]))).toBeLessThan(1e-12);
      }
    })
  );
});

test('the chain without bond removal is the closed form of the site model', () => {
  fc.assert(
    fc.property(someWidths, probability, (widths, site) => {
      const closedForm = thetaOf(fromWidths(widths), { site, bond: 0 });
      const chain = chainTheta(layerLaw(fromWidths(widths), { site, bond: 0 }, null));
      for (const [column] of names) {
        expect(relativeError(chain[column], String(closedForm[column]))).toBeLessThan(1e-12);
      }
    })
  );
});

test('mixed removal without site removal is bond removal; more removal means less theta', () => {
  fc.assert(
    fc.property(someWidths, probability, probability, (widths, bond, site) => {
      const network = fromWidths(widths);
      const mixed = thetaOf(network, { site: site / 2, bond });
      expect(mixed.theta).toBeLessThanOrEqual(thetaOf(network, { site: 0, bond }).theta);
      expect(thetaOf(network, { site, bond }).logTheta).toBeLessThanOrEqual(mixed.logTheta);
    })
  );
});

/** theta by summing over all masks of a tiny network. */
function bruteForce(widths: readonly number[], site: number, bond: number): number {
  const hidden = widths.slice(1, -1).reduce((sum, width) => sum + width, 0);
  const weights = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l], 0);
  let theta = 0;
  for (let mask = 0; mask < 2 ** (hidden + weights); mask++) {
    let chance = 1;
    let bit = 0;
    const kept = (removal: number): boolean => {
      const isKept = ((mask >>> bit++) & 1) === 1;
      chance *= isKept ? 1 - removal : removal;
      return isKept;
    };
    let reachable = new Array<boolean>(widths[0]).fill(true);
    for (let l = 1; l < widths.length; l++) {
      const next: boolean[] = [];
      for (let unit = 0; unit < widths[l]; unit++) {
        const unitKept = l === widths.length - 1 || kept(site);
        const joined = reachable.map(from => kept(bond) && from).some(Boolean);
        next.push(unitKept && joined);
      }
      reachable = next;
    }
    theta += reachable.some(Boolean) ? chance : 0;
  }
  return theta;
}

test.each([
  [[2, 2, 2], 0.3, 0.4],
  [[1, 3, 1], 0.2, 0.7],
  [[3, 1, 2], 0.5, 0.25],
  [[2, 2, 1, 2], 0.1, 0.6],
  [[2, 3, 2], 0, 0.8],
  [[4, 4], 0.9, 0.6]
])('all masks of %j at p_site = %d, p_bond = %d', (widths, site, bond) => {
  const expected = bruteForce(widths, site, bond);
  expect(thetaOf(fromWidths(widths), { site, bond }).theta).toBeCloseTo(expected, 12);
});

test.each([
  [0, 0.7, 'nothing rare'],
  [0.2, 0.3, 'mixed'],
  [0, 1e-9, '1 - theta below the double range']
])(
  'site %s, bond %s (%s): the Perron root in deep networks is the chain walked layer by layer',
  (site, bond) => {
    const width = 6;
    const at = (depth: number, removal: Removal) =>
      exactAnswer({ is: 'layers', layers: rectangular(width, depth), sparse: null }, removal);
    expect(at(2, { site, bond }).algorithm).toBe('chain');
    const depth = 3_000;
    // Layers with rates of their own are never taken together.
    const walked = at(depth, { site, bond: new Array<number>(depth + 1).fill(bond) });
    const settled = at(depth, { site, bond });
    expect([walked.algorithm, settled.algorithm]).toEqual(['chain', 'Perron root']);
    for (const [column] of names) {
      expect(relativeError(settled[column], String(walked[column]))).toBeLessThan(1e-12);
    }
    expect(at(1e9, { site, bond }).algorithm).toBe('Perron root');
  }
);

test('a depth of 10^18 under site removal', () => {
  const { logTheta } = thetaOf(rectangular(100, 1e18), { site: 0.5, bond: 0 });
  expect(relativeError(logTheta, String(-1e18 * 2 ** -100))).toBeLessThan(1e-12);
});
