// Fewer of many: evenly spaced items, for legends and pictures that must stay small.

/**
 * At most `most` of the items, evenly spaced, the first and the last among them.
 *
 * @param items in their order
 * @param most 2 or more
 */
export function thin<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) {
    return items;
  }
  const stride = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * stride)]);
}
