// One layer of the reachability chain. With K_l = k units reachable, each unit of the next layer is reachable
// independently with probability s_k = q_site (1 - p_bond^k), so K_{l+1} is Binomial(W, s_k).

import { exp, expm1 } from '../math/exp';
import { log, log1p } from '../math/log';

/** Removal probabilities of a unit and of the weights that enter it. */
export interface UnitRemoval {
  readonly site: number;
  readonly bond: number;
}

/** The law of one unit of the next layer, given the number of reachable units. */
export class UnitReach {
  private readonly logBond: number;
  private readonly siteKeep: number;

  /** @param removal removal probabilities; `site` is 0 for the output layer, whose units are kept */
  constructor(private readonly removal: UnitRemoval) {
    this.logBond = log(removal.bond);
    this.siteKeep = 1 - removal.site;
  }

  /** P(a unit of the next layer is reachable | k reachable), k >= 1. */
  reached(k: number): number {
    return this.siteKeep * -expm1(k * this.logBond);
  }

  /** The complement of `reached`, as a sum of non-negative terms. */
  missed(k: number): number {
    return this.removal.site + this.siteKeep * exp(k * this.logBond);
  }

  /** ln of `missed`, to full relative precision; -Infinity when a unit can't be missed. */
  logMissed(k: number): number {
    if (this.removal.site === 0) {
      return k * this.logBond;
    }
    const reached = this.reached(k);
    return reached < 0.5 ? log1p(-reached) : log(this.missed(k));
  }
}
