// Whether a result is what its digest says, and whether the same study gives the same digest again.

import { columnsDigest } from './hash';
import type { Result } from './result';

/** What came of it; `found` is a digest that differs from the stated one. */
export type Verification =
  | { readonly is: 'equal' }
  /** Not even the numbers of the result itself have its digest. */
  | { readonly is: 'altered'; readonly found: string }
  | { readonly is: 'differs'; readonly found: string };

/**
 * Verifies a result.
 *
 * @param result what is to be verified
 * @param compute runs its study again
 */
export async function verify(
  { columns, digest }: Result,
  compute: () => Promise<Result>
): Promise<Verification> {
  const own = columnsDigest(columns);
  if (own !== digest) {
    return { is: 'altered', found: own };
  }
  const again = await compute();
  return again.digest === digest ? { is: 'equal' } : { is: 'differs', found: again.digest };
}
