// What can be asked of which network: the rules between measures and the rest of a study.

import { MOST_BLOCKS } from '../engine/percolation/activeblocks';
import { FORMS } from './family';
import type { Family } from './key';
import type { Measure } from './keys/percolation';
import { numbersOf, say, valuesOf, type Reading } from './reading';

/** Measures that have a value without p. */
const WITHOUT_P: readonly Measure[] = ['threshold', 'mincut', 'polynomial'];

/** Whether a study asks for something that depends on p. */
export function asksForP(reading: Reading): boolean {
  const measures = valuesOf(reading, 'measure') as readonly Measure[];
  return measures.some(measure => !WITHOUT_P.includes(measure));
}

/** Forms of network that a measure is defined for; every form where it is not listed. */
const MEASURED_ON: Readonly<Partial<Record<Measure, readonly Family[]>>> = {
  largest: ['lattice'],
  cluster: ['lattice'],
  crossing: ['lattice'],
  collapse: ['rectangular'],
  sign_theta: ['rectangular', 'widths']
};

/** Refuses measures that the network, the model or the method has no answer to. */
export function checkMeasures(reading: Reading): void {
  const { family, given } = reading;
  const measures = valuesOf(reading, 'measure') as readonly Measure[];
  const models = valuesOf(reading, 'model');
  const refuse = (measure: Measure, why: string): void =>
    say(reading, 'measure', `${measure} ${why}`);
  for (const measure of measures) {
    const forms = MEASURED_ON[measure];
    if (forms && !forms.includes(family)) {
      refuse(measure, `is defined for ${FORMS[forms[0]].name} only; remove it`);
    }
  }
  const asks = (measure: Measure): boolean => measures.includes(measure);
  if (asks('paths') && valuesOf(reading, 'network.directed').includes(false)) {
    refuse(
      'paths',
      'is not defined for undirected lattices, whose paths may turn back; remove it, or write directed: true'
    );
  }
  if (asks('blocks') && family !== 'blocks') {
    refuse(
      'blocks',
      'is defined for stochastic depth only; write network: {depth: 50, drop: blocks}'
    );
  }
  const deepest = Math.max(...numbersOf(reading, 'network.depth'));
  if (asks('blocks') && family === 'blocks' && deepest > MOST_BLOCKS) {
    say(
      reading,
      'network.depth',
      `found ${deepest}; allowed with measure blocks: up to ${MOST_BLOCKS} blocks`
    );
  }
  if (family === 'blocks') {
    const other = measures.find(measure => measure !== 'theta' && measure !== 'blocks');
    if (other !== undefined) {
      refuse(other, 'is not defined for stochastic depth; allowed: theta, blocks');
    }
  }
  const own = ['p_site', 'p_bond'].find(given);
  if (asks('threshold') && own !== undefined) {
    say(
      reading,
      own,
      'threshold needs one p for units and weights alike; leave out p_site and p_bond, and ask for theta in another study'
    );
  }
  const byLayer = valuesOf(reading, 'p').some(value => Array.isArray(value));
  if (asks('threshold') && byLayer) {
    refuse('threshold', 'needs one p for all layers; give p as a number or leave it out');
  }
  if (asks('collapse') && byLayer) {
    say(
      reading,
      'p',
      'found a list of rates by layer; collapse needs one p for all layers: give p as a number, or remove collapse'
    );
  }
  const shares =
    valuesOf(reading, 'network.block').some(side => Number(side) > 1) ||
    (models.some(model => model !== 'site') &&
      valuesOf(reading, 'network.padding').includes('zero') &&
      numbersOf(reading, 'network.kernel').some(side => side > 1));
  if (asks('mincut') && shares) {
    refuse(
      'mincut',
      'is not known where an element closes several edges; allowed: cyclic padding without squares'
    );
  }
  const plain = !['network.skip.span', 'network.density', 'network.degree'].some(given);
  if (asks('collapse') && (models.includes('mixed') || !plain)) {
    refuse(
      'collapse',
      'is defined for site and bond removal in complete layers without skips; remove it'
    );
  }
  if (asks('sign_theta') && given('network.skip.span')) {
    refuse('sign_theta', 'is known for layers without skips only; remove it');
  }
  if (asks('sign_theta') && valuesOf(reading, 'network.quenched').includes(true)) {
    refuse('sign_theta', 'is an average over graphs; remove it, or quenched: true');
  }
  if (given('theta_star') && !asks('threshold')) {
    say(reading, 'theta_star', 'theta_star defines the threshold; add measure: [theta, threshold]');
  }
  const named = valuesOf(reading, 'method').find(method => method === 'splitting');
  if (named !== undefined && measures.some(measure => measure !== 'theta')) {
    say(reading, 'measure', 'splitting estimates theta only; remove the other measures');
  }
  if (named !== undefined && given('precision')) {
    say(reading, 'precision', 'splitting takes trials (independent runs), not precision');
  }
}
