// Texts that look like studies, valid and half-written, for tests with random input.

import fc from 'fast-check';

const PIECES = [
  ...[
    'network',
    'width',
    'depth',
    'p',
    'model',
    'data',
    'name',
    'skip',
    'study',
    'measure',
    'site'
  ],
  ...[
    ': ',
    ':',
    '{',
    '}',
    '[',
    ']',
    ', ',
    ',',
    '\n',
    '\n  ',
    '\r\n',
    '\n    ',
    '- ',
    '# ',
    '"',
    "'",
    '\t'
  ],
  ...[
    '0..1 by 0.02',
    '0..',
    '8',
    '| ',
    '> ',
    '&a ',
    '*a',
    '--- ',
    '%%percolation',
    '𝜃',
    'é',
    '\u2028',
    ' '
  ]
];

/** Texts made of what studies are made of, in any order, or of any characters. */
export const anyStudyText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(pieces => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 })
);
