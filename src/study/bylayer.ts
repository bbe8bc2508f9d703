// The layers of a network as the rules between keys count them: lists have one entry for each, and no skip passes over
// more than there are.

import { FORMS } from './family';
import { isOverTime, type Setting } from './key';
import { numbersOf, say, valuesOf, type Reading } from './reading';

/** Layers of the networks of a study, a number for each depth that is swept. */
interface Layers {
  readonly hidden: readonly number[];
  /** Blocks of stochastic depth; none where they follow from widths that are known only with the data. */
  readonly blocks: readonly number[];
  /** The key that says so. */
  readonly key: string;
}

/** null for networks without layers. */
function layersOf(reading: Reading): Layers | null {
  const ofWidths = (key: string): Layers => {
    const lists = valuesOf(reading, `network.${key}`) as readonly (readonly number[])[];
    return { hidden: lists.map(list => list.length - 2), blocks: [], key };
  };
  switch (reading.family) {
    case 'rectangular':
      return { hidden: numbersOf(reading, 'network.depth'), blocks: [], key: 'depth' };
    case 'blocks': {
      const blocks = numbersOf(reading, 'network.depth');
      return { hidden: blocks.map(count => count + 1), blocks, key: 'depth' };
    }
    case 'tree':
      return { hidden: numbersOf(reading, 'network.tree.depth'), blocks: [], key: 'depth' };
    case 'widths':
    case 'convolutional':
      return ofWidths(reading.family === 'widths' ? 'widths' : 'channels');
    default:
      return null;
  }
}

/** The lists in a value that have an entry for each layer. */
function listsOf(value: Setting): readonly (readonly unknown[])[] {
  const ends: readonly Setting[] = isOverTime(value) ? [value.from, value.to] : [value];
  return ends.filter(end => Array.isArray(end)) as readonly (readonly unknown[])[];
}

/** What each entry of a list is of, for a key whose lists have an entry for each layer or block. */
export function entryName(
  { family, settings }: Pick<Reading, 'family' | 'settings'>,
  path: string
): 'hidden layer' | 'layer of weights' | 'block' {
  const models = settings.get('model') ?? [];
  if (path === 'p' && (family === 'blocks' || models.includes('blocks'))) {
    return 'block';
  }
  return path === 'p_site' || (path === 'p' && !models.includes('bond'))
    ? 'hidden layer'
    : 'layer of weights';
}

/** How many entries a list must have, for each depth that is swept, and what each is of. */
function entriesOf(
  reading: Reading,
  path: string,
  { hidden, blocks }: Layers
): { readonly counts: readonly number[]; readonly of: string } {
  const of = entryName(reading, path);
  const counts = {
    block: blocks,
    'hidden layer': hidden,
    'layer of weights': hidden.map(depth => depth + 1)
  };
  return { counts: counts[of], of };
}

/** What is wrong with the lists of a key. */
function mistakeIn(
  reading: Reading,
  path: string,
  lists: readonly (readonly unknown[])[]
): string | null {
  const layers = layersOf(reading);
  if (layers === null) {
    return `${FORMS[reading.family].name} has no layers that could differ; give one number`;
  }
  if (path === 'p' && valuesOf(reading, 'model').length > 1) {
    return 'rates by layer are those of one model; give each model a study of its own';
  }
  const { counts, of } = entriesOf(reading, path, layers);
  for (const count of counts) {
    const wrong = lists.find(list => list.length !== count);
    if (wrong) {
      return `found a list of ${wrong.length}; allowed: one value, or ${count} in a list, one for each ${of} (${layers.key})`;
    }
  }
  return null;
}

/** Rates and biases that are lists have an entry for each layer, or block, that they are of. */
export function checkByLayer(reading: Reading): void {
  for (const path of ['p', 'p_site', 'p_bond', 'network.bias']) {
    const lists = valuesOf(reading, path).flatMap(listsOf);
    const mistake = lists.length === 0 ? null : mistakeIn(reading, path, lists);
    if (mistake !== null) {
      say(reading, path, mistake);
    }
  }
}

/** Skips have a span, and pass over no more layers of weights than there are. */
export function checkSpan(reading: Reading): void {
  const { given } = reading;
  const stray = ['network.skip.kind', 'network.skip.removable'].find(given);
  if (stray !== undefined && !given('network.skip.span')) {
    const message = 'missing key network.skip.span; write skip: {span: 2, removable: true}';
    say(reading, stray, message);
  }
  const depth = Math.min(...(layersOf(reading)?.hidden ?? []));
  const long = numbersOf(reading, 'network.skip.span').find(span => span > depth + 1);
  if (long !== undefined) {
    const message = `found ${long}; a network of depth ${depth} has ${depth + 1} layers of weights: take at most ${depth + 1}`;
    say(reading, 'network.skip.span', message);
  }
}
