// The view for pages without Jupyter, as percolab/view: one script with Plotly, worker and style sheet in it. Saved
// pages and anywidget's front ends get the text of this script and nothing else. The wheel carries this folder.

import { readFileSync, renameSync, rmSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { Failure } from '../failure.mjs';
import { bundle } from './bundle.mjs';
import { writeLicences } from './licences.mjs';

const folder = 'percolab/view';
const fresh = '.build/view';
const script = 'view.js';
const browser = { platform: 'browser', target: 'es2022', minify: true };

/** @type {import('../step.mjs').Step} */
export const embedStep = {
  name: 'view for any page',
  inputs: [
    'src/engine',
    'src/study',
    'src/host',
    'src/view',
    'src/embed',
    'style',
    'package-lock.json',
    'scripts/build/buildhash.cjs',
    'scripts/build/bundle.mjs',
    'scripts/build/embed.mjs',
    'scripts/build/licences.mjs',
    'scripts/dependencies/licences.mjs'
  ],
  outputs: [`${folder}/${script}`],
  run: buildEmbed
};

async function buildEmbed() {
  const worker = await textOf('src/host/browser/worker.ts', { format: 'iife' });
  const style = plotlyStyle() + (await textOf('style/embed.css', {}));
  const metafile = await bundle({
    ...browser,
    entryPoints: { view: 'src/embed/index.ts' },
    outdir: fresh,
    format: 'iife',
    globalName: 'percolab',
    define: {
      PERCOLAB_WORKER: JSON.stringify(worker),
      PERCOLAB_STYLE: JSON.stringify(style),
      // A name that some packages below Plotly were written with.
      global: 'globalThis'
    },
    // Plotly's core names this style sheet for its maps, which no figure of ours has.
    loader: { '.css': 'empty' }
  });
  checkInline(readFileSync(inCheckout(fresh, script), 'utf8'));
  writeLicences([metafile], inCheckout(fresh, 'LICENSES.txt'));
  rmSync(inCheckout(folder), { recursive: true, force: true });
  renameSync(inCheckout(fresh), inCheckout(folder));
}

/** A bundle of one file as text. */
async function textOf(entry, options) {
  const outfile = `${fresh}/text`;
  await bundle({ ...browser, ...options, entryPoints: [entry], outfile });
  const text = readFileSync(inCheckout(outfile), 'utf8');
  rmSync(inCheckout(outfile));
  return text;
}

/** The rules that Plotly adds to the page's head, from where they don't reach into a shadow root. */
function plotlyStyle() {
  const source = readFileSync(inCheckout('node_modules/plotly.js/build/plotcss.js'), 'utf8');
  const rules = [];
  const library = {
    addStyleRule: (selector, declarations) => rules.unshift(`${selector}{${declarations}}`)
  };
  new Function('require', source)(() => library);
  return rules.join('');
}

/** The script stands inline in saved pages, where these would end it or change how its end is read. */
function checkInline(text) {
  const found = /<\/script|<script|<!--/i.exec(text);
  if (found) {
    const around = text.slice(found.index - 40, found.index + 40);
    throw new Failure(`${script} can't stand inline in a page: it holds ${found[0]} in ${around}`);
  }
}
