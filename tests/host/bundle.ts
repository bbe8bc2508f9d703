// Builds the entries of the Node side into a folder of their own, as scripts/build does for the package.

import { build } from 'esbuild';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(__dirname, '../..');
const shipped = join(root, 'src/engine/dropout/data');

/** A folder of bundles; it lives until `remove` is called. */
export interface Bundles {
  readonly folder: string;
  url(name: string): URL;
  remove(): void;
}

/**
 * @param entries name of each bundle and its source below the checkout
 */
export async function bundle(entries: Record<string, string>): Promise<Bundles> {
  const folder = mkdtempSync(join(tmpdir(), 'percolab-'));
  await build({
    entryPoints: entries,
    outdir: folder,
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"
    }
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of readdirSync(shipped).filter(name => name.endsWith('.gz'))) {
    copyFileSync(join(shipped, name), join(folder, name));
  }
  return {
    folder,
    url: name => pathToFileURL(join(folder, name)),
    remove: () => rmSync(folder, { recursive: true })
  };
}
