// Lists of edges: numbering, defaults, and what is refused, also where lists are long.

import { edgeList, GraphError } from '../../../src/engine/network/edges';

type Pair = readonly [string, string];

const pairs = (text: string): Pair[] =>
  text.split(' ').map(pair => pair.split('>') as unknown as Pair);

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(GraphError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

test('units are numbered in topological order, edges keep theirs', () => {
  const list = edgeList(pairs('c>d a>b b>c a>c a>b'), null, null);
  expect(list.names).toEqual(['a', 'b', 'c', 'd']);
  expect([...list.source]).toEqual([2, 0, 1, 0, 0]);
  expect([...list.target]).toEqual([3, 1, 2, 2, 1]);
  expect([[...list.inputs], [...list.outputs]]).toEqual([[0], [3]]);
});

test('units of a level stay in the order in which they first appear', () => {
  expect(edgeList(pairs('x>p y>p x>q'), null, null).names).toEqual(['x', 'y', 'p', 'q']);
});

test('inputs and outputs: as named, each once, also the same unit', () => {
  const list = edgeList(pairs('a>b b>c'), ['b', 'a', 'b'], ['b']);
  expect([[...list.inputs], [...list.outputs]]).toEqual([[0, 1], [1]]);
});

test.each([
  ['a>b b>c c>a', 'a -> b -> c -> a'],
  ['s>c c>b b>c', 'c -> b -> c'],
  ['s>a a>b b>c c>d d>b d>e', 'b -> c -> d -> b'],
  // Units behind the cycle are not of it.
  ['x>y y>x y>z z>w', 'x -> y -> x']
])('%s: the cycle is named', (text, cycle) => {
  const message = messageOf(() => edgeList(pairs(text), null, null));
  expect(message).toContain(`the edges make a cycle: ${cycle};`);
  expect(message).toContain('turn it round');
});

test('what else is refused', () => {
  expect(messageOf(() => edgeList([], null, null))).toMatch(/found 0 edges; allowed: 1 to 5000000/);
  expect(messageOf(() => edgeList(pairs('a>b b>b'), null, null))).toMatch(/found the edge b -> b/);
  expect(messageOf(() => edgeList(pairs('a>b'), [], null))).toMatch(/^inputs: found an empty list/);
  expect(messageOf(() => edgeList(pairs('a>b'), null, ['c']))).toMatch(
    /^outputs: found c, .* a, b;/
  );
  expect(
    messageOf(() => edgeList(new Array<Pair>(5_000_001).fill(['a', 'b']), null, null))
  ).toMatch(/found 5000001 edges/);
});

test('a path of a million edges, listed from its end', () => {
  const edges = 1e6;
  const list = edgeList(
    Array.from({ length: edges }, (_, i): Pair => [`${edges - i - 1}`, `${edges - i}`]),
    null,
    null
  );
  expect(list.names.length).toBe(edges + 1);
  expect(list.names.every((name, unit) => name === `${unit}`)).toBe(true);
});

test('a cycle of a million edges is named in part', () => {
  const edges = 1e6;
  const ring = Array.from({ length: edges }, (_, i): Pair => [`u${i}`, `u${(i + 1) % edges}`]);
  const message = messageOf(() => edgeList(ring, null, null));
  expect(message).toMatch(/cycle: u0 -> u1 -> .* -> u11 -> \.\.\. \(999988 more units\) -> u0;/);
});

test('kept units are numbered, and are not removed', () => {
  const edges = edgeList(
    [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'd'],
      ['d', 'c']
    ],
    null,
    null,
    ['b']
  );
  expect(Array.from(edges.kept, unit => edges.names[unit])).toEqual(['b']);
  expect(() => edgeList([['a', 'b']], null, null, ['x'])).toThrow(/kept: found x/);
});
