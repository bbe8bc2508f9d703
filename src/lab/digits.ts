// The shipped digits in the page. They are in this chunk of the extension itself, as text, and so load as a script does:
// from wherever the extension comes, also where fetching its files from another origin is not allowed.

import { digitsDataset } from '../engine/dropout/data/digits';
import images from '../engine/dropout/data/digits-images-idx3-ubyte.gz';
import labels from '../engine/dropout/data/digits-labels-idx1-ubyte.gz';
import type { Dataset } from '../engine/dropout/dataset';
import { unpacked } from '../host/browser/unpacked';

let digits: Promise<Dataset> | null = null;

/** The digits; unpacked once. */
export function pageDigits(): Promise<Dataset> {
  digits ??= Promise.all([images, labels].map(bytesOf)).then(([image, label]) =>
    digitsDataset(image, label)
  );
  return digits;
}

/** The bytes of an address that holds its content. */
function bytesOf(address: string): Promise<Uint8Array> {
  const text = atob(address.slice(address.indexOf(',') + 1));
  return unpacked(Uint8Array.from(text, letter => letter.charCodeAt(0)));
}
