// The static picture of a result, and texts of it, as files: the picture on white, with its title, its words and where
// its numbers come from, whatever the page's theme.

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
  save(await pngOf(result), result, 'png');
}

/**
 * The picture as PNG.
 *
 * @throws Error when the browser can't paint a picture of its size
 */
export async function pngOf(result: Result): Promise<Blob> {
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
    return png;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Saves a text as percolab-DIGEST.ENDING, in UTF-8. */
export function saveText(text: string, result: Result, ending: string): void {
  save(new Blob([text], { type: 'text/plain;charset=utf-8' }), result, ending);
}

/** The name of a file with a result's digest in it. */
export function fileName({ digest }: Result, ending: string): string {
  return `percolab-${shortDigest(digest)}.${ending}`;
}

function svgOf(result: Result): Blob {
  return new Blob([picture(result)], { type: 'image/svg+xml' });
}

function save(content: Blob, result: Result, ending: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName(result, ending);
  link.click();
  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
