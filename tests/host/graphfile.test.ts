// Graphs in files: the three formats say the same, and malformed files are refused with their place.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { GraphError, type GraphFile } from '../../src/engine/network/edges';
import { loadGraph } from '../../src/host/node/graphfile';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'percolab-graph-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function load(name: string, content: string | Uint8Array): Promise<GraphFile> {
  await writeFile(join(folder, name), content);
  return loadGraph(name, folder);
}

const edges = [
  ['a', 'b'],
  ['b', 'c'],
  ['a', 'c']
];

const key = '<key id="d0" for="node" attr.name="input" attr.type="boolean"/>';
const document = (inside: string, graph = 'edgedefault="directed"'): string =>
  `<?xml version='1.0' encoding='utf-8'?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${key}\n` +
  `<graph ${graph}>\n${inside}\n</graph></graphml>\n`;
const nodes = '<node id="a"/><node id="b"/><node id="c"/>';

test.each([
  ['bare', 'a,b\nb,c\na,c\n'],
  ['with a header', 'source,target\na,b\nb,c\na,c'],
  ['with CRLF, spaces and a byte order mark', '\uFEFFfrom,to\r\na , b\r\nb,c\r\na,c\r\n'],
  [
    'with another header, CRLF, spaces, quotes, a byte order mark',
    '\uFEFFFrom,To\r\na, b\r\n"b",c\r\na,"c"\r\n'
  ]
])('csv %s', async (_name, text) => {
  expect(await load('graph.csv', text)).toEqual({ edges, inputs: null, outputs: null });
});

test.each(['u,v', 'src,dst', 'Tail, Head', 'node1,node2'])('csv with header %s', async header => {
  const { edges: found } = await load('graph.csv', `${header}\na,b\nb,c\na,c\n`);
  expect(found).toEqual(edges);
});

test('csv whose units have names of a header, behind a header', async () => {
  const { edges: found } = await load('graph.csv', 'from,to\nu,v\nv,to\n');
  expect(found).toEqual([
    ['u', 'v'],
    ['v', 'to']
  ]);
});

test('csv of one edge, and of edges apart from each other behind a header', async () => {
  expect((await load('graph.csv', 'a,b\n')).edges).toEqual([['a', 'b']]);
  expect((await load('graph.csv', 'from,to\na,b\nc,d\n')).edges).toHaveLength(2);
});

test('csv packed by gzip', async () => {
  const { edges: found } = await load('graph.csv.gz', gzipSync('a,b\nb,c\na,c\n'));
  expect(found).toEqual(edges);
});

test('graphml, with marks, a default, entities, comments and data of others', async () => {
  const text = document(`
    <!-- a comment with <node id="z"> -->
    <node id="&lt;&#97;&#x62;&gt;"><data key="d0">True</data><data key="d9"><y:Shape a='1'/></data></node>
    <node id='c'><data key="d0">0</data></node>
    <edge source="&lt;ab&gt;" target="c"><data key="w">2.5 &amp; more</data></edge>`);
  expect(await load('graph.graphml', text)).toEqual({
    edges: [['<ab>', 'c']],
    inputs: ['<ab>'],
    outputs: null
  });
  const byDefault = text
    .replace(key, key.replace('/>', '><default>true</default></key>'))
    .replace('<data key="d0">True</data>', '');
  expect((await load('graph.graphml', byDefault)).inputs).toEqual(['<ab>']);
});

test('graphml: namespace prefixes, and edges that are directed by themselves', async () => {
  const text =
    '<g:graphml xmlns:g="x"><g:graph edgedefault="undirected"><g:node id="a"/><g:node id="b"/>' +
    '<g:edge source="a" target="b" directed="true"/></g:graph></g:graphml>';
  expect((await load('graph.graphml', text)).edges).toEqual([['a', 'b']]);
});

test.each(['links', 'edges'])('node-link json with %s', async name => {
  const graph = {
    directed: true,
    multigraph: false,
    graph: {},
    nodes: [
      { id: 1, input: true },
      { id: 'b', weight: 3 },
      { id: 'c', output: true, input: false }
    ],
    [name]: [
      { source: 1, target: 'b' },
      { source: 'b', target: 'c' }
    ]
  };
  expect(await load('graph.json', JSON.stringify(graph))).toEqual({
    edges: [
      ['1', 'b'],
      ['b', 'c']
    ],
    inputs: ['1'],
    outputs: ['c']
  });
});

const links = (inside: object): string =>
  JSON.stringify({ directed: true, nodes: [{ id: 'a' }, { id: 'b' }], links: [], ...inside });

test.each([
  ['x.csv', '', 'found no edges'],
  ['x.csv', 'from,to\n', 'found no edges'],
  ['x.csv', 'a,b\nb\n', 'line 2: found 1 column; allowed: two'],
  ['x.csv', 'a,b,1\n', 'line 1: found 3 columns; allowed: two'],
  ['x.csv', 'begin,end\na,b\nb,c\n', 'line 1: found begin,end, names that stand in no other line'],
  ['x.csv', 'u,v\nv,w\n', 'line 1: found u,v, a header that names units of other lines'],
  ['x.csv', 'u,v\n', 'found no edges'],
  ['x.csv', 'a,b\n\nb,c\n', 'line 2: found an empty line'],
  ['x.csv', 'a,b\nc, \n', 'line 2: found nothing in column 2'],
  ['x.csv', 'a,b\n"c,d\n', 'line 2: found a quoted field that never ends'],
  ['x.json', '{"directed": tru', 'it is not JSON'],
  ['x.json', '[1]', 'found a list of 1; allowed: an object'],
  ['x.json', '{"nodes": []}', 'found nothing as directed; allowed: true'],
  ['x.json', links({ directed: false }), 'found false as directed; allowed: true'],
  ['x.json', links({ nodes: {} }), 'found an object as nodes; allowed: a list'],
  ['x.json', links({ links: undefined }), 'found nothing as links; allowed: a list'],
  ['x.json', links({ nodes: [{ id: 'a' }, 7] }), 'node 2: found 7; allowed: an object'],
  ['x.json', links({ nodes: [{ name: 'a' }] }), 'node 1: found nothing as id'],
  ['x.json', links({ nodes: [{ id: 'a', input: 'yes' }] }), 'node 1: found "yes" as input'],
  ['x.json', links({ nodes: [{ id: 1 }, { id: '1' }] }), 'found two units named 1'],
  ['x.json', links({ links: [{ source: 'a' }] }), 'link 1: found nothing as target'],
  [
    'x.json',
    links({ links: [{ source: 'a', target: 'z' }] }),
    'link 1: found an edge a -> z, but no unit z'
  ],
  ['x.json', links({}), 'found no edges'],
  ['x.graphml', '', 'line 1: found no element'],
  ['x.graphml', '<svg/>', 'line 1: found <svg>; allowed: a GraphML document'],
  ['x.graphml', '<!DOCTYPE graphml [<!ENTITY a "b">]><graphml/>', 'found a document type'],
  [
    'x.graphml',
    document(`${nodes}\n<edge source="a" target="b">`),
    'line 6: found </graph>; allowed here: </edge>'
  ],
  [
    'x.graphml',
    document(nodes).replace('</graph></graphml>', ''),
    'found the end of the file inside <graph>'
  ],
  [
    'x.graphml',
    document(`${nodes}<edge source="a" target="z"/>`),
    'line 4: found an edge a -> z, but no unit z'
  ],
  ['x.graphml', document(`${nodes}<edge source="a"/>`), 'line 4: found <edge> without target'],
  ['x.graphml', document('<node id="a"/><node id="a"/>'), 'found two units named a'],
  ['x.graphml', document('<node id="&b;"/>'), 'line 4: found &b;; allowed: &lt;'],
  ['x.graphml', document('<node id="&#0;"/>'), 'line 4: found &#0;; allowed: &lt;'],
  ['x.graphml', document('<node id="a & b"/>'), 'line 4: found &; allowed: &lt;'],
  ['x.graphml', document('<node id=a/>'), 'line 4: found no quote after id='],
  [
    'x.graphml',
    document('<node id="a" id="b"/>'),
    'line 4: found attribute id of <node>; allowed: each once'
  ],
  [
    'x.graphml',
    document('<node id="a"><data key="d0">maybe</data></node>'),
    "line 4: found 'maybe' as input"
  ],
  ['x.graphml', document('<hyperedge/>'), 'line 4: found a hyperedge'],
  ['x.graphml', document('<node id="a"><graph/></node>'), 'line 4: found a graph inside a node'],
  ['x.graphml', document(`${nodes}</graph><graph>`), 'line 4: found a second graph'],
  [
    'x.graphml',
    document(`${nodes}<edge source="a" target="b"/>`, 'edgedefault="undirected"'),
    'line 4: found an undirected edge between a and b; allowed: edgedefault="directed"'
  ],
  [
    'x.graphml',
    document(`${nodes}<edge source="a" target="b" directed="false"/>`),
    'line 4: found an undirected edge'
  ],
  ['x.txt', 'a,b', 'found a file of another kind; allowed: .csv, .graphml, .json'],
  ['x.csv', Uint8Array.of(0x61, 0xff, 0x2c), 'it is not text in UTF-8']
])('%s %j is refused', async (name, content, message) => {
  const loading = load(name, content);
  await expect(loading).rejects.toThrow(GraphError);
  await expect(loading).rejects.toThrow(message);
  await expect(loading).rejects.toThrow(join(folder, name));
});

test('a file that is not there', async () => {
  const loading = loadGraph('none.csv', folder);
  await expect(loading).rejects.toThrow(GraphError);
  await expect(loading).rejects.toThrow('there is no such file');
});

test('long files', async () => {
  const rows = Array.from({ length: 5e4 }, (_, i) => [`u${i}`, `u${i + 1}`]);
  const csv = await load('long.csv', rows.map(row => row.join()).join('\n'));
  const lines = [
    '<node id="u0"/>',
    ...rows.map(([from, to]) => `<node id="${to}"/>\n<edge source="${from}" target="${to}"/>`)
  ];
  const graphml = await load('long.graphml', document(lines.join('\n')));
  expect(graphml.edges).toEqual(csv.edges);
});

test('a file that nests without end is refused in words', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  await expect(load('deep.json', deep)).rejects.toThrow(GraphError);
});
