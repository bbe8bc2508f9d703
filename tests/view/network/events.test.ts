import fc from 'fast-check';

import { Events, shortBetween } from '../../../src/view/network/events';

test('a number between two others has few digits', () => {
  expect(shortBetween(0.123, 0.987)).toBe(0.9);
  expect(shortBetween(0.41, 0.4287)).toBe(0.42);
  expect(shortBetween(0.7, 1)).toBe(1);
  expect(shortBetween(0.7, 0.7000001)).toBe(0.7000001);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b) => {
        fc.pre(a !== b);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const p = shortBetween(low, high);
        expect(p > low && p <= high).toBe(true);
      }
    )
  );
});

test('events are passed one by one, up and down', () => {
  const labels = Float64Array.of(0.5, -1, 0.25, 1, 0.75, 0.5);
  const events = new Events(labels);
  expect(events.count).toBe(3);
  expect([0, 0.25, 0.2500001, 0.5, 0.6, 1].map(p => events.passed(p))).toEqual([0, 0, 1, 1, 2, 3]);
  expect(events.afterNext(0)).toBe(0.5);
  expect(events.passed(0.5)).toBe(1);
  expect(events.afterNext(0.5)).toBe(0.7);
  expect(events.afterNext(0.7)).toBe(1);
  expect(events.afterNext(1)).toBeNull();
  expect(events.beforeLast(1)).toBe(0.7);
  expect(events.beforeLast(0.3)).toBe(0.2);
  expect(events.beforeLast(0.2)).toBeNull();
  expect(events.justBefore(0.5)).toBe(0.5);
  expect(events.justBefore(1)).toBe(1);
});

test('each step passes one label, whatever the labels', () => {
  const label = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(n => (n + 0.5) / 2 ** 32);
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 50 }), given => {
      const events = new Events(Float64Array.from(given));
      const ups: number[] = [0];
      for (let p = events.afterNext(0); p !== null; p = events.afterNext(p)) ups.push(p);
      expect(ups.map(p => events.passed(p))).toEqual(ups.map((_, i) => i));
      expect(ups).toHaveLength(events.count + 1);
      const downs = [ups.at(-1)!];
      for (let p = events.beforeLast(1); p !== null; p = events.beforeLast(p)) downs.push(p);
      expect(downs.map(p => events.passed(p))).toEqual(ups.map((_, i) => events.count - i));
      for (const one of given) {
        const p = events.justBefore(one);
        expect(p <= one && events.passed(p) === events.passed(one)).toBe(true);
      }
    })
  );
});
