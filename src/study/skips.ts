// Identity skips join layers of one width: a network in which no block has two such ends would have none, unnoticed.

import { identitySkips } from '../engine/network/build/layers';
import { widthsOf } from '../engine/network/layered';
import { networkOf } from './network';
import { refuse } from './refuse';
import { cellsOf, type Study } from './study';

/** Most widths that a message names. */
const MOST_WIDTHS = 12;

/**
 * Refuses a study with a cell whose identity skips are none.
 *
 * @throws StudyError naming the span and the widths
 */
export function checkSkips(study: Study): void {
  if (!study.settings.get('network.skip.span')) {
    return;
  }
  // Whatever else is swept, cells differ in their networks by keys of the network alone.
  const settings = [...study.settings].map(
    ([path, values]) => [path, path.startsWith('network.') ? values : values.slice(0, 1)] as const
  );
  for (const cell of cellsOf({ ...study, settings: new Map(settings) })) {
    const network = networkOf(cell, null);
    if (network.is !== 'skip' || network.kind === 'dense') {
      continue;
    }
    const { layers, span } = network;
    if (identitySkips(layers, span) > 0) {
      continue;
    }
    const widths = widthsOf(layers);
    const named = [
      ...widths.slice(0, MOST_WIDTHS),
      ...(widths.length > MOST_WIDTHS ? ['...'] : [])
    ];
    const message =
      `found ${span}, which makes no skip at all in layers of ${named.join(', ')} units; allowed: a span with two ` +
      'layers of one width that far apart, counted from the input in steps of it; take another span, equal widths, or ' +
      'kind: dense';
    refuse(study, 'network.skip.span', message);
  }
}
