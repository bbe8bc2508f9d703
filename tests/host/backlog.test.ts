// Every shard is handed out until it is done, and blamed only for the deaths of workers that had it alone.

import fc from 'fast-check';
import { Backlog, MOST_DEATHS } from '../../src/host/backlog';

test('a shard that kills every worker is found in few deaths, and its company is run', () => {
  const backlog = new Backlog(512);
  const done = new Set<number>();
  for (let deaths = 1; ;) {
    const range = backlog.next(512, 1);
    if (range.from > 300 || range.to <= 300) {
      for (let position = range.from; position < range.to; position++) done.add(position);
    } else if (backlog.lose(range)) {
      expect(range).toMatchObject({ from: 300, to: 301 });
      expect(deaths).toBe(3 + MOST_DEATHS);
      break;
    } else {
      deaths++;
    }
  }
  expect(done.size).toBe(300);
});

test('shards of a worker that died in company are tried alone, and three deaths alone are the end', () => {
  const backlog = new Backlog(4);
  expect(backlog.lose(backlog.next(4, 1))).toBe(false);
  for (const position of [0, 1]) {
    const range = backlog.next(512, 1);
    expect(range).toMatchObject({ from: position, to: position + 1 });
    expect(backlog.lose(range)).toBe(false);
    expect(backlog.lose(backlog.next(512, 1))).toBe(false);
    const last = backlog.next(512, 1);
    expect(last.from).toBe(position);
    if (position === 1) expect(backlog.lose(last)).toBe(true);
  }
});

test('whatever dies, each shard is done once, or one of them has cost three workers alone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.record({ capacity: fc.integer({ min: 1, max: 64 }), dies: fc.boolean() }), {
        minLength: 1
      }),
      (count, workers, turns) => {
        const backlog = new Backlog(count);
        const done: number[] = [];
        const alone = new Map<number, number>();
        for (let turn = 0; !backlog.isEmpty; turn++) {
          const { capacity, dies } = turns[turn] ?? { capacity: 7, dies: false };
          const range = backlog.next(capacity, workers);
          const { from, to } = range;
          expect(to).toBeGreaterThan(from);
          if (!dies) {
            for (let position = from; position < to; position++) done.push(position);
          } else {
            if (to - from === 1) alone.set(from, (alone.get(from) ?? 0) + 1);
            const isLast = (alone.get(from) ?? 0) === MOST_DEATHS && to - from === 1;
            expect(backlog.lose(range)).toBe(isLast);
            if (isLast) return;
          }
        }
        expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }
    )
  );
});
