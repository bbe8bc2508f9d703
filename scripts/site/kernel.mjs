// The kernel of the site, lite/, as a labextension of its own: bundled by esbuild, then by JupyterLab's builder.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { bundle } from '../build/bundle.mjs';
import { buildExtension } from '../build/extension.mjs';
import { writeLicences } from '../build/licences.mjs';

const folder = '.build/lite';

/** Where the labextension is. */
export const kernelExtension = `${folder}/labextension`;

/** The licences of what is in its scripts, beside the builder's own list. */
export const kernelLicences = `${kernelExtension}/static/LICENSES.txt`;

const data = 'src/engine/dropout/data';
const digits = ['digits-images-idx3-ubyte.gz', 'digits-labels-idx1-ubyte.gz'];

/** @type {import('../step.mjs').Step} */
export const kernelStep = {
  name: 'kernel of the site',
  inputs: [
    'lite/src',
    'lite/package.json',
    'lite/rspack.config.cjs',
    'src/api.ts',
    'src/engine',
    'src/host',
    'src/study',
    'lib/worker.js',
    'package.json',
    'package-lock.json',
    'scripts/build',
    'scripts/dependencies/licences.mjs',
    'scripts/site/kernel.mjs'
  ],
  outputs: [`${kernelExtension}/package.json`],
  run: buildKernel
};

async function buildKernel() {
  rmSync(inCheckout(folder), { recursive: true, force: true });
  mkdirSync(inCheckout(folder, 'lib'), { recursive: true });
  const common = { platform: 'browser', target: 'es2022', outdir: `${folder}/lib` };
  const plugin = await bundle({
    ...common,
    entryPoints: ['lite/src/plugin.ts'],
    format: 'esm',
    splitting: true,
    external: ['@jupyterlab/*', '@jupyterlite/*', '@lumino/*']
  });
  const worker = await bundle({
    ...common,
    entryPoints: ['lite/src/kernelworker.ts'],
    format: 'iife',
    minify: true
  });
  copyFileSync(inCheckout('lib/worker.js'), inCheckout(folder, 'lib', 'worker.js'));
  for (const name of digits) {
    copyFileSync(inCheckout(data, name), inCheckout(folder, 'lib', name));
  }
  copyFileSync(inCheckout('lite/rspack.config.cjs'), inCheckout(folder, 'rspack.config.cjs'));
  const { version } = readJson('package.json');
  const metadata = { ...readJson('lite/package.json'), version };
  writeFileSync(inCheckout(folder, 'package.json'), JSON.stringify(metadata));
  await buildExtension(folder);
  writeLicences([plugin, worker], inCheckout(kernelLicences));
}

function readJson(path) {
  return JSON.parse(readFileSync(inCheckout(path), 'utf8'));
}
