// The studies that a new notebook and the toolbar's button begin with, small enough to be done in seconds.

import type { TranslationBundle } from '@jupyterlab/translation';

/** Kinds of studies. */
export type Kind = 'percolation' | 'dropout';

/** Cells with a study that runs, by its kind. */
export const EXAMPLES: { readonly [kind in Kind]: string } = {
  percolation: `%%percolation
network: {width: 8, depth: [4, 16, 64]}
model: site                 # site is Dropout, bond is DropConnect
p: 0..1 by 0.02             # removal probability`,
  dropout: `%%dropout
network: {width: 8, depth: [4, 8, 16], init: balanced}
data: teacher               # or digits, or a variable that holds a pair (X, y)
p: 0.8                      # removal probability
arms: [dropout, conditioned, intact]
steps: 2000
replicates: 4`
};

/** What a new notebook says of its study, as Markdown. */
export function explained(kind: Kind, trans: TranslationBundle): string {
  const words = {
    percolation: trans.__(
      'How probable is it that an open path leads from the input of a network to its output, when units or weights are removed at random? Run both cells, then change the study.'
    ),
    dropout: trans.__(
      'Do deep networks stop learning because dropout leaves no open path through them? Run both cells, then change the study; `conditioned` trains with open masks only, `intact` with none removed.'
    )
  };
  return words[kind];
}
