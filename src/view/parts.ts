// The parts that a view gets once its figure is drawn, each a chunk of its own: a stored result is drawn without them.

import type { Instrument, Part } from './instrument';

const PARTS: readonly (() => Promise<{ readonly part: Part }>)[] = [
  () => import('./live/part'),
  () => import('./writing'),
  () => import('./provenance'),
  () => import('./export/part'),
  () => import('./network/part')
];

/** Loads all parts and adds them to a view, as long as it is shown. */
export async function addParts(instrument: Instrument): Promise<void> {
  const parts = await Promise.all(PARTS.map(load => load()));
  for (const { part } of parts) {
    if (!instrument.signal.aborted) part(instrument);
  }
}
