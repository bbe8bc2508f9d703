// The set of studies that every place must answer with the same bits, and the digests that they have. Small studies
// which together touch every way of sampling, solving and training (cover.test.ts sees to that).

import { readFileSync } from 'node:fs';
import type { StudyKeys } from '../../src/api';
import type { Print } from './prints';

function read(name: string): unknown {
  return JSON.parse(readFileSync(`tests/samebits/${name}.json`, 'utf8'));
}

/** The studies by name. */
export const STUDIES = read('studies') as Readonly<Record<string, StudyKeys>>;

/** Their fingerprints; `npm run digests` writes them. */
export const DIGESTS = read('digests') as Readonly<Record<string, Print>>;
