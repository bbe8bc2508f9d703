// Random valid studies of every family, and texts of them in every style of YAML, for the tests of texts and edits.

import fc from 'fast-check';
import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { StudyError } from '../../../src/study/diagnostic';
import { readStudy } from '../../../src/study/read';
import type { Study } from '../../../src/study/study';

type Keys = Readonly<Record<string, unknown>>;

const oneOrMore = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(value, fc.uniqueArray(value, { minLength: 1, maxLength: 4 }));
const maybe = <T extends object>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(record, { requiredKeys: [] });
const units = oneOrMore(fc.integer({ min: 1, max: 12 }));
const range = fc.constantFrom('0..1 by 0.02', '0.1..0.9 in 7', '0.001..1 log 8', '0.1..0.3 by 0.1');
const counts = fc.constantFrom('1..9 by 2', '4..64 in 5', '1..1000 log 7');
const rate = fc.oneof(oneOrMore(fc.double({ min: 0, max: 1, noNaN: true })), range);
const seed = oneOrMore(
  fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('paper', '042', '7', 'true'))
);

const layered = fc
  .tuple(
    fc.record({ width: units, depth: fc.oneof(units, counts) }),
    maybe({
      input: units,
      output: units,
      density: fc.double({ min: 0.1, max: 1, noNaN: true }),
      quenched: fc.boolean(),
      skip: fc.oneof(
        fc.constant({ span: 1 }),
        fc.record({ span: fc.constant(2), removable: fc.boolean() }),
        fc.record({ span: fc.constant(1), kind: fc.constantFrom('dense', 'identity') })
      )
    })
  )
  .map(([needed, more]) => ({ ...needed, ...more }));

const networks = fc.oneof(
  { arbitrary: layered, weight: 4 },
  fc.record({
    widths: oneOrMore(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }))
  }),
  fc.record({ depth: units, drop: fc.constant('blocks') }),
  fc.record({ tree: fc.record({ branching: units, depth: fc.integer({ min: 1, max: 4 }) }) }),
  fc.record({
    lattice: fc.constant('square'),
    size: fc.constantFrom<unknown>(
      [4, 4],
      [
        [2, 3],
        [4, 4]
      ]
    )
  }),
  fc.constant({ channels: [3, 4, 2], image: [6, 6], kernel: 3 }),
  fc.constant({
    edges: [
      ['a', 'b c'],
      ['b c', '7']
    ],
    inputs: ['a'],
    outputs: ['7']
  }),
  fc.constant({ file: '../my graph.csv' })
);

const percolation: fc.Arbitrary<Keys> = fc
  .tuple(
    fc.record({ study: fc.constant('percolation'), network: networks }),
    maybe<Record<string, unknown>>({
      model: oneOrMore(fc.constantFrom('site', 'bond')),
      p: fc.oneof(rate, fc.constant([[0.2, 0.5]])),
      p_input: rate,
      method: fc.constantFrom('auto', 'exact', 'montecarlo', 'splitting'),
      trials: fc.constantFrom<unknown>(100, 10_000, [100, 1000]),
      precision: fc.constantFrom(0.01, 0.1),
      measure: fc.constantFrom<unknown>(['theta'], ['threshold'], 'reach', ['theta', 'cut']),
      theta_star: fc.constantFrom(0.5, 0.9),
      seed
    })
  )
  .map(([needed, more]) => ({ ...needed, ...(more as Keys) }));

const training: fc.Arbitrary<Keys> = fc
  .tuple(
    fc.record({
      study: fc.constant('dropout'),
      network: fc.record({ width: units, depth: units })
    }),
    maybe<Record<string, unknown>>({
      data: fc.constantFrom<unknown>(
        'teacher',
        { name: 'teacher', balance: 0.8 },
        { name: 'teacher', offset: [0, 0.5], train: 100 },
        { name: 'teacher', task: 'regression' },
        'digits',
        { name: 'digits', classes: [3, 8] },
        { name: 'csv', path: 'a b.csv', label: 'y' }
      ),
      model: fc.constantFrom<unknown>('site', ['site', 'bond']),
      p: fc.oneof(
        fc.constantFrom<unknown>(0.5, [0.5, 0.8], '0.5..0.9 by 0.1'),
        fc.constant({ from: 0.8, to: 0.2, over: 1000 }),
        fc.constant([{ from: [0.8], to: 0.2, over: 10 }, 0.5])
      ),
      arms: fc.constantFrom<unknown>(['dropout'], ['dropout', 'conditioned', 'intact']),
      steps: fc.constantFrom<unknown>(100, 2000, [100, 200]),
      batch: fc.constantFrom(16, 32),
      optimizer: fc.constantFrom<unknown>(
        'adam',
        ['sgd', 'adam'],
        { name: 'sgd', rate: [0.1, 0.3], clip: 'none' },
        { rate: 0.05, schedule: { name: 'step', every: 10, factor: 0.5 } },
        { schedule: 'cosine', momentum: 0.9 }
      ),
      mask: fc.constantFrom('step', 'sample'),
      rescale: fc.boolean(),
      force: fc.boolean(),
      seed
    })
  )
  .map(([needed, more]) => ({ ...needed, ...(more as Keys) }));

/** Keys that make a valid study. */
export const validKeys: fc.Arbitrary<Keys> = fc
  .oneof({ arbitrary: percolation, weight: 2 }, training)
  .filter(keys => {
    try {
      readStudy(keys);
      return true;
    } catch (error) {
      if (error instanceof StudyError) return false;
      throw error;
    }
  });

/** Valid studies. */
export const studies: fc.Arbitrary<Study> = validKeys.map(keys => readStudy(keys));

/** A text of keys: groups in braces or in lines, with quotes or without, comments and blank lines in between. */
export const texts: fc.Arbitrary<string> = fc
  .tuple(
    validKeys,
    fc.infiniteStream(fc.nat(7)),
    fc.record({
      indent: fc.constantFrom(2, 4),
      flowCollectionPadding: fc.boolean(),
      indentSeq: fc.boolean(),
      lineWidth: fc.constantFrom(0, 30, 80)
    }),
    fc.boolean()
  )
  .map(([keys, choices, options, isShuffled]) => {
    const choose = (): number => choices.next().value;
    const entries = Object.entries(keys);
    const document = new Document(Object.fromEntries(isShuffled ? entries.reverse() : entries));
    let count = 0;
    visit(document, (key, node, path) => {
      if (isMap(node) || isSeq(node)) node.flow = path.length > 1 && choose() % 2 === 0;
      if (key === 'key' && isScalar(node)) {
        if (choose() === 0) node.commentBefore = ` comment ${count++}`;
        if (choose() === 0) node.spaceBefore = true;
      } else if (isScalar(node)) {
        if (choose() === 0) node.comment = ` comment ${count++}`;
        const quote = choose();
        if (typeof node.value === 'string' && quote < 2)
          node.type = quote === 0 ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
      }
    });
    return document.toString(options);
  })
  .filter(text => {
    try {
      readStudy(text);
      return true;
    } catch {
      return false;
    }
  });
