// The shipped digits in the page. They are in this chunk of the extension itself, as text, and so load as a script does:
// from wherever the extension comes, also where fetching its files from another origin is not allowed.

import { digitsDataset } from '../engine/dropout/data/digits';
import type { Dataset } from '../engine/dropout/dataset';
import { unpacked } from '../host/browser/unpacked';
import { IMAGES, LABELS } from './digitsdata';

let digits: Promise<Dataset> | null = null;

/** The digits; unpacked once. */
export function pageDigits(): Promise<Dataset> {
  digits ??= Promise.all([IMAGES, LABELS].map(bytesOf)).then(([image, label]) =>
    digitsDataset(image, label)
  );
  return digits;
}

function bytesOf(base64: string): Promise<Uint8Array> {
  return unpacked(Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)));
}
