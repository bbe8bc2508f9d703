// The parts that a view gets once its figure is drawn, in a chunk of their own: a stored result is drawn without them.

import { part as exporting } from './export/part';
import type { Instrument, Part } from './instrument';
import { part as live } from './live/part';
import { part as network } from './network/part';
import { part as provenance } from './provenance';
import { part as writing } from './writing';

const PARTS: readonly Part[] = [live, writing, provenance, exporting, network];

/** Adds all parts to a view. */
export function addParts(instrument: Instrument): void {
  for (const part of PARTS) part(instrument);
}
