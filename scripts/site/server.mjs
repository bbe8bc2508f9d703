// A server of static files for looking at the site on this machine.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.ipynb': 'application/json',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2'
};

/** What pages and their workers may load: nothing from anywhere else. JupyterLab compiles its schemas and styles itself. */
const policy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";

/**
 * Serves a folder to this machine.
 *
 * @param {string} folder
 * @param {number} port 0 for any free one
 * @param {string} base path below which it is, beginning and ending with a slash
 * @returns {Promise<{address: string, close(): void}>} address of the folder
 * @throws Error of the system, e.g. where the port is in use
 */
export function serveFolder(folder, port, base = '/') {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = decoded(pathname);
    if (path === null || !path.startsWith(base)) return refuse(response);
    const file = fileAt(folder, path.slice(base.length));
    if (file === null) return refuse(response);
    if (file === 'folder') {
      response.writeHead(301, { Location: `${pathname}/` });
      return response.end();
    }
    // Asked again each time: a site that is built anew is shown anew.
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': policy
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = `http://127.0.0.1:${server.address().port}${base}`;
      resolve({ address, close: () => server.close() });
    });
  });
}

function refuse(response) {
  response.writeHead(404, { 'Content-Type': 'text/plain' });
  response.end('There is no such file.\n');
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** The file of a path, with index.html for folders; 'folder' where the slash at the end is missing. */
function fileAt(folder, path) {
  const place = normalize(join(folder, path));
  if (path.includes('\0') || !`${place}${sep}`.startsWith(normalize(folder + sep))) return null;
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat?.isFile()) return place;
  if (!stat?.isDirectory()) return null;
  if (path !== '' && !path.endsWith('/')) return 'folder';
  const index = join(place, 'index.html');
  return statSync(index, { throwIfNoEntry: false })?.isFile() ? index : null;
}
