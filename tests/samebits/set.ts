// The set of studies that every place must answer with the same bits, and the digests that they have. Small studies
// which together touch every way of sampling, solving and training (cover.test.ts sees to that).

import type { StudyKeys } from '../../src/api';
import digests from './digests.json';
import type { Print } from './prints';
import studies from './studies.json';

/** The studies by name. */
export const STUDIES: Readonly<Record<string, StudyKeys>> = studies;

/** Their fingerprints; `npm run digests` writes them. */
export const DIGESTS: Readonly<Record<string, Print>> = digests;
