// What is kept, as bytes that can be trusted: a record is a mark, the length of its content, the first 16 bytes of the
// content's SHA-256, and the content (wire.ts). Records follow each other.

import { sha256 } from '@noble/hashes/sha2.js';
import { fromWire, toWire } from '../wire';

/** `PCK` and the version of the format. */
const MARK = [0x50, 0x43, 0x4b, 1];
const LENGTH_AT = 4;
const CHECKSUM_AT = 8;
const CHECKSUM_BYTES = 16;
const CONTENT_AT = CHECKSUM_AT + CHECKSUM_BYTES;

/** How records end: all of them were read, in the middle of one, or with one that is damaged. */
export type End = 'whole' | 'torn' | 'damaged';

/**
 * A record.
 *
 * @param content anything that toWire takes; at most 4 GiB of it
 */
export function recordOf(content: unknown): Uint8Array<ArrayBuffer> {
  const bytes = toWire(content);
  const record = new Uint8Array(CONTENT_AT + bytes.length);
  record.set(MARK);
  new DataView(record.buffer).setUint32(LENGTH_AT, bytes.length);
  record.set(checksum(bytes), CHECKSUM_AT);
  record.set(bytes, CONTENT_AT);
  return record;
}

/**
 * The contents of records, each when it is asked for, up to the first that is not as it was written. A record that is cut off
 * is torn: its writer was killed, or is still writing.
 */
export function* readRecords(bytes: Uint8Array): Generator<unknown, End, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (MARK.some((byte, i) => at + i < bytes.length && bytes[at + i] !== byte)) {
      return 'damaged';
    }
    const from = at + CONTENT_AT;
    const to = from <= bytes.length ? from + view.getUint32(at + LENGTH_AT) : Infinity;
    if (to > bytes.length) {
      return 'torn';
    }
    const content = bytes.subarray(from, to);
    const stated = bytes.subarray(at + CHECKSUM_AT, from);
    if (checksum(content).some((byte, i) => byte !== stated[i])) {
      return 'damaged';
    }
    yield fromWire(content);
    at = to;
  }
  return 'whole';
}

function checksum(bytes: Uint8Array): Uint8Array {
  return sha256(bytes).subarray(0, CHECKSUM_BYTES);
}
