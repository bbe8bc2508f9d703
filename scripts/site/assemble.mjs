// The site: JupyterLite's application, the two labextensions and the notebooks, with the lists of them that a server
// would make. Only static files, and no address outside of them.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../checkout.mjs';
import { Failure } from '../failure.mjs';
import { application } from './jupyterlite.mjs';
import { kernelExtension } from './kernel.mjs';
import { notebookFolders, siteFiles } from './notebooks.mjs';

/** The folder to publish. */
export const site = 'site';

/** The notebook where a reader begins. */
const FIRST = 'quickstart.ipynb';

const fresh = '.build/site.new';
const extensions = ['percolab/labextension', kernelExtension];

/** @type {import('../step.mjs').Step} */
export const assembleStep = {
  name: 'site',
  inputs: [`${application}/jupyter-lite.json`, ...extensions, ...notebookFolders, 'scripts/site'],
  outputs: [`${site}/index.html`],
  run: assemble
};

async function assemble() {
  rmSync(inCheckout(fresh), { recursive: true, force: true });
  cpSync(inCheckout(application), inCheckout(fresh), { recursive: true });
  const federated = extensions.map(addExtension);
  write(
    'build/schemas/all_federated.json',
    federated.flatMap(({ settings }) => settings)
  );
  addFiles(siteFiles());
  const english = { displayName: 'English', nativeName: 'English' };
  write('api/translations/all.json', { data: { en: english }, message: '' });
  write('api/translations/en.json', { data: {}, message: '' });
  const config = JSON.parse(readFileSync(inCheckout(fresh, 'jupyter-lite.json'), 'utf8'));
  Object.assign(config['jupyter-config-data'], {
    appName: 'Percolab',
    contentsAllJsonFile: 'all.json',
    defaultKernelName: 'percolab',
    // Kernels that read files need it; ours needs none, and what it would keep could be of an older site.
    disabledExtensions: ['@jupyterlite/application-extension:service-worker-manager'],
    federated_extensions: federated.map(({ entry }) => entry),
    settingsOverrides: {
      // Nothing asks for news: no request leaves the site.
      '@jupyterlab/apputils-extension:notification': {
        fetchNews: 'false',
        checkForUpdates: false,
        doNotDisturbMode: false
      }
    }
  });
  write('jupyter-lite.json', config);
  beginWithNotebook();
  rmSync(inCheckout(site), { recursive: true, force: true });
  renameSync(inCheckout(fresh), inCheckout(site));
}

/** Makes the site's first page lead to a notebook; JupyterLite's leads to an empty workspace. */
function beginWithNotebook() {
  const file = inCheckout(fresh, 'index.html');
  const page = readFileSync(file, 'utf8');
  const lead = "await import('./config-utils.js')";
  if (!page.includes(lead)) {
    throw new Failure(`JupyterLite's index.html has no "${lead}" any more; see beginWithNotebook.`);
  }
  writeFileSync(file, page.replace(lead, `location.replace('lab/index.html?path=${FIRST}')`));
}

/** Copies a labextension; returns its entry in the page's configuration and the settings of its plugins. */
function addExtension(folder) {
  const { name, version, jupyterlab } = JSON.parse(
    readFileSync(inCheckout(folder, 'package.json'), 'utf8')
  );
  cpSync(inCheckout(folder), inCheckout(fresh, 'extensions', name), { recursive: true });
  const schemas = join(folder, 'schemas', name);
  const files = existsSync(inCheckout(schemas))
    ? readdirSync(inCheckout(schemas)).filter(
        file => file.endsWith('.json') && !file.startsWith('package')
      )
    : [];
  const settings = files.map(file => ({
    id: `${name}:${file.replace(/\.json$/, '')}`,
    raw: '{}',
    schema: JSON.parse(readFileSync(inCheckout(schemas, file), 'utf8')),
    settings: {},
    version
  }));
  return { entry: { name, ...jupyterlab._build }, settings };
}

/** Adds files and the listing of their folder, as Jupyter's contents API gives it. */
function addFiles(files) {
  const now = new Date().toISOString();
  const common = { created: now, last_modified: now, writable: true, content: null };
  const content = files.map(({ name, content: bytes }) => {
    write(`files/${name}`, bytes);
    const isNotebook = name.endsWith('.ipynb');
    return {
      ...common,
      name,
      path: name,
      type: isNotebook ? 'notebook' : 'file',
      format: isNotebook ? 'json' : 'text',
      mimetype: isNotebook ? null : 'text/plain',
      size: bytes.length
    };
  });
  write('api/contents/all.json', {
    ...common,
    name: '',
    path: '',
    type: 'directory',
    format: 'json',
    mimetype: null,
    size: null,
    content
  });
}

function write(path, content) {
  const file = inCheckout(fresh, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, Buffer.isBuffer(content) ? content : `${JSON.stringify(content, null, 2)}\n`);
}
