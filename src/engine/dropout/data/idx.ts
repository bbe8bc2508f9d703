// The IDX format of MNIST (Y. LeCun, "The MNIST database of handwritten digits"): two zero bytes, the type of
// the numbers, how many dimensions, each dimension as a big-endian 32-bit integer, then the numbers themselves.

import { DataError } from '../dataset';

/** An array of unsigned bytes with its dimensions. */
export interface ByteArray {
  readonly dimensions: readonly number[];
  /** The numbers, the last dimension varying fastest; a view on the file's bytes. */
  readonly values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
const HEADER = 4;
const WORD = 4;

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

function checkHeader(bytes: Uint8Array, file: string): void {
  if (bytes.length < HEADER) {
    throw new DataError(
      `${file}: the file ends at byte ${bytes.length}; an IDX file begins with a header of ${HEADER} bytes`
    );
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new DataError(
      `${file}, byte 0: found gzip data; expected an IDX file: unpack it, or end its name in .gz`
    );
  }
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    throw new DataError(
      `${file}, byte 0: found ${hex(bytes[0])} ${hex(bytes[1])}; an IDX file begins with 0x00 0x00: is this the right file?`
    );
  }
  if (bytes[2] !== UNSIGNED_BYTE) {
    throw new DataError(
      `${file}, byte 2: found number type ${hex(bytes[2])}; only 0x08, unsigned bytes, can be read`
    );
  }
  if (bytes[3] === 0) {
    throw new DataError(`${file}, byte 3: found 0 dimensions; expected 1 for labels, 3 for images`);
  }
}

/**
 * Reads an IDX file of unsigned bytes.
 *
 * @param bytes the whole file, not compressed
 * @param file its name, for messages
 * @throws DataError naming file and offset where it is not one, or is truncated or too long
 */
export function parseIdx(bytes: Uint8Array, file: string): ByteArray {
  checkHeader(bytes, file);
  const begin = HEADER + WORD * bytes[3];
  if (bytes.length < begin) {
    throw new DataError(
      `${file}: the file ends at byte ${bytes.length}, within its header; ${bytes[3]} dimensions need ${begin} bytes`
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions = Array.from({ length: bytes[3] }, (_, d) => view.getUint32(HEADER + WORD * d));
  const end = begin + dimensions.reduce((product, dimension) => product * dimension, 1);
  if (bytes.length !== end) {
    const problem = bytes.length < end ? 'truncated' : 'too long';
    throw new DataError(
      `${file}: ${problem}: found ${bytes.length} bytes; ${dimensions.join(' x ')} numbers and the header are ${end}`
    );
  }
  return { dimensions, values: bytes.subarray(begin) };
}
