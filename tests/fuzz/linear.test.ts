// Inputs made to take for ever, or all memory: a few hundred thousand of whatever multiplies.

import { complete } from '../../lite/src/complete';
import { parseCsv } from '../../src/engine/dropout/data/csv';
import { DataError } from '../../src/engine/dropout/dataset';
import { GraphError } from '../../src/engine/network/edges';
import { parseCsvGraph } from '../../src/engine/network/graphfile/csv';
import { parseGraphml } from '../../src/engine/network/graphfile/graphml';
import { parseNodeLink } from '../../src/engine/network/graphfile/nodelink';
import { fromWire, WireError } from '../../src/host/wire';
import { StudyError } from '../../src/study/diagnostic';
import { RangeFault, readRange } from '../../src/study/range';
import { readStudy } from '../../src/study/read';
import { studyCell } from '../../src/study/yaml/cell';
import { watched } from './watchdog';

const MANY = 300_000;
const HEAD = 'study: percolation\nnetwork: {width: 4, depth: 4}\n';
const study = (text: string) => () => readStudy(HEAD + text);
const csv = (text: string) => () => parseCsv(text, null, null, 'f');
const list = (count: number, item: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join('\n');

test.each<[string, () => unknown, abstract new (...words: never[]) => Error, RegExp]>([
  [
    'digits of a range',
    () => readRange(`${'1'.repeat(MANY)}x..`, false),
    RangeFault,
    /not a range/
  ],
  [
    'blanks of a range',
    () => readRange(`0..1 by 1${' '.repeat(MANY)}x`, false),
    RangeFault,
    /not a range/
  ],
  ['keys', study(list(80_000, i => `k${i}: 1`)), StudyError, /unknown key/],
  ['aliases', study(`a: &a 1\nb: [${'*a, '.repeat(100_000)}]`), StudyError, /unknown key/],
  [
    'aliases of aliases',
    study(`a: &a [1,1,1,1,1,1,1,1,1]\n${list(8, i => `a${i}: &a [${'*a,'.repeat(9)}]`)}`),
    StudyError,
    /nests deeper|more than 1000000 values/
  ],
  ['an alias of itself', study('a: &a [*a]'), StudyError, /alias of nothing/],
  [
    'ranges',
    study(`p: [${'0..1 in 100000, '.repeat(1000)}]`),
    StudyError,
    /more than 100000 values/
  ],
  ['brackets', study('['.repeat(100_000)), StudyError, /nests deeper/],
  ['brackets that close nothing', study(`p: 1\n${'}'.repeat(2e6)}`), StudyError, /not valid YAML/],
  ['mappings on a line', study(`p: [${'k: '.repeat(100_000)}`), StudyError, /nests deeper/],
  [
    'pairs',
    study(`network: {edges: [${'[a, b], '.repeat(100_000)}]}`),
    StudyError,
    /line 3, column \d+: the study's text has more than 600000 words/
  ],
  ['mistakes', study(`p: [${'x, '.repeat(100_000)}]`), StudyError, /found "x"/],
  [
    'columns of data',
    csv(`${Array.from({ length: MANY }, (_, i) => i).join(',x')}\n1\n`),
    DataError,
    /fields/
  ],
  [
    'digits of data',
    csv(`x,y\n${`${'1'.repeat(MANY)}x,a\n`.repeat(5)}`),
    DataError,
    /expected a finite number/
  ],
  ['commas of a graph', () => parseCsvGraph(','.repeat(1e7), 'f'), GraphError, /columns/],
  ['elements', () => parseGraphml('<graphml>'.repeat(MANY), 'f'), GraphError, /inside 100 others/],
  [
    'attributes',
    () =>
      parseGraphml(
        `<graphml ${Array.from({ length: MANY }, (_, i) => `a${i}=""`).join(' ')}/>`,
        'f'
      ),
    GraphError,
    /more attributes/
  ],
  [
    'entities',
    () => parseGraphml(`<graphml>${'&'.repeat(MANY)}</graphml>`, 'f'),
    GraphError,
    /found &/
  ],
  ['lists of JSON', () => parseNodeLink('['.repeat(1e6), 'f'), GraphError, /levels/],
  [
    'objects of JSON',
    () => parseNodeLink(`[${'{},'.repeat(15_000_001)}0]`, 'f'),
    GraphError,
    /objects and lists/
  ],
  [
    'lists of bytes that claim more than is there',
    () =>
      fromWire(
        Buffer.concat(Array.from({ length: 20 }, () => Buffer.from([0xdd, 1, 255, 255, 255])))
      ),
    WireError,
    /not one whole value/
  ]
])('%s without end are refused', (_what, enter, refusal, message) => {
  let fault: unknown;
  watched(() => {
    try {
      enter();
    } catch (error) {
      fault = error;
    }
  });
  expect(fault).toBeInstanceOf(refusal);
  expect((fault as Error).message).toMatch(message);
  expect((fault as Error).message.length).toBeLessThan(20_000);
});

test.each(['a', 'a.', '.', '$a', 'a-'])('names of a cell before the cursor: %j', part => {
  const cell = `${part.repeat(MANY)}(`;
  watched(() => expect(complete(cell, cell.length, { a: 1 }).matches).toEqual(['a']));
});

test('blanks before a magic', () => {
  watched(() => expect(studyCell(' \n'.repeat(MANY))).toBeNull());
});
