import { drawInTurn } from '../../src/view/drawingqueue';

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
