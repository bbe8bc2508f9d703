// The data sets that a study on the site can name: the teacher, and the digits that the site ships.

import { DIGITS_FILES, digitsDataset } from '../../src/engine/dropout/data/digits';
import { DataError } from '../../src/engine/dropout/dataset';
import { unpacked } from '../../src/host/browser/unpacked';
import type { LoadData } from '../../src/study/prepare';
import type { Places } from './protocol';

/**
 * Reads the data of studies on the site.
 *
 * @param places where the digits are
 * @throws DataError for data that are not on the site
 */
export function siteData({ images, labels }: Pick<Places, 'images' | 'labels'>): LoadData {
  return async ({ name }) => {
    switch (name) {
      case 'teacher':
        return null;
      case 'digits': {
        const files = [
          { url: images, file: DIGITS_FILES.images },
          { url: labels, file: DIGITS_FILES.labels }
        ];
        const [image, label] = await Promise.all(files.map(readShipped));
        return digitsDataset(image, label);
      }
      default:
        throw new DataError(
          `${name} can't be read in a browser; allowed: teacher, digits, or a variable that holds {x, y}`
        );
    }
  };
}

async function readShipped({ url, file }: { url: string; file: string }): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) {
    throw new DataError(
      `${file} can't be loaded from the site; reload the page when it can be reached`
    );
  }
  return unpacked(new Uint8Array(await response.arrayBuffer()));
}
