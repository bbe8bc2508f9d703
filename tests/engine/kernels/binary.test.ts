// The committed WebAssembly is what its sources give. The compiler runs in a process of its own, because jest can't
// load its modules.

import { spawnSync } from 'node:child_process';

import { kernels } from '../../../src/engine/kernels/module';

test('the committed kernels are those of the sources', () => {
  const { stderr, status } = spawnSync(process.execPath, ['scripts/kernels.mjs', '--check'], {
    encoding: 'utf8'
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}, 60_000);

test('Node compiles them', () => {
  expect(kernels()).not.toBeNull();
});

test('memory grows as it is placed, at multiples of 16', () => {
  const { functions } = kernels()!;
  kernels()!.clear();
  const first = kernels()!.place(3);
  expect(first % 16).toBe(0);
  expect(kernels()!.place(1 << 20)).toBe(first + 16);
  expect(functions.memory.buffer.byteLength).toBeGreaterThan(1 << 20);
  kernels()!.clear();
  expect(kernels()!.place(1)).toBe(first);
});
