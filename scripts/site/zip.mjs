// Reads one file out of a zip archive, such as a wheel, in memory.

import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * The content of one file.
 *
 * @param {Buffer} archive the zip archive
 * @param {(name: string) => boolean} wanted says which one
 * @returns {Buffer | null} null where there is none
 * @throws Error for what is no zip archive, or packed in another way than stored or deflated
 * @see APPNOTE.TXT, the format's specification, 4.3
 */
export function unzipOne(archive, wanted) {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('this is no zip archive');
  let at = archive.readUInt32LE(end + 16);
  while (archive.readUInt32LE(at) === ENTRY) {
    const lengths = [28, 30, 32].map(offset => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + 46, at + 46 + lengths[0]);
    if (wanted(name)) return contentOf(archive, at, name);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return null;
}

function contentOf(archive, entry, name) {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + size);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed);
  throw new Error(`${name} is packed by method ${method}; known are stored and deflated`);
}
