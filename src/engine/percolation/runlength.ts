// Dense skip connections under site removal: every layer is joined to each of the next `span` layers, so a path is
// open exactly when no `span` consecutive hidden layers are dead. A chain in the length of the current run of dead
// layers, in logarithms; in equal layers its law settles and the rest is one multiplication (derived here).

import { log } from '../math/log';
import { log1mexp, logSumExp } from '../math/log1mexp';
import { Sum } from '../math/sum';
import type { LayerLaw } from './layerlaw';
import {
  fromLogOneMinusTheta,
  fromLogTheta,
  SMALLEST_LINEAR,
  type PathProbability
} from './probability';
import { largestLogChange, Settling } from './settling';

/** A change of the law that is rounding. */
const ROUNDING = 1e-13;

/**
 * Path probability of dense skips when only units are removed.
 *
 * @param layers layers under removal, whose weights are never removed
 * @param span layers that a connection reaches, integer >= 1; 1 is no skip
 * @returns theta and companions, relative error below 1e-12 on each
 */
export function runLengthTheta({ input, hidden }: LayerLaw, span: number): PathProbability {
  const logInputDead = input.width * log(input.site);
  const logTheta = new Sum();
  logTheta.add(log1mexp(logInputDead));
  const deaths = [logInputDead];
  let law = new Float64Array(span).fill(-Infinity);
  law[0] = 0;
  for (const { width, count, site } of hidden) {
    const logDead = width * log(site);
    const logAlive = log1mexp(logDead);
    const settling = new Settling(ROUNDING);
    for (let left = count; left > 0; left--) {
      const death = logDead + law[span - 1];
      const reached = new Float64Array(span);
      reached[0] = logAlive + logSumExp(law);
      for (let run = 1; run < span; run++) {
        reached[run] = logDead + law[run - 1];
      }
      const alive = logSumExp(reached);
      // Where death is likely, what survives is known better as itself than as a complement.
      const survival = death < -Math.LN2 ? log1mexp(death) : alive;
      if (survival === -Infinity) {
        return fromLogTheta(-Infinity);
      }
      const next = reached.map(value => value - alive);
      const settled = settling.isSettled(largestLogChange(law, next));
      law = next;
      if (settled) {
        logTheta.add(left * survival);
        deaths.push(log(left) + death);
        break;
      }
      logTheta.add(survival);
      deaths.push(death);
    }
  }
  return logTheta.value < -SMALLEST_LINEAR
    ? fromLogTheta(logTheta.value)
    : fromLogOneMinusTheta(logSumExp(deaths));
}
