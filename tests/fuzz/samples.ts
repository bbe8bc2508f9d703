// Good inputs of each door, from which the fuzzer makes others.

import { readFileSync } from 'node:fs';
import { toWire } from '../../src/host/wire';
import { dropout, percolation } from '../study/figure.samples';
import { ONE_CELL, training } from '../study/training.samples';

const documented = [...readFileSync('docs/study.md', 'utf8').matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, text]) => text
);

export const STUDIES: readonly string[] = [
  ...documented,
  'study: percolation\nnetwork: {width: [4, 8], depth: 2..8 by 2}\nmodel: [site, bond]\np: 0..1 by 0.1\n',
  'study: percolation\nnetwork:\n  widths: [[4, 3, 2], [5, 5]]\nmodel: mixed\np_site: 0.1\np_bond: [0.2, 0.3]\nmeasure:\n- theta\n- threshold\nseed: "a\\u00e9"\n',
  'study: percolation\nnetwork: {edges: [[a, b], [b, c], [a, c]], inputs: [a], outputs: [c]}\np: &p 0.5\ntrials: 1000 # few\n',
  'study: percolation\nnetwork: {lattice: square, size: [4, 4]}\nmodel: bond\np: 0.1..0.9 in 5\nmethod: montecarlo\n',
  'study: percolation\nnetwork: {file: graph.csv}\np: 0.001..1 log 7\nprecision: 0.01\n',
  'study: percolation\nnetwork: {tree: {branching: 2, depth: 3}}\np: [0.1, 0.2]\n',
  'study: dropout\nnetwork: {input: 16, width: 8, depth: [4, 8], output: 2, activation: tanh}\ndata: {name: teacher, train: 100}\nmodel: site\np: [0.5, 0.8]\narms: [dropout, intact]\nsteps: 200\nreplicates: 2\noptimizer: {name: sgd, rate: 0.1, schedule: {name: step, every: 100, factor: 0.1}}\n',
  'study: dropout\nnetwork: {width: 4, depth: 2}\ndata: {name: csv, path: f.csv, label: y}\np: {from: 0.8, to: 0.2, over: 10}\n'
];

export const EDITS: readonly string[] = STUDIES.flatMap((text, i) => [
  text,
  `${text}\n===\n${STUDIES[(i + 1) % STUDIES.length]}`,
  `${text}\n===\n${text}`
]);

export const RANGES: readonly string[] = [
  '0..1 by 0.02',
  '4..64 in 5',
  '1..1000 log 7',
  ' 1e-3 .. 1E3 log 4 ',
  '-.5..+5. by 1e-1'
];

export const CSV_GRAPHS: readonly string[] = [
  'a,b\nb,c\na,c\n',
  'from,to\r\na , b\r\nb,c\r\n',
  'u,v\na,b\nb,c',
  '"a","b ""x"""\n"b ""x""","c\nd"\n'
];

export const GRAPHML: readonly string[] = [
  `<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" attr.name="input" attr.type="boolean"><default>false</default></key>
<graph edgedefault="directed"><!-- c --><node id="&lt;a&#98;"><data key="d0">True</data></node><node id='c'/>
<edge source="&lt;ab" target="c"><data key="w"><![CDATA[2 < 3]]></data></edge></graph></graphml>`,
  '<g:graphml xmlns:g="x"><g:graph edgedefault="undirected"><g:node id="a"/><g:node id="b"/><g:edge source="a" target="b" directed="true"/></g:graph></g:graphml>'
];

export const NODE_LINK: readonly string[] = [
  '{"directed": true, "multigraph": false, "graph": {}, "nodes": [{"id": 1, "input": true}, {"id": "b", "w": [3]}, {"id": "c", "output": true}], "links": [{"source": 1, "target": "b"}, {"source": "b", "target": "c"}]}',
  '{"directed":true,"nodes":[{"id":"a\\n"},{"id":"é"}],"edges":[{"source":"a\\n","target":"é"}]}'
];

export const CSV_DATA: readonly string[] = [
  'x,k,species\n1,2,a\n2,2,b\n3,2,a\n4,2,c\n5,2,b\n',
  '\ufeff"x","y"\r\n1e3,0.5\r\n-2,1.5\r\n+.5,2.5\r\n4.,3\r\n5,4\r\n',
  'a,b,y\n1,1,0\n2,4,1\n3,9,0\n4,16,1\n5,25,0\n6,36,1\n'
];

export const IDX: readonly Uint8Array[] = [
  Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 7, 128),
  Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3)
];
export const IDX_WORDS: readonly Uint8Array[] = [
  ...[
    [0, 0, 8, 3],
    [0, 0, 8, 1],
    [0, 0, 0, 0],
    [0, 0, 0, 1],
    [255, 255, 255, 255],
    [0x1f, 0x8b]
  ],
  ...[
    [128, 0, 0, 0],
    [0, 0, 8, 255]
  ]
].map(bytes => Uint8Array.from(bytes));

const results = [
  percolation({ ps: [0, 0.5, 1] }),
  percolation({ models: ['site', 'bond'], depths: [2, 4], ps: [0.2, 0.8], trials: [100] }),
  dropout({ replicates: 2, arms: ['dropout', 'intact'] }),
  training(ONE_CELL.replace('replicates: 6', 'replicates: 2\narms: [dropout, intact]'))
];
const masks = [
  {
    row: 0,
    layer: [0, 1],
    place: [0.5, 0.5],
    unit: ['open', 'removed'],
    from: [0],
    to: [1],
    edge: ['cut']
  }
];
const profiles = {
  row: [0, 0],
  measure: ['reach', 'reach'],
  at: [0, 1],
  value: [1, 0.5],
  low: [1, 0.4],
  high: [1, 0.6]
};

export const PAYLOADS: readonly string[] = [
  ...results,
  { ...results[0], masks },
  { ...results[1], profiles },
  { ...results[0], notes: ['<b>"&'], timing: { seconds: [1, 2, 'NaN'] } },
  { ...results[1], profiles, excerpt: { columns: 90, profiles: 700 } }
].map(result => JSON.stringify(result));

export const PROGRESS: readonly string[] = [
  '{"name":"dropout","state":"running","done":3,"total":9,"seconds":1.5,"as_of":"12:00:00","rate":2,"picture":"<svg/>","remains":true}'
];

export const WIRE: readonly Uint8Array[] = [
  { a: [1, -0, NaN], b: 'text', c: null, d: Float64Array.of(1, 2), e: Int32Array.of(3) },
  results[0],
  [true, false, [], {}, 'x'.repeat(300)]
].map(toWire);
export const WIRE_WORDS: readonly Uint8Array[] = [
  ...[
    [0xc0],
    [0xc1],
    [0xca],
    [0xcb],
    [0xd9, 4],
    [0xda, 0, 4],
    [0xdb, 0, 0, 0, 4],
    [0xc4, 2],
    [0xc7, 8, 0]
  ],
  ...[
    [0xc9, 0, 0, 0, 8, 0],
    [0xd8, 1],
    [0xd4, 99],
    [0xd6, 255],
    [0xdc, 0, 2],
    [0xdd, 0, 0, 0, 2]
  ],
  ...[
    [0xdd, 255, 255, 255, 255],
    [0xde, 0, 1],
    [0xdf, 0, 0, 0, 1],
    [0x81, 0xa1, 0x61],
    [0x93],
    [0xcf]
  ],
  [0xa9, ...Buffer.from('__proto__')],
  [0xab, ...Buffer.from('constructor')]
].map(bytes => Uint8Array.from(bytes));

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
export const FRAMES: readonly Uint8Array[] = [
  frame('{"jsonrpc":"2.0","id":1,"method":"hello","params":{}}'),
  frame(
    '{"jsonrpc":"2.0","id":2,"method":"check","params":{"study":"p: 0.5","kind":"percolation"}}'
  ) + frame('{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":2}}'),
  `Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n${frame('{}')}`
].map(text => Buffer.from(text));

/** Elements of pictures and of static HTML. */
export const DRAWN_TAGS: readonly string[] = [
  ...[
    'svg',
    'g',
    'path',
    'rect',
    'text',
    'tspan',
    'line',
    'circle',
    'title',
    'desc',
    'defs',
    'style',
    'clippath'
  ],
  ...[
    'figure',
    'figcaption',
    'wbr',
    'img',
    'p',
    'details',
    'summary',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'caption',
    'br'
  ]
];
