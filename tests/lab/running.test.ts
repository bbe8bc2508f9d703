// The list of running studies, and what the status bar says of it.

import { runningWords } from '../../src/lab/progress/words';
import { RunningStudies } from '../../src/lab/running';
import { bundle } from './bundle';

test('studies are listed from their beginning to their end, in order, and every change is told', () => {
  const running = new RunningStudies();
  let told = 0;
  const stop = running.onChange(() => told++);
  const [first, second] = ['percolation', 'dropout'].map(name => running.begin(name, () => {}));
  second.advance({ share: 0.5, secondsLeft: 3 });
  expect(running.current.map(({ name, share }) => [name, share])).toEqual([
    ['percolation', null],
    ['dropout', 0.5]
  ]);
  first.end();
  first.end();
  first.advance({ share: 1, secondsLeft: 0 });
  expect(running.current.map(({ name }) => name)).toEqual(['dropout']);
  expect(told).toBe(4);
  stop();
  second.end();
  expect(running.current).toEqual([]);
  expect(told).toBe(4);
});

test('the status bar says how far the oldest is, and how many more there are', () => {
  const study = { name: 'dropout', share: 0.429, secondsLeft: 65, reveal: () => {} };
  expect(runningWords([study], bundle)).toBe('dropout: 42 %, about 1 min 5 s left');
  const unknown = { ...study, share: null, secondsLeft: null };
  expect(runningWords([unknown, study, study], bundle)).toBe('dropout: running, 2 more');
});
