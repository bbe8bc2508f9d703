// The notebooks of the site: those of lite/files, and the examples as the site's kernel can run them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';

const kernelspec = {
  name: 'percolab',
  display_name: 'TypeScript (Percolab)',
  language: 'typescript'
};

/** A cell that the site's kernel understands: a study, or line magics alone. */
const RUNNABLE = /^\s*(%%(percolation|dropout)\b|(%.*\s*)+$)/;
const STUDY = /^\s*%%(percolation|dropout)\b/;

/** Folders that are read. */
export const notebookFolders = ['lite/files', 'examples'];

/**
 * All files of the site's file browser.
 *
 * @returns {{name: string, content: Buffer}[]} by name
 */
export function siteFiles() {
  const files = notebookFolders.flatMap(folder =>
    existsSync(inCheckout(folder)) ? filesOf(folder) : []
  );
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function filesOf(folder) {
  const names = readdirSync(inCheckout(folder)).filter(name => !name.startsWith('.'));
  return names.flatMap(name => {
    const content = readFileSync(inCheckout(folder, name));
    if (!name.endsWith('.ipynb') || folder !== 'examples') return [{ name, content }];
    const notebook = JSON.parse(content.toString('utf8'));
    const made = forSite(notebook);
    return made === null
      ? []
      : [{ name, content: Buffer.from(`${JSON.stringify(made, null, 1)}\n`) }];
  });
}

/**
 * A notebook of Python as the site can run it: its studies stay, other Python is shown to be read.
 *
 * @param {{cells: object[]}} notebook in Jupyter's format 4
 * @returns {object | null} null where it has no study
 */
export function forSite({ cells, ...rest }) {
  const text = ({ source }) => (Array.isArray(source) ? source.join('') : source);
  if (!cells.some(cell => cell.cell_type === 'code' && STUDY.test(text(cell)))) return null;
  const made = cells.map(cell => {
    if (cell.cell_type !== 'code' || RUNNABLE.test(text(cell))) return cell;
    const source = `With Python beside it (not on this site):\n\n\`\`\`python\n${text(cell)}\n\`\`\``;
    return { cell_type: 'markdown', id: cell.id, metadata: {}, source };
  });
  return { ...rest, cells: made, metadata: { kernelspec } };
}
