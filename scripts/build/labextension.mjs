// The JupyterLab extension, from lib, by JupyterLab's own builder (rspack). The wheel installs this folder.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { buildExtension, packagesOfExtension } from './extension.mjs';
import { checkBundled } from './licences.mjs';

const folder = 'percolab/labextension';

/** @type {import('../step.mjs').Step} */
export const labextensionStep = {
  name: 'labextension',
  inputs: [
    'lib',
    'style',
    'schema',
    'package.json',
    'package-lock.json',
    'rspack.config.cjs',
    'scripts/build/buildhash.cjs',
    'scripts/build/runtime.cjs',
    'scripts/build/extension.mjs',
    'scripts/build/labextension.mjs',
    'scripts/dependencies/licences.mjs'
  ],
  outputs: [`${folder}/package.json`],
  run: buildLabextension
};

/**
 * Says that the extension works with every later minor version of JupyterLab. Only what it is built with is exact;
 * JupyterLab would call an extension that asks for one exact version outdated.
 */
function loosenVersions() {
  const path = inCheckout(folder, 'package.json');
  const metadata = JSON.parse(readFileSync(path, 'utf8'));
  for (const name of Object.keys(metadata.dependencies)) {
    if (/^@(jupyterlab|lumino)\//.test(name))
      metadata.dependencies[name] = `^${metadata.dependencies[name]}`;
  }
  writeFileSync(path, `${JSON.stringify(metadata, null, 2)}\n`);
}

async function buildLabextension() {
  // Files are named after their content's hash: old ones would stay beside the new.
  rmSync(inCheckout(folder), { recursive: true, force: true });
  await buildExtension('');
  packagesOfExtension(folder).forEach(checkBundled);
  loosenVersions();
  // JupyterLab takes every schema in there for the settings of a plugin; the study's schema is none.
  rmSync(inCheckout(folder, 'schemas', 'percolab', 'study.schema.json'), { force: true });
}
