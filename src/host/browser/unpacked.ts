// Gzip-compressed bytes, unpacked by the browser.

/**
 * Unpacks bytes.
 *
 * @param bytes gzip-compressed; others are given back as they are, since some servers send a .gz as the encoding of what
 *   it holds, and the browser has undone it
 */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
