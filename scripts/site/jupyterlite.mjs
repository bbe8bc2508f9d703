// JupyterLite's application, unpacked from the wheel of jupyterlite-core: static files, no Python in them. With Python
// pip downloads the wheel; without, Node does. Either way it must be the very file that is pinned here.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { downloadSitePackages } from '../environment.mjs';
import { Failure } from '../failure.mjs';
import { runQuietly } from '../process.mjs';
import { whyNoPython } from '../python.mjs';
import { unzipOne } from './zip.mjs';

/** The version is that of pyproject.toml's group `site`. */
const WHEEL = 'jupyterlite_core-0.8.6-py3-none-any.whl';
const SHA256 = '2c77f7ca2a667e5404800632abedbc83d3edb9cc73303aa357016138e94e7aaa';

const downloads = '.build/jupyterlite';
const fresh = '.build/jupyterlite-app.new';

/** The application's folder. */
export const application = '.build/jupyterlite-app';

/** @type {import('../step.mjs').Step} */
export const jupyterliteStep = {
  name: 'JupyterLite',
  inputs: ['scripts/site/jupyterlite.mjs', 'scripts/site/zip.mjs'],
  outputs: [`${application}/jupyter-lite.json`],
  run: unpack
};

async function unpack() {
  const packed = await wheel();
  rmSync(inCheckout(fresh), { recursive: true, force: true });
  mkdirSync(inCheckout(fresh), { recursive: true });
  const file = `${fresh}/application.tgz`;
  writeFileSync(inCheckout(file), partOf(packed, /\/jupyterlite-app-[^/]*\.tgz$/));
  // Source maps are two thirds of it.
  const leftOut = ['--exclude=*.map', '--exclude=rspack.*'];
  await runQuietly('tar', ['-xzf', file, '-C', fresh, '--strip-components=1', ...leftOut]);
  rmSync(inCheckout(file));
  writeFileSync(inCheckout(fresh, 'LICENSE'), partOf(packed, /\.dist-info\/licenses\/LICENSE$/));
  rmSync(inCheckout(application), { recursive: true, force: true });
  renameSync(inCheckout(fresh), inCheckout(application));
}

function partOf(packed, pattern) {
  const part = unzipOne(packed, name => pattern.test(name));
  if (part === null) throw new Failure(`${WHEEL} holds no file like ${pattern}.`);
  return part;
}

async function wheel() {
  const path = inCheckout(downloads, WHEEL);
  if (!existsSync(path)) {
    mkdirSync(inCheckout(downloads), { recursive: true });
    if (whyNoPython() === null) await downloadSitePackages(downloads);
    else writeFileSync(path, await downloadFromIndex());
  }
  const bytes = existsSync(path) ? readFileSync(path) : null;
  const found = bytes && createHash('sha256').update(bytes).digest('hex');
  if (found === SHA256) return bytes;
  rmSync(path, { force: true });
  throw new Failure(
    `${WHEEL} ${found === null ? 'was not what pip downloaded' : `has the SHA-256 ${found}`}; ` +
      `wanted is the file with ${SHA256}. If pyproject.toml's group 'site' has another version now, ` +
      'write its file and hash into scripts/site/jupyterlite.mjs.'
  );
}

/** The wheel from Python's package index, by its JSON interface (PEP 691), where pip can't be asked. */
async function downloadFromIndex() {
  const index = process.env.PIP_INDEX_URL;
  if (!index) {
    throw new Failure(
      "JupyterLite comes from Python's package index, whose address only pip knows. Without Python, name it in " +
        `PIP_INDEX_URL (that of its simple API), or put ${WHEEL} into ${downloads}.`
    );
  }
  const page = `${index.replace(/\/*$/, '/')}jupyterlite-core/`;
  try {
    const accept = { Accept: 'application/vnd.pypi.simple.v1+json' };
    const { files } = await (await answer(page, accept)).json();
    const file = files.find(({ filename }) => filename === WHEEL);
    if (file === undefined) throw new Error(`it does not list ${WHEEL}`);
    const response = await answer(new URL(file.url, page), {});
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Failure(
      `JupyterLite can't be downloaded from ${page}: ${error.cause?.message ?? error.message}. ` +
        `Connect to the network, name another index in PIP_INDEX_URL, or put ${WHEEL} into ${downloads}.`
    );
  }
}

async function answer(url, headers) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response;
}
