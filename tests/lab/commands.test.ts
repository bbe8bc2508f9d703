// The studies that commands begin with, and the notebook that they come in.

import type { KernelSpec } from '@jupyterlab/services';
import { EXAMPLES, type Kind } from '../../src/lab/commands/examples';
import { loads } from '../../src/lab/insertcells';
import { kernelFor, notebookOf } from '../../src/lab/commands/newstudy';
import { readStudy } from '../../src/study/read';
import { checkStudy } from '../../src/study/run';
import { bundle } from './bundle';

const KINDS = Object.keys(EXAMPLES) as Kind[];
const SOURCES = {
  loadData: () => Promise.resolve(null),
  loadGraph: () => Promise.reject(new Error('no example has one'))
};

test.each(KINDS)('the %s study is valid, and done in seconds', async kind => {
  const [magic, ...body] = EXAMPLES[kind].split('\n');
  expect(magic).toBe(`%%${kind}`);
  const { seconds } = await checkStudy(readStudy(body.join('\n'), { kind }), SOURCES);
  expect(seconds).toBeLessThan(20);
});

const spec = (name: string, language: string) =>
  ({ name, language, display_name: name }) as KernelSpec.ISpecModel;

test('the kernel is the default one if it has the magics, else the first that has', () => {
  const [julia, python, other] = [spec('j', 'julia'), spec('p', 'python'), spec('q', 'Python')];
  const of = (first: string, ...all: KernelSpec.ISpecModel[]) =>
    kernelFor({
      default: first,
      kernelspecs: Object.fromEntries(all.map(own => [own.name, own]))
    })?.name;
  expect(of('q', julia, python, other)).toBe('q');
  expect(of('j', julia, python, other)).toBe('p');
  expect(of('j', julia)).toBe('j');
  expect(kernelFor(null)).toBeNull();
});

test.each(KINDS)('the new notebook of a %s study explains it and has its kernel', kind => {
  const { cells, metadata } = notebookOf(kind, spec('p', 'python'), bundle);
  expect(cells.map(cell => (cell as { cell_type: string }).cell_type)).toEqual([
    'markdown',
    'code',
    'code'
  ]);
  expect(cells[1]).toMatchObject({ source: '%load_ext percolab' });
  expect(metadata).toEqual({
    kernelspec: { name: 'p', display_name: 'p', language: 'python' }
  });
});

test.each([
  [['%load_ext percolab'], true],
  [['import x\n  %load_ext   percolab  '], true],
  [['%reload_ext percolab'], true],
  [['# %load_ext percolab', '%load_ext percolab_other', 'print("%load_ext percolab")'], false],
  [[], false]
])('of %j the extension is loaded: %p', (sources, loaded) => {
  expect(loads(sources)).toBe(loaded);
});
