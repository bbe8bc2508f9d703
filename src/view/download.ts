// The static picture of a result as a file: on white, with its title, its words and where its numbers come from,
// whatever the page's theme.

import { picture } from '../study/picture';
import type { Result } from '../study/result';
import { shortDigest } from './caption';

/** Pixels of a PNG for each of the picture: 760 of those across a page make 300 dots per inch. */
const SCALE = 3;

/** Saves the picture as percolab-DIGEST.svg. */
export function saveSvg(result: Result): void {
  save(svgOf(result), result, 'svg');
}

/**
 * Saves the picture as percolab-DIGEST.png.
 *
 * @throws Error when the browser can't paint a picture of its size
 */
export async function savePng(result: Result): Promise<void> {
  const address = URL.createObjectURL(svgOf(result));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width * SCALE, image.height * SCALE];
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
    if (png === null) throw new Error(`no PNG of ${canvas.width} x ${canvas.height} pixels`);
    save(png, result, 'png');
  } finally {
    URL.revokeObjectURL(address);
  }
}

function svgOf(result: Result): Blob {
  return new Blob([picture(result)], { type: 'image/svg+xml' });
}

function save(content: Blob, { digest }: Result, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = `percolab-${shortDigest(digest)}.${type}`;
  link.click();
  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
