// Reading the fields of a job or of a layer, which are words; see ../../trainingfields.ts.

/** A field that is an address or a length in bytes. */
// @ts-ignore: decorator
@inline
export function word(base: usize, field: usize): usize {
  return <usize>load<u32>(base + field);
}

/** A field that is a count or a bit. */
// @ts-ignore: decorator
@inline
export function count(base: usize, field: usize): i32 {
  return load<i32>(base + field);
}
