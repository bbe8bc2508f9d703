// Keeps what was made last: of 10^5 cells in a row most agree in what a thing is made of.

/** What is made of the values, or was made at the last call if that had the same. */
export type LastMade<T> = (values: readonly unknown[], make: () => T) => T;

/** A {@link LastMade} that has nothing yet; values are compared one by one, as `===` does. */
export function lastMade<T>(): LastMade<T> {
  let last: { readonly values: readonly unknown[]; readonly made: T } | undefined;
  return (values, make) => {
    if (!last?.values.every((value, i) => value === values[i])) last = { values, made: make() };
    return last.made;
  };
}
