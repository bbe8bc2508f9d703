import { kernels } from '../../../src/engine/kernels/module';
import { Lanes, laneStates } from '../../../src/engine/random/lanes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const KEY = keyFromSeed('tests of lanes');

test('lane 0 is the stream of that purpose, and the lanes differ', () => {
  const words = new Uint32Array(4 * 100);
  new Lanes(laneStates(KEY, 5, 3, Purpose.bits)).fill(words, 100);
  const stream = new Stream(KEY, 5, 3, Purpose.bits);
  for (let v = 0; v < 100; v++) {
    expect(words[4 * v]).toBe(stream.word());
  }
  expect(new Set(words).size).toBe(400);
});

test('the kernel makes the same words, whatever they are cut into', () => {
  const states = laneStates(KEY, 1, 2, Purpose.labels);
  const words = new Uint32Array(4 * 57);
  new Lanes(states).fill(words, 57);
  const engine = kernels()!;
  engine.clear();
  const state = engine.place(64);
  const to = engine.place(16 * 57);
  engine.words(state, 16).set(states);
  engine.functions.fillWords(state, to, 20);
  engine.functions.fillWords(state, to + 16 * 20, 37);
  expect([...engine.words(to, 4 * 57)]).toEqual([...words]);
});
