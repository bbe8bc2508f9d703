// Whether a result is what its digest says, and whether the same study gives the same digest again.

import { excerpt } from './excerpt';
import { columnsDigest } from './hash';
import type { Result } from './result';

/** What came of it; `found` is a digest that differs from the stated one. */
export type Verification =
  | { readonly is: 'equal' }
  /** Not even the numbers of the result itself have its digest; null for an excerpt whose rows are not those of its study. */
  | { readonly is: 'altered'; readonly found: string | null }
  | { readonly is: 'differs'; readonly found: string };

/**
 * Verifies a result.
 *
 * @param result what is to be verified
 * @param compute runs its study again
 */
export async function verify(
  { columns, digest, excerpt: missing }: Result,
  compute: () => Promise<Result>
): Promise<Verification> {
  const own = columnsDigest(columns);
  if (missing === undefined && own !== digest) {
    return { is: 'altered', found: own };
  }
  const again = await compute();
  if (again.digest !== digest) {
    return { is: 'differs', found: again.digest };
  }
  const isSame = missing === undefined || columnsDigest(excerpt(again).columns) === own;
  return isSame ? { is: 'equal' } : { is: 'altered', found: null };
}
