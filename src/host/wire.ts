// Shards, results and material as bytes, for a file, a database or another machine: MessagePack, in which every
// number is a double, so that -0, NaN and infinities come back as they were, and typed arrays stay what they are.

import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import { isWhole } from './wirecheck';

/** Bytes that `toWire` did not make, or that were cut or changed since. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Arrays of numbers that are sent as their little-endian bytes; the place is the type on the wire, never to be changed. */
const KINDS: readonly {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): Numbers;
}[] = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array];

const codec = new ExtensionCodec();
KINDS.forEach((Kind, type) =>
  codec.register({
    type,
    encode: value =>
      value instanceof Kind
        ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : null,
    decode: bytes => {
      if (bytes.length % Kind.BYTES_PER_ELEMENT !== 0) {
        throw new WireError(`wire: ${bytes.length} bytes are no ${Kind.name}`);
      }
      // Not bytes.slice(): that of Node's Buffer does not copy.
      return new Kind(new Uint8Array(bytes).buffer);
    }
  })
);

/**
 * The bytes of a value.
 *
 * @param value made of plain objects, arrays, strings, numbers, booleans, null and typed arrays; members that are
 *   undefined are left out
 */
export function toWire(value: unknown): Uint8Array<ArrayBuffer> {
  const options = { extensionCodec: codec, forceIntegerToFloat: true, ignoreUndefined: true };
  return encode(value, options);
}

/**
 * The value of bytes that `toWire` made.
 *
 * @throws WireError where they are anything else, before more memory is taken than they can fill
 */
export function fromWire(bytes: Uint8Array): unknown {
  if (!isWhole(bytes)) {
    throw new WireError(`wire: ${bytes.length} bytes are not one whole value`);
  }
  try {
    return decode(bytes, { extensionCodec: codec });
  } catch (error) {
    if (error instanceof WireError) {
      throw error;
    }
    throw new WireError(`wire: ${(error as Error).message}`, { cause: error });
  }
}
