import type { RemovalGraph } from '../../../src/engine/network/graph';
import { drawMask, type Drawing } from '../../../src/engine/percolation/drawing';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { latticeMasks, layeredMasks, skipMasks, unitsFrom, withMask } from './maskgraph';

const key = keyFromSeed('drawing');

const graphs: [string, RemovalGraph][] = [
  ['site', layeredMasks([2, 3, 3, 2], { site: 0.5, input: 0.3 })],
  ['bond', layeredMasks([2, 2, 2, 2], { bond: 0.5 })],
  ['mixed', layeredMasks([2, 3, 2], { site: 0.3, bond: 0.4 })],
  ['skips', skipMasks()],
  ['lattice, sites', latticeMasks([4, 4], { site: 0.5 })],
  ['lattice, bonds', latticeMasks([3, 3], { bond: 0.5 })],
  ['lattice, both', latticeMasks([3, 3], { site: 0.3, bond: 0.3 })]
];

const isRemoved = (state: string): boolean => state === 'removed' || state === 'cut';

/** Units that lead from some units along edges, if only certain units and edges may be used. */
function flood(
  { from, to, unit }: Drawing,
  directed: boolean,
  starts: readonly number[],
  may: (state: string) => boolean,
  edge: Drawing['edge']
): Set<number> {
  const found = new Set(starts.filter(start => may(unit[start])));
  for (const at of found) {
    from.forEach((source, i) => {
      for (const [one, other] of directed
        ? [[source, to[i]]]
        : [
            [source, to[i]],
            [to[i], source]
          ]) {
        if (one === at && may(edge[i]) && may(unit[other])) {
          found.add(other);
        }
      }
    });
  }
  return found;
}

describe.each(graphs)('%s', (_, removal) => {
  const { graph } = removal;
  const inputs = [...graph.inputs];
  const outputs = [...graph.outputs];
  const drawings = Array.from({ length: 150 }, (__, cell) => drawMask(removal, key, cell));
  const opened = drawings.map(drawing => {
    const open = (state: string): boolean => !isRemoved(state);
    return flood(drawing, graph.directed, inputs, open, drawing.edge);
  });
  const isOpen = opened.map(found => outputs.some(unit => found.has(unit)));

  test('some trials are open and some are closed', () => {
    expect(new Set(isOpen).size).toBe(2);
  });

  test('states agree with each other and with a search', () => {
    drawings.forEach((drawing, trial) => {
      const { from, to, unit, edge } = drawing;
      const live = (state: string): boolean => state === 'live';
      unit.forEach((state, at) => {
        expect(state === 'live' || state === 'reachable').toBe(opened[trial].has(at));
      });
      // Every live unit is joined to both ends by live units and edges.
      const reached = flood(drawing, graph.directed, inputs, live, edge);
      const back = { ...drawing, from: to, to: from };
      const leads = flood(back, graph.directed, outputs, live, edge);
      unit.forEach((state, at) => {
        expect(reached.has(at) && leads.has(at)).toBe(state === 'live');
      });
      edge.forEach((state, i) => {
        const ends = graph.directed ? [from[i]] : [from[i], to[i]];
        const isReached = ends.some(end => opened[trial].has(end));
        const isLive = unit[from[i]] === 'live' && unit[to[i]] === 'live';
        if (!isRemoved(state)) {
          expect(state).toBe(isLive ? 'live' : isReached ? 'reachable' : 'open');
        }
      });
      expect(unit.includes('live')).toBe(isOpen[trial]);
    });
  });

  test('what is cut is removed, at the border of what is reachable, and keeps inputs from outputs', () => {
    drawings.forEach((drawing, trial) => {
      const { from, to, unit, edge } = drawing;
      const isCut = (state: string): boolean => state === 'cut';
      if (isOpen[trial]) {
        expect([...unit, ...edge].some(isCut)).toBe(false);
        return;
      }
      const found = flood(drawing, graph.directed, inputs, state => !isCut(state), edge);
      expect(outputs.some(output => found.has(output))).toBe(false);
      const reached = opened[trial];
      edge.forEach((state, i) => {
        const crosses =
          (reached.has(from[i]) && !reached.has(to[i])) ||
          (!graph.directed && reached.has(to[i]) && !reached.has(from[i]));
        expect(isCut(state)).toBe(crosses && isRemoved(state));
      });
      unit.forEach((state, at) => {
        const isBehind = from.some(
          (source, i) =>
            !isRemoved(edge[i]) &&
            ((to[i] === at && reached.has(source)) ||
              (!graph.directed && source === at && reached.has(to[i])))
        );
        expect(isCut(state)).toBe(isRemoved(state) && (isBehind || inputs.includes(at)));
      });
    });
  });

  test('at a larger p the same trial loses elements and gains none', () => {
    for (let cell = 0; cell < 20; cell++) {
      let before: Drawing | undefined;
      for (const p of [0, 0.2, 0.5, 0.8, 1]) {
        const now = drawMask({ graph, rates: removal.rates.map(() => p) }, key, cell);
        before?.unit.forEach((state, i) => {
          expect(isRemoved(state) && !isRemoved(now.unit[i])).toBe(false);
        });
        before?.edge.forEach((state, i) => {
          expect(isRemoved(state) && !isRemoved(now.edge[i])).toBe(false);
        });
        before = now;
      }
      const removed = [...before!.unit, ...before!.edge].filter(isRemoved).length;
      const intact = drawMask({ graph, rates: removal.rates.map(() => 0) }, key, cell);
      expect([...intact.unit, ...intact.edge].some(isRemoved)).toBe(false);
      expect(removed).toBeGreaterThanOrEqual(graph.shared ? 1 : graph.elements);
    }
  });

  test('all units have their own place, and every edge is there once', () => {
    const [{ layer, place, from, to }] = drawings;
    expect(new Set(layer.map((at, i) => `${at} ${place[i]}`)).size).toBe(graph.units);
    expect(place.every(at => at > 0 && at < 1)).toBe(true);
    expect(from).toHaveLength(graph.edgeTarget.length / (graph.directed ? 1 : 2));
    expect(from.every((unit, i) => unit < to[i])).toBe(true);
  });
});

test('elements are removed with their probability', () => {
  const removal = layeredMasks([2, 3, 2], { site: 0.3, bond: 0.15 });
  const cells = 3000;
  const counts = { site: 0, bond: 0 };
  for (let cell = 0; cell < cells; cell++) {
    const { unit, edge } = drawMask(removal, key, cell);
    counts.site += unit.filter(isRemoved).length;
    counts.bond += edge.filter(isRemoved).length;
  }
  const error = (p: number, n: number): number => 4.5 * Math.sqrt((p * (1 - p)) / n);
  expect(Math.abs(counts.site / (3 * cells) - 0.3)).toBeLessThan(error(0.3, 3 * cells));
  expect(Math.abs(counts.bond / (12 * cells) - 0.15)).toBeLessThan(error(0.15, 12 * cells));
});

test('source and sink stand before and behind the layers, in the middle', () => {
  const { layer, place } = drawMask(latticeMasks([2, 2], { site: 0.5 }), key, 0);
  expect(layer).toEqual([-1, 0, 0, 1, 1, 2]);
  expect(place).toEqual([0.5, 0.25, 0.75, 0.25, 0.75, 0.5]);
});

test('a closed lattice, unit by unit', () => {
  // Sites 1 2 / 3 4 / 5 6 between source 0 and sink 7; 3 and 4 are removed.
  const removal = withMask(latticeMasks([3, 2], { site: 0.5 }), 0b001100);
  const { unit, from, to, edge } = drawMask(removal, key, 0);
  expect(unit).toEqual([
    'reachable',
    'reachable',
    'reachable',
    'cut',
    'cut',
    'open',
    'open',
    'open'
  ]);
  const states = new Map(from.map((source, i) => [`${source} ${to[i]}`, edge[i]]));
  expect(states.get('0 1')).toBe('reachable');
  expect(states.get('1 3')).toBe('reachable');
  expect(states.get('3 5')).toBe('open');
  expect(states.get('5 7')).toBe('open');
});

test('reachable units are those of a search through the mask', () => {
  const removal = skipMasks();
  for (let mask = 0; mask < 2 ** removal.graph.elements; mask++) {
    const { unit } = drawMask(withMask(removal, mask), key, 0);
    const reached = unitsFrom(removal, mask, removal.graph.inputs);
    unit.forEach((state, at) => {
      expect(state === 'live' || state === 'reachable').toBe(reached.has(at));
    });
  }
});
