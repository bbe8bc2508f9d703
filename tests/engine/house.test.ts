// The lint rules of the house, on snippets: imports go down only, and what digests depend on is pure. ESLint runs
// in a process of its own, because jest can't load the configuration's modules.

import { execFileSync } from 'node:child_process';

const lint = `
  import { readFileSync } from 'node:fs';
  import { ESLint } from 'eslint';
  import tseslint from 'typescript-eslint';
  const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
  const found = [];
  for (const [filePath, code] of JSON.parse(readFileSync(0, 'utf8'))) {
    const [{ messages }] = await eslint.lintText(code, { filePath });
    found.push(messages.map(({ ruleId, message }) => (ruleId ?? 'none') + ': ' + message));
  }
  console.log(JSON.stringify(found));
`;

/** Messages for each snippet, given as the file it would be in and its text. */
function lintAll(snippets: readonly (readonly [string, string])[]): string[][] {
  const input = JSON.stringify(snippets);
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', lint], { input, encoding: 'utf8' })
  );
}

const using = (name: string) => `import * as it from '${name}';\nexport default it;\n`;
const value = (expression: string) => `export default ${expression};\n`;

const upward: [string, string][] = [
  ['src/engine/x.ts', using('../study/study')],
  ['src/engine/dropout/x.ts', using('../../host/host')],
  ['src/study/x.ts', using('../host/host')],
  ['src/study/figure/x.ts', using('../../view/plot')],
  ['src/host/x.ts', using('../study/study')],
  ['src/host/x.ts', using('./node/host')],
  ['src/host/browser/x.ts', using('../node/host')],
  ['src/view/x.ts', using('../lab/plugin')],
  ['src/view/x.ts', using('../host/host')],
  ['src/lab/x.ts', using('../cli/engine')],
  ['src/lab/x.ts', using('../index')],
  ['src/cli/x.ts', using('../view/plot')],
  ['src/engine/x.ts', "export * from '../study/study';\n"],
  ['src/engine/x.ts', "export const it = import('../study/study');\n"],
  ['src/engine/x.ts', "export type It = import('../study/study').Study;\n"],
  ['src/engine/x.ts', "import type { Study } from '../study/study';\nexport type It = Study;\n"],
  ['src/cli/x.ts', using('../../package.json')]
];

const foreign: [string, string][] = [
  ['src/engine/x.ts', using('node:fs')],
  ['src/engine/x.ts', using('yaml')],
  ['src/engine/x.ts', using('seedrandom-two')],
  ['src/study/x.ts', using('node:crypto')],
  ['src/study/x.ts', using('plotly.js')],
  ['src/host/pool.ts', using('node:os')],
  ['src/host/browser/x.ts', using('node:os')],
  ['src/view/x.ts', using('@jupyterlab/apputils')],
  ['src/view/x.ts', using('@lumino/widgets')],
  ['src/lab/x.ts', using('node:fs')],
  ['src/cli/x.ts', using('@jupyterlab/apputils')]
];

const downward: [string, string][] = [
  ['src/engine/random/x.ts', using('seedrandom')],
  ['src/engine/dropout/x.ts', using('../math/exp')],
  ['src/study/x.ts', using('../engine/shard')],
  ['src/study/x.ts', using('yaml')],
  ['src/study/x.ts', using('@noble/hashes/sha2.js')],
  ['src/host/node/x.ts', using('node:worker_threads')],
  ['src/host/node/x.ts', using('../pool')],
  ['src/host/x.ts', using('../engine/shard')],
  ['src/view/x.ts', using('../study/result')],
  ['src/view/x.ts', using('plotly.js/lib/core')],
  ['src/lab/x.ts', using('../view/plot')],
  ['src/lab/x.ts', using('@jupyterlab/apputils')],
  ['src/cli/x.ts', using('../host/node/host')],
  ['src/cli/x.ts', using('vscode-jsonrpc/node')],
  ['src/index.ts', using('./lab/plugin')],
  ['tests/engine/x.ts', using('../../src/study/study')]
];

const impure: [string, string][] = [
  ['src/study/cost.ts', value('Math.exp(1)')],
  ['src/engine/x.ts', value('Math.random()')],
  ['src/study/figure/x.ts', value('Math.random()')],
  ['src/engine/x.ts', value('Date.now()')],
  ['src/engine/x.ts', value('new Date()')],
  ['src/study/x.ts', value('performance.now()')],
  ['src/engine/x.ts', value('document.title')],
  ['src/study/picture/x.ts', value('window')],
  ['src/engine/x.ts', value('process.env')],
  ['src/engine/x.ts', value('Math.exp(1)')],
  ['src/engine/x.ts', value('Math.pow(3, 4)')],
  ['src/engine/x.ts', 'export const { log } = Math;\n'],
  ['src/engine/x.ts', 'export const power = (x: number) => x ** 2;\n'],
  ['src/study/range.ts', value('Math.log10(3)')]
];

const pure: [string, string][] = [
  ['src/engine/x.ts', value('Math.sqrt(2) + Math.fround(0.1) + Math.imul(3, 4)')],
  ['src/engine/x.ts', 'export const power = (k: number) => 2 ** k;\n'],
  ['src/study/figure/x.ts', value('Math.log10(3)')],
  ['src/host/node/x.ts', value('process.env')],
  ['src/view/x.ts', value('document.title')],
  ['src/cli/x.ts', value('Date.now()')]
];

const groups = { upward, foreign, impure, downward, pure };
const messages = new Map<string, string[]>();
const keyOf = ([file, code]: readonly [string, string]) => `${file}: ${code.split('\n')[0]}`;

beforeAll(() => {
  const snippets = Object.values(groups).flat();
  lintAll(snippets).forEach((found, i) => messages.set(keyOf(snippets[i]), found));
}, 60_000);

test.each(upward.map(keyOf))('an import that goes up is an error: %s', key => {
  expect(messages.get(key)).toEqual([
    expect.stringMatching(/^house\/imports: .*(imports go down only|outside src)/)
  ]);
});

test.each(foreign.map(keyOf))('a package of another folder is an error: %s', key => {
  expect(messages.get(key)).toEqual([
    expect.stringMatching(/^house\/imports: .*the packages of this folder are/)
  ]);
});

test.each(impure.map(keyOf))('what differs between hosts is an error: %s', key => {
  expect(messages.get(key)).toEqual([expect.stringMatching(/^no-restricted-/)]);
});

test.each([...downward, ...pure].map(keyOf))('this is allowed: %s', key => {
  expect(messages.get(key)).toEqual([]);
});
