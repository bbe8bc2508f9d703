// Rules that tie several keys of a study together: which keys a form of network has, which rates a model takes, which
// options go with which. What can be asked of what stands in measurable.ts.

import { WIDEST_CHAIN } from '../engine/percolation/chain';
import { checkByLayer, checkSpan } from './bylayer';
import { FORMS } from './family';
import { KEYS } from './keys';
import { asksForP, checkMeasures } from './measurable';
import { numbersOf, say, valuesOf, type Reading } from './reading';
import { checkTrainable } from './trainable';

/** Keys of `network`: those that its form needs are there, and no others. */
export function checkFamily(reading: Reading): void {
  const { kind, family, given } = reading;
  const { needs, example, name } = FORMS[family];
  for (const path of needs.filter(needed => !given(needed))) {
    say(reading, path, `missing key; write ${example}`);
  }
  const network = KEYS.filter(
    ({ path, studies }) => path.startsWith('network.') && studies.includes(kind)
  );
  for (const { path, families } of network) {
    if (!given(path) || families === undefined || families.includes(family)) {
      continue;
    }
    const rectangular = families.includes('rectangular') && family === 'widths';
    const message = rectangular
      ? 'widths already gives every layer; keep widths or width and depth'
      : `${name} has no such key; remove it, or write ${FORMS[family === 'rectangular' ? families[0] : family].example}`;
    say(reading, path, message);
  }
}

function checkRates(reading: Reading): void {
  const { kind, family, settings } = reading;
  const models = valuesOf(reading, 'model') as readonly string[];
  if (models.includes('mixed') && models.length > 1) {
    say(
      reading,
      'model',
      'mixed takes p_site and p_bond, the others p; give mixed a study of its own'
    );
  }
  if (kind === 'percolation' && family === 'blocks' && models.some(model => model !== 'site')) {
    say(
      reading,
      'model',
      'stochastic depth removes whole blocks, each with probability p; remove model'
    );
  }
  const rates = models.includes('mixed') ? ['p_site', 'p_bond'] : ['p'];
  if (kind === 'dropout' || asksForP(reading)) {
    for (const rate of rates.filter(name => !settings.has(name))) {
      say(
        reading,
        rate,
        `missing key; write ${rate}: 0.5 or ${rate}: 0..1 by 0.02 (removal probability)`
      );
    }
  }
  for (const stray of ['p', 'p_site', 'p_bond'].filter(
    name => settings.has(name) && !rates.includes(name)
  )) {
    const takes = `model ${models.join(', ')} takes ${rates.join(' and ')}`;
    say(reading, stray, `${takes}; remove ${stray} or change the model`);
  }
  if (reading.given('p_input') && (family === 'lattice' || family === 'blocks')) {
    say(
      reading,
      'p_input',
      `${FORMS[family].name} has no input units that could be removed; remove p_input`
    );
  }
}

function checkOptions(reading: Reading): void {
  const { given } = reading;
  if (given('network.density') && given('network.degree')) {
    say(reading, 'network.degree', 'density and degree say the same thing; keep one of the two');
  }
  const sparse = given('network.density') || given('network.degree');
  if (given('network.quenched') && !sparse) {
    say(
      reading,
      'network.quenched',
      'only sparse layers can be quenched; add density: 0.5 or degree: 4'
    );
  }
  if (
    given('replicates') &&
    reading.kind === 'percolation' &&
    !valuesOf(reading, 'network.quenched').includes(true)
  ) {
    say(reading, 'replicates', 'replicates are fixed graphs; add quenched: true, or use trials');
  }
  const kept = valuesOf(reading, 'network.skip.removable').includes(false);
  const dense = valuesOf(reading, 'network.skip.kind').includes('dense');
  if (dense && kept && valuesOf(reading, 'model').some(model => model !== 'site')) {
    say(
      reading,
      'network.skip.removable',
      'found false; dense skips are weights like all others; remove it, or take kind: identity'
    );
  }
  if (given('network.skip.span') && sparse) {
    say(
      reading,
      'network.skip.span',
      'layers with skips are complete; remove density, degree or skip'
    );
  }
  if (given('trials') && given('precision')) {
    say(reading, 'precision', 'trials and precision exclude each other; keep one of the two');
  }
  if (
    given('network.drop') &&
    reading.family === 'convolutional' &&
    valuesOf(reading, 'network.drop').includes('blocks')
  ) {
    say(
      reading,
      'network.drop',
      'found blocks; allowed here: channels, elements; for DropBlock write drop: elements, block: 3'
    );
  }
  const even = numbersOf(reading, 'network.kernel').find(side => side % 2 === 0);
  if (even !== undefined) {
    say(
      reading,
      'network.kernel',
      `found ${even}; allowed: odd sides, so that a kernel has a middle; take ${even + 1}`
    );
  }
  const squares = numbersOf(reading, 'network.block').some(side => side > 1);
  if (squares && !valuesOf(reading, 'network.drop').includes('elements')) {
    say(
      reading,
      'network.block',
      'squares of elements are removed only with drop: elements; add it'
    );
  }
}

/** Sizes that exact methods can take. */
function checkSizes(reading: Reading): void {
  const models = valuesOf(reading, 'model');
  const chain = models.some(model => model !== 'site');
  const widest = Math.max(
    0,
    ...numbersOf(reading, 'network.width'),
    ...(valuesOf(reading, 'network.widths') as readonly (readonly number[])[]).flatMap(widths =>
      widths.slice(1, -1)
    )
  );
  if (chain && widest > WIDEST_CHAIN && valuesOf(reading, 'method').includes('exact')) {
    say(
      reading,
      'method',
      `exact needs a matrix of ${widest} x ${widest} for this model; allowed: width up to ${WIDEST_CHAIN}; use method: montecarlo`
    );
  }
  const measured = valuesOf(reading, 'measure').find(
    measure => measure === 'collapse' || measure === 'sign_theta'
  );
  if (chain && widest > WIDEST_CHAIN && measured !== undefined) {
    say(
      reading,
      'measure',
      `${String(measured)} needs the chain of layers of ${widest} units; allowed for this model: width up to ${WIDEST_CHAIN}; remove it`
    );
  }
  const deepest = Math.max(0, ...numbersOf(reading, 'network.depth'));
  if (chain && deepest > 1e9) {
    say(
      reading,
      'network.depth',
      `found ${deepest}; allowed for bond and mixed: depth up to 1e9; site goes to 1e18`
    );
  }
}

/**
 * All rules but those of checkFamily, which come first: what they find wrong would be misread here.
 *
 * @param reading a study whose keys are each valid by themselves
 */
export function checkTogether(reading: Reading): void {
  checkRates(reading);
  checkByLayer(reading);
  checkSpan(reading);
  if (reading.kind === 'percolation') {
    checkOptions(reading);
    checkMeasures(reading);
    checkSizes(reading);
  } else {
    checkTrainable(reading);
  }
}
