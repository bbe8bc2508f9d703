// Inputs at which a door once failed, and how; they are tried again in every run.

/** The door, and what came in. */
export const FOUND: readonly (readonly [door: string, input: string])[] = [
  // The parser's stack overflowed where it closed mappings that were never closed by the text.
  ['study', `study: percolation\np: [${'k: '.repeat(20_000)}]`],
  // A column of the name of a member of every object was believed.
  [
    'payload',
    `{"percolab":"0","study":{"study":"percolation"},"digest":"sha256:${'0'.repeat(64)}","rows":1,"columns":{"constructor":[1]}}`
  ],
  // The stack overflowed where the study was written out to be measured.
  [
    'payload',
    `{"percolab":"0","study":{"study":"percolation","a":${'['.repeat(20_000)}${']'.repeat(20_000)}},` +
      `"digest":"sha256:${'0'.repeat(64)}","rows":0,"columns":{}}`
  ],
  // An alias of nothing was taken for null, which some keys read as `none`.
  ['study', 'study: percolation\nnetwork: {width: 4, depth: 4}\np: *nothing\n'],
  // A message for each of a million wrong values.
  ['study', `study: percolation\nnetwork: {width: 4, depth: 4}\np: [${'x,'.repeat(5_000)}]\n`],
  // Messages quoted all of it.
  ['range', `${'1'.repeat(30_000)}..`],
  ['study', `study: percolation\n${'k'.repeat(30_000)}: 1\n`],
  [
    'csv',
    `${Array.from({ length: 5_000 }, (_, i) => `name${i}`).join()}\n${'1,'.repeat(4_999)}x\n`
  ],
  ['graph-csv', `a,b\n${'b'.repeat(30_000)},${'b'.repeat(30_000)}\n`],
  ['graphml', `<${'a'.repeat(30_000)}/>`],
  // A hundred messages of two hundred characters each.
  ['study', `study: percolation\nmeasure:\n${'- threshold_of_threshold_of_theta\n'.repeat(200)}`],
  // The text said what the teacher of the other study implies.
  [
    'edit',
    'study: dropout\nnetwork: {width: 8, depth: 4, output: 2}\ndata: teacher\np: 0.5\n' +
      '\n===\nstudy: dropout\nnetwork: {width: 8, depth: 4}\ndata: teacher\np: 0.5\n'
  ],
  // A group of the name of a member of every object was looked up among those that are known.
  [
    'typing',
    'study: dropout\nnetwork: {width: 4, by  depth: 2}>\nconstructor:h: f.c: percolation\nnetwork: {file: graph.csv}\npom: 0.8, to: 0.2, over: 10}\n'
  ]
];
