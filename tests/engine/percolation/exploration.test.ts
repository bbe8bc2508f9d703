import { widestPath } from '../../../src/engine/percolation/bottleneck';
import {
  backwardWalk,
  Exploration,
  forwardWalk
} from '../../../src/engine/percolation/exploration';
import { RareEvent, type Side } from '../../../src/engine/percolation/rareevent';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { layeredGraph } from './layeredgraph';
import { isOpen, randomGraph } from './randomgraph';

const stream = (cell: number) => new Stream(keyFromSeed('exploration'), cell, 0, Purpose.trials);
const graphs = (count: number) => {
  const random = stream(0);
  return Array.from({ length: count }, () => randomGraph(random, [0.5, 0.5, 0.5]).graph);
};

test('both directions find a path exactly where there is one, whatever the order', () => {
  const random = stream(1);
  for (const graph of graphs(40)) {
    const exploration = new Exploration(graph);
    const walks = [forwardWalk(graph), backwardWalk(graph)];
    for (let mask = 0; mask < 2 ** graph.elements; mask++) {
      const states = Uint8Array.from(
        { length: graph.elements + 3 },
        (_, i) => (mask >> (i - 3)) & 1
      );
      const open = isOpen(graph, element => states[element + 3] === 1);
      expect(walks.map(walk => exploration.hasPath(walk, states, 3, 1, random))).toEqual([
        open,
        open
      ]);
    }
  }
});

test('what a search has not looked at does not change what it finds', () => {
  const random = stream(2);
  for (const graph of graphs(100)) {
    const exploration = new Exploration(graph);
    for (const walk of [forwardWalk(graph), backwardWalk(graph)]) {
      const states = Uint8Array.from({ length: graph.elements }, () => random.integer(2));
      const found = exploration.hasPath(walk, states, 0, 1, random);
      for (let other = 0; other < 20; other++) {
        const open = isOpen(graph, element =>
          exploration.sawElement(element) ? states[element] === 1 : random.bernoulli(0.5)
        );
        expect(open).toBe(found);
      }
    }
  }
});

test('the widest path is the last level at which a path is open', () => {
  const random = stream(3);
  for (const graph of graphs(300)) {
    const values = Float64Array.from({ length: graph.elements }, () => random.integer(6));
    const levels = [Infinity, ...[...values].sort((a, b) => b - a), -Infinity];
    const last = levels.find(
      level => level === -Infinity || isOpen(graph, e => values[e] >= level)
    );
    expect(widestPath(graph, values)).toBe(last);
  }
});

test.each<[Side, number]>([
  ['open', 0.7],
  ['closed', 0.3]
])('moves keep the law given the event (%s side)', (side, p) => {
  const graph = layeredGraph([2, 2, 1], p, p);
  const event = new RareEvent(graph, side);
  const { elements } = event;
  const random = stream(4);
  const rare = event.lasting(1);
  const masks = 2 ** elements;
  const law = Float64Array.from({ length: masks }, (_, mask) => {
    const bits = Array.from({ length: elements }, (_, e) => (mask >> e) & 1);
    const holds = event.holds(Uint8Array.from(bits), 0, random);
    return holds
      ? bits.reduce((product, bit) => product * (bit === 1 ? rare[0] : 1 - rare[0]), 1)
      : 0;
  });
  const total = law.reduce((sum, each) => sum + each, 0);
  const counts = new Float64Array(masks);
  const trials = 60_000;
  const states = new Uint8Array(elements);
  for (let trial = 0; trial < trials;) {
    states.fill(1);
    event.advance(states, 0, rare, random);
    if (event.holds(states, 0, random)) {
      event.move(states, 0, rare, random);
      counts[states.reduce((mask, bit, e) => mask + bit * 2 ** e, 0)] += 1;
      trial += 1;
    }
  }
  let square = 0;
  let cells = 0;
  law.forEach((each, mask) => {
    const expected = (each / total) * trials;
    if (expected >= 5) {
      square += (counts[mask] - expected) ** 2 / expected;
      cells += 1;
    } else if (expected === 0) {
      expect(counts[mask]).toBe(0);
    }
  });
  expect(cells).toBeGreaterThan(20);
  expect(Math.abs(square - cells) / Math.sqrt(2 * cells)).toBeLessThan(4);
});
