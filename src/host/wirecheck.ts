// Whether bytes can be one MessagePack value, before anything is made of them: a header of five bytes may claim a list
// of four thousand million entries, for which a decoder sets memory aside at once.

/** A value as its first byte tells: bytes of its own behind it, and values inside. */
interface Head {
  readonly own: number;
  readonly values: number;
}

const NOTHING: Head = { own: 0, values: 0 };

/** Bytes behind the formats 0xc0 .. 0xdf: bytes of the length, and what is counted. */
const SIZES: readonly (
  readonly [length: number, counts: 'bytes' | 'ext' | 'list' | 'map'] | number
)[] = [
  ...[0, -1, 0, 0],
  ...([
    [1, 'bytes'],
    [2, 'bytes'],
    [4, 'bytes']
  ] as const),
  ...([
    [1, 'ext'],
    [2, 'ext'],
    [4, 'ext']
  ] as const),
  ...[4, 8, 1, 2, 4, 8, 1, 2, 4, 8],
  ...[2, 3, 5, 9, 17],
  ...([
    [1, 'bytes'],
    [2, 'bytes'],
    [4, 'bytes']
  ] as const),
  ...([
    [2, 'list'],
    [4, 'list'],
    [2, 'map'],
    [4, 'map']
  ] as const)
];

function headOf(view: DataView, at: number): Head | null {
  const format = view.getUint8(at);
  if (format < 0x80 || format >= 0xe0) return NOTHING;
  if (format < 0x90) return { own: 0, values: 2 * (format & 0x0f) };
  if (format < 0xa0) return { own: 0, values: format & 0x0f };
  if (format < 0xc0) return { own: format & 0x1f, values: 0 };
  const size = SIZES[format - 0xc0];
  if (typeof size === 'number') return size < 0 ? null : { own: size, values: 0 };
  const [length, counts] = size;
  if (at + length >= view.byteLength) return null;
  const count =
    length === 1
      ? view.getUint8(at + 1)
      : length === 2
        ? view.getUint16(at + 1)
        : view.getUint32(at + 1);
  switch (counts) {
    case 'bytes':
      return { own: length + count, values: 0 };
    case 'ext':
      return { own: length + 1 + count, values: 0 };
    case 'list':
      return { own: length, values: count };
    case 'map':
      return { own: length, values: 2 * count };
  }
}

/**
 * Whether bytes hold as many values as their lists and maps claim, and end with the last: each value takes a byte at
 * least, so that no more is set aside than a few times the bytes that are there.
 */
export function isWhole(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, wanted] = [0, 1];
  while (wanted > 0) {
    if (wanted > bytes.length - at) return false;
    const head = headOf(view, at);
    if (head === null) return false;
    at += 1 + head.own;
    wanted += head.values - 1;
  }
  return at === bytes.length;
}
