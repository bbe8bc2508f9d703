import { rectangular } from '../../../src/engine/network/layered';
import { exactAnswer } from '../../../src/engine/percolation/exact';

/** P(no `span` consecutive dead layers among `depth`) and P(some), each a sum of positive terms that no double loses. */
function recursion(dead: number, alive: number, depth: number, span: number): [number, number] {
  let closed = 0;
  let law = [1, ...new Array<number>(span - 1).fill(0)];
  for (let layer = 0; layer < depth; layer++) {
    closed += dead * law[span - 1];
    law = [alive * law.reduce((sum, value) => sum + value), ...law.slice(0, -1).map(x => dead * x)];
  }
  return [law.reduce((sum, value) => sum + value), closed];
}

test.each([1, 2, 3, 5, 6])(
  'span %s: theta is that of the plain recursion, also where it is rare',
  span => {
    for (const width of [1, 2, 8]) {
      for (const depth of [0, 1, 3, 10, 40, 100]) {
        for (const p of [0.05, 0.3, 0.5, 0.8, 0.9, 0.95, 0.97, 0.99, 0.999]) {
          const dead = p ** width;
          const alive = -Math.expm1(width * Math.log(p));
          const { theta, oneMinusTheta, logTheta } = exactAnswer(
            { is: 'skip', layers: rectangular(width, depth), kind: 'dense', span, removable: true },
            { site: p, bond: 0 }
          );
          const [expected, closed] = recursion(dead, alive, depth, span);
          expect(Math.abs(theta / expected - 1)).toBeLessThan(1e-11);
          expect(Math.abs(Math.exp(logTheta) / expected - 1)).toBeLessThan(1e-11);
          expect(Math.abs(oneMinusTheta - closed)).toBeLessThanOrEqual(1e-11 * closed);
        }
      }
    }
  }
);
