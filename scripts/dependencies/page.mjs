// docs/licences.md: whose work users get with ours, and under which licences.

import { readdirSync, readFileSync } from 'node:fs';
import { packagesOfExtension } from '../build/extension.mjs';
import { readLicences } from '../build/licences.mjs';
import { inCheckout } from '../checkout.mjs';
import { Failure } from '../failure.mjs';
import { kernelExtension, kernelLicences } from '../site/kernel.mjs';
import { mayComeBeside } from './licences.mjs';
import { shippedPython } from './python.mjs';

const HEAD = `# Licences

Percolab is under the BSD-3-Clause licence. What comes with it is the work of others; this page is written by
\`npm run licences\`, and a test is red where it is not what is built. Which licences are allowed stands in
\`scripts/dependencies/licences.mjs\`; a build with another one fails. The wheel and the npm package carry the notices of
all that is in them.`;

/** How the licence of MIT begins. */
const MIT = /Permission\s+is\s+hereby\s+granted,\s+free\s+of\s+charge/;

const folders = {
  engine: 'percolab/engine',
  view: 'percolab/view',
  lab: 'percolab/labextension'
};

/** The packages in our files by the name of the part: of the built files themselves. */
function bundledByPart() {
  return {
    engine: readLicences(inCheckout(folders.engine, 'LICENSES.txt')),
    'saved pages and widgets': readLicences(inCheckout(folders.view, 'LICENSES.txt')),
    JupyterLab: packagesOfExtension(folders.lab),
    'static site': [
      ...packagesOfExtension(kernelExtension),
      ...readLicences(inCheckout(kernelLicences))
    ]
  };
}

function bundledRows() {
  const found = new Map();
  for (const [part, packages] of Object.entries(bundledByPart())) {
    for (const { name, version, licence } of packages) {
      const row = `${name} | ${version} | ${licence}`;
      found.set(row, (found.get(row) ?? new Set()).add(part));
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, parts]) => `| ${row} | ${[...parts].join(', ')} |`);
}

/** What npm installs beside the npm package, by licence. */
function npmRows() {
  const { packages } = JSON.parse(readFileSync(inCheckout('package-lock.json'), 'utf8'));
  const byLicence = new Map();
  for (const [place, { dev, devOptional, license }] of Object.entries(packages)) {
    if (place === '' || dev || devOptional) continue;
    const name = place.replace(/^.*node_modules\//, '');
    const licence = license ?? licenceIn(place);
    check('npm', name, licence);
    byLicence.set(licence, (byLicence.get(licence) ?? new Set()).add(name));
  }
  return [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `| ${licence} | ${[...names].sort().join(', ')} |`);
}

/** The licence of an old package: named in the way of its time, or only in a file. */
function licenceIn(place) {
  const { licenses } = JSON.parse(readFileSync(inCheckout(place, 'package.json'), 'utf8'));
  if (licenses !== undefined) return licenses.map(({ type }) => type).join(' OR ');
  const isMit = file => MIT.test(readFileSync(inCheckout(place, file), 'utf8'));
  return readdirSync(inCheckout(place))
    .filter(name => /^licen[cs]e/i.test(name))
    .some(isMit)
    ? 'MIT'
    : 'none';
}

async function pythonRows() {
  return (await shippedPython()).map(({ name, licence, extra }) => {
    check('Python', name, licence);
    return `| ${name} | ${licence} | ${extra && `percolab[${extra}]`} |`;
  });
}

function check(kind, name, licence) {
  if (!mayComeBeside(licence)) {
    throw new Failure(
      `the ${kind} package ${name} comes with ours, and its licence is ${licence}. Use another package, or one of the ` +
        'licences in scripts/dependencies/licences.mjs.'
    );
  }
}

/**
 * The page, as prettier writes it.
 *
 * @returns {Promise<string>}
 * @throws Failure where a package comes under a licence that is not allowed
 */
export async function licencePage() {
  const { format, resolveConfig } = await import('prettier');
  const text = [
    HEAD,
    '## In our files',
    ['| package | version | licence | part |', '| --- | --- | --- | --- |', ...bundledRows()],
    `The static site also holds JupyterLite (BSD-3-Clause), whose own list of licences is in its folder \`build\`.`,
    '## What pip installs beside the wheel',
    ['| package | licence | only with |', '| --- | --- | --- |', ...(await pythonRows())],
    '`BSD` is what a package says that leaves open which of them it means. Some of these come on some systems only.',
    '## What npm installs beside the npm package',
    ['| licence | packages |', '| --- | --- |', ...npmRows()]
  ];
  const markdown = text.map(part => (Array.isArray(part) ? part.join('\n') : part)).join('\n\n');
  const config = await resolveConfig(inCheckout('docs', 'licences.md'));
  return format(markdown, { ...config, parser: 'markdown' });
}
