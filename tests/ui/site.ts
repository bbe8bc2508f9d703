// A web site that has nothing but the library and its worker, under a strict content security policy.

import { build, type BuildOptions } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

/** A running site. */
export interface Site {
  /** Address of the site, with the slash. */
  readonly address: string;
  /** Address of a page that may run the site's own scripts and workers only. */
  readonly own: string;
  /** Address of a page whose scripts come from elsewhere; its workers start from blobs. */
  readonly foreign: string;
  /** Address of the library for the first page. */
  readonly library: string;
  /** The same under another origin, for the second. */
  readonly foreignLibrary: string;
  /** Address of a page that has no origin, as in a frame that is shut in: browsers keep nothing for it. */
  readonly shutIn: string;
  close(): void;
}

/** The public calls for browsers, and the host below them. */
const LIBRARY = `export { dropout, percolation, run } from './src/index';
export { browserHost } from './src/host/browser/host';`;

/**
 * Starts a site on a free port; call `close` at the end.
 *
 * @param entries more scripts of the site: their names with the files that they are bundled from
 */
export async function startSite(entries: Readonly<Record<string, string>> = {}): Promise<Site> {
  const scripts = new Map([
    ['/percolab.js', await bundle({ stdin: { contents: LIBRARY, resolveDir: resolve('.') } })],
    ['/worker.js', readFileSync('lib/worker.js', 'utf8')]
  ]);
  for (const [name, file] of Object.entries(entries)) {
    scripts.set(`/${name}`, await bundle({ entryPoints: [file] }));
  }
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '');
    if (script !== undefined) {
      response.setHeader('Content-Type', 'text/javascript');
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.end(script);
      return;
    }
    const foreign = `default-src 'none'; script-src ${elsewhere(server)}; worker-src blob:`;
    const policies: Readonly<Record<string, string>> = {
      '/own': "default-src 'none'; script-src 'self'; worker-src 'self'",
      '/shut-in': `${foreign}; sandbox allow-scripts`
    };
    const policy = policies[request.url ?? ''] ?? foreign;
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>percolab</title>');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const here = `http://127.0.0.1:${portOf(server)}`;
  return {
    address: `${here}/`,
    own: `${here}/own`,
    foreign: `${here}/foreign`,
    library: `${here}/percolab.js`,
    foreignLibrary: `${elsewhere(server)}/percolab.js`,
    shutIn: `${here}/shut-in`,
    close: () => server.close()
  };
}

/** The same server by another name, which is another origin. */
function elsewhere(server: Server): string {
  return `http://localhost:${portOf(server)}`;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A module with all that it imports, as somebody else's bundler would pack it. */
async function bundle(entry: Pick<BuildOptions, 'stdin' | 'entryPoints'>): Promise<string> {
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // Only the plugin needs these, and it falls away.
    external: ['@jupyterlab/*', '@lumino/*', 'plotly.js/*'],
    logLevel: 'silent'
  });
  return outputFiles[0].text;
}
