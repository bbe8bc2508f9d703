import { drawAtOnce, drawInTurn } from '../../src/view/drawingqueue';

test('drawings come one after another, the page between them, and one that fails stops none', async () => {
  const events: string[] = [];
  const drawing = (name: string) => async () => {
    events.push(`${name} begins`);
    setTimeout(() => events.push('page'));
    await Promise.resolve();
    events.push(`${name} ends`);
    if (name === 'b') throw new Error(name);
  };
  const all = ['a', 'b', 'c'].map(name => drawInTurn(drawing(name)));
  const settled = await Promise.allSettled(all);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const parts = events.join().split(',page,');
  expect(parts).toEqual(['a begins,a ends', 'b begins,b ends', 'c begins,c ends']);
});

test('one drawing is made at once, those asked for with it come in turn', async () => {
  const events: string[] = [];
  const drawing = (name: string) => async () => {
    events.push(name);
  };
  await new Promise(resolve => setTimeout(resolve, 5));
  const all = ['a', 'b'].map(name => drawAtOnce(drawing(name)));
  expect(events).toEqual(['a']);
  setTimeout(() => events.push('page'));
  await Promise.all(all);
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(events).toEqual(['a', 'page', 'b']);
  void drawInTurn(drawing('c'));
  void drawAtOnce(drawing('d'));
  expect(events).toHaveLength(3);
  await new Promise(resolve => setTimeout(resolve, 5));
  await drawAtOnce(drawing('e'));
  expect(events).toEqual(['a', 'page', 'b', 'c', 'd', 'e']);
});
