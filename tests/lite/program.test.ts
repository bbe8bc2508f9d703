// Cells of TypeScript as programs: what they declare, what they give, and that no line moves.

import { UsageError } from '../../lite/src/cell';
import { IMPORT, makeProgram } from '../../lite/src/program';
import { Names } from '../../lite/src/names';

const names = new Names();
const asked: unknown[] = [];

beforeAll(() => {
  Object.defineProperty(globalThis, IMPORT, {
    value: (name: string, keys: string[]) => {
      asked.push([name, keys]);
      return { twice: (x: number) => 2 * x, default: 'the default' };
    }
  });
});

/** Runs a cell as the kernel does. */
async function run(source: string): Promise<unknown> {
  const program = makeProgram(source, 'cell-1.ts');
  names.declare(program.names);
  const evaluate = eval;
  return (evaluate(program.code) as () => Promise<unknown>)();
}

test.each([
  ['1 + 1', 2],
  ['1 + 1;', 2],
  ['const one: number = 1\none', 1],
  ['await Promise.resolve(3)', 3],
  ['Promise.resolve(4)', 4],
  ['{ 5 }', undefined],
  ['let nothing: string | undefined\nnothing', undefined],
  ['enum Model { site = 7, bond }\nModel.bond', 8],
  ['interface Only { types: true }', undefined],
  ['', undefined],
  ['const text = `a\nb`\n;[text.length][0]', 3]
])('%j gives %j', async (source, value) => {
  expect(await run(source)).toBe(value);
});

test('names are known to later cells, also inside of functions that were made before', async () => {
  await run('let count = 1; const [a, { b, ...c }, d = 4] = [1, { b: 2, e: 3 }]; var v');
  await run(
    'function next() { return ++count }\nclass Box<T> { constructor(readonly held: T) {} }'
  );
  await run('count = 10');
  expect(await run('[next(), count, a, b, c.e, d, v, new Box(5).held]')).toEqual([
    11,
    11,
    1,
    2,
    3,
    4,
    undefined,
    5
  ]);
  await run('const count = "declared again"');
  expect(await run('count')).toBe('declared again');
});

test('a function may be called above its line, and a name of the browser is free', async () => {
  expect(await run('const name = [hoisted()]\nfunction hoisted() { return 6 }\nname')).toEqual([6]);
});

test('imports give names, whether or not the cell uses them', async () => {
  asked.length = 0;
  await run(
    "import whole, { twice, twice as double } from 'percolab'\nimport * as all from 'percolab'"
  );
  expect(await run('[whole, twice(2), double(3), all.twice(4)]')).toEqual(['the default', 4, 6, 8]);
  expect(asked).toEqual([
    ['percolab', ['default', 'twice', 'twice']],
    ['percolab', []]
  ]);
  asked.length = 0;
  await run("import type { Result } from 'percolab'");
  expect(asked).toEqual([]);
});

test('no line moves', async () => {
  const source = `import {
  twice
} from 'percolab'
const
  value: number = twice(2)
interface Result {
  rows: number
}
throw new Error('here')`;
  const error: unknown = await run(source).catch((thrown: unknown) => thrown);
  expect((error as Error).stack).toMatch(/cell-1\.ts:9:\d+/);
});

test('code is strict', async () => {
  await expect(run('Object.freeze({ a: 1 }).a = 2')).rejects.toThrow(TypeError);
});

test('what can not be read says where', () => {
  expect(() => makeProgram('1 +\n+', 'cell-1.ts')).toThrow(/\(2:2\)/);
  expect(() => makeProgram('export const a = 1', 'cell-1.ts')).toThrow(UsageError);
});
