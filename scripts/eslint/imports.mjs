// The house's arrows as a lint rule: which folder of src may import which, and which packages each may use.
// Imports go down only: lab, embed -> view -> study -> engine; host -> engine; lab, embed, cli -> study, host.

import { dirname, relative, resolve, sep } from 'node:path';

/**
 * Folders of src, the most specific first: what each may import, and its packages. `index` is the public face,
 * which may use everything.
 */
const folders = {
  engine: { below: [], packages: ['seedrandom'] },
  study: { below: ['engine'], packages: ['yaml', '@noble/hashes'] },
  'host/node': { below: ['host', 'engine'], packages: ['node:'] },
  'host/browser': { below: ['host', 'engine'], packages: ['idb'] },
  host: { below: ['engine'], packages: ['@msgpack/msgpack', '@noble/hashes'] },
  view: { below: ['study', 'engine'], packages: ['plotly.js'] },
  embed: { below: ['view', 'study', 'host', 'host/browser', 'engine'], packages: [] },
  lab: {
    below: ['view', 'study', 'host', 'host/browser', 'engine'],
    packages: ['@jupyterlab/', '@lumino/', '@codemirror/', '@lezer/']
  },
  cli: { below: ['study', 'host', 'host/node', 'engine'], packages: ['node:', 'vscode-jsonrpc'] }
};

/** @type {import('eslint').Rule.RuleModule} */
export const importsRule = {
  meta: {
    type: 'problem',
    docs: { description: 'imports go down the house only' },
    schema: [],
    messages: {
      folder:
        'src/{{from}} must not import src/{{to}}: imports go down only, and from here they may go to ' +
        '{{allowed}}. Move what is needed down, or pass it in as an argument.',
      package:
        "src/{{from}} must not import '{{name}}': the packages of this folder are {{allowed}}. Move the code " +
        'to the folder that owns the package, or pass what is needed in as an argument.',
      outside: "'{{name}}' is outside src, which is all that the built files contain."
    }
  },
  create(context) {
    const source = resolve(context.cwd, 'src');
    const from = folderOf(relative(source, context.filename));
    if (from === undefined) return {};
    const { below, packages } = folders[from];

    function check(node, name) {
      if (name.startsWith('.')) {
        const place = relative(source, resolve(dirname(context.filename), name));
        const to = folderOf(place);
        if (place.startsWith('..')) context.report({ node, messageId: 'outside', data: { name } });
        else if (to !== from && !below.includes(to)) {
          const allowed = [from, ...below].map(folder => `src/${folder}`).join(', ');
          const data = { from, to: to ?? place, allowed };
          context.report({ node, messageId: 'folder', data });
        }
      } else if (!packages.some(allowed => isFrom(allowed, name))) {
        const allowed = packages.join(', ') || 'none';
        context.report({ node, messageId: 'package', data: { from, name, allowed } });
      }
    }

    const checkSource = node => node.source && check(node.source, String(node.source.value));
    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      TSImportType: checkSource,
      'CallExpression[callee.name="require"]': node => check(node, String(node.arguments[0]?.value))
    };
  }
};

function folderOf(path) {
  const parts = path.split(sep).join('/');
  return Object.keys(folders).find(folder => parts === folder || parts.startsWith(`${folder}/`));
}

function isFrom(allowed, name) {
  return /[:/]$/.test(allowed) ? name.startsWith(allowed) : `${name}/`.startsWith(`${allowed}/`);
}
