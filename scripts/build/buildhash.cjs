// The hash of everything that decides a result, which bundles carry as PERCOLAB_BUILD (src/study/build.ts):
// checkpoints of other sources are not gone on with, and engines that differ don't share a study.
// CommonJS, since the configuration of JupyterLab's builder needs it too.

const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const folders = ['src/engine', 'src/study'];

/** The constants that every bundle is made with. */
exports.buildConstants = function () {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter(name => name.endsWith('.ts')).sort()) {
      const text = readFileSync(join(root, folder, name), 'utf8').replaceAll('\r\n', '\n');
      hash.update(`${folder}/${name.replaceAll('\\', '/')}\n${text}\n`);
    }
  }
  return { PERCOLAB_BUILD: JSON.stringify(hash.digest('hex').slice(0, 16)) };
};
