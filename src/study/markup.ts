// A result as static HTML, for places that run no script of ours: pages that nbconvert makes, sites that show
// notebooks, a saved page before its script runs. Such places may strip styles, scripts and inline drawings, so the
// picture is an image that carries its own data, and all else is plain elements.

import { counted } from './excerptwords';
import { described, type Described } from './figure';
import { unescaped } from './figure/text';
import { barePicture } from './picture';
import { description } from './picture/caption';
import { xml } from './picture/svg';
import type { Result } from './result';
import { sixDigits } from './sixdigits';
import { type Table, tablesOf } from './tables';

/** Rows of a table that are written: what is read on paper. */
export const MARKUP_ROWS = 100;
/** Columns that fit side by side on paper. */
const COLUMNS = 13;

/** Bytes that become characters at a time: a call takes only so many arguments. */
const SLICE = 8192;

/** What can be folded on a screen is shown on paper, in letters that fit it; places that strip this lose no number. */
const STYLE = `.percolab-static{margin:0}
.percolab-static figcaption{overflow-wrap:anywhere}
.percolab-static img{height:auto;max-width:100%}
.percolab-static details{overflow-x:auto}
@media print{
.percolab-static details::details-content{block-size:auto;content-visibility:visible}
.percolab-static table{font-size:5.5pt}
.percolab-static td,.percolab-static th{padding:1pt 1.5pt;white-space:normal}
}`;

/**
 * Static HTML of a result: picture, caption and all tables, each of 100 rows at most
 * with 6 digits. No scripts, no addresses.
 *
 * @param result a result whose columns are complete and of equal length
 * @param shown its figure and notes, where they are at hand
 * @throws TypeError naming a missing column
 */
export function markup(result: Result, shown: Described = described(result)): string {
  const { figure, notes } = shown;
  const picture = barePicture(result, figure);
  const alternative = xml(`Figure: ${unescaped(figure.layout.title.text)}`);
  const words = [...notes, description(result, [])].map(note => `<p>${xml(note)}</p>`);
  return [
    `<figure class="percolab-static">`,
    `<style>${STYLE}</style>`,
    `<img alt="${alternative}" src="data:image/svg+xml;base64,${base64(picture)}">`,
    `<figcaption>${words.join('\n')}</figcaption>`,
    ...tablesOf(result, { __: title => title }).map(tableMarkup),
    '</figure>\n'
  ].join('\n');
}

function tableMarkup(table: Table): string {
  const { title, names, rows, whole } = table;
  const shown = Math.min(rows, MARKUP_ROWS);
  const count = counted(shown, whole);
  const blocks = Array.from({ length: Math.ceil(names.length / COLUMNS) }, (_, block) =>
    blockMarkup(table, shown, block * COLUMNS)
  );
  return `<details><summary>${xml(title)} (${count}, 6 digits)</summary>
${blocks.join('\n')}
</details>`;
}

/** Some columns of a table; where these are not all, rows have numbers by which blocks are read together. */
function blockMarkup({ names, cells }: Table, shown: number, first: number): string {
  const isWhole = names.length <= COLUMNS;
  const last = first + COLUMNS;
  const head = names.slice(first, last).map(name => headMarkup(name, 'col'));
  const body = Array.from({ length: shown }, (_, row) => {
    const line = cells(row)
      .slice(first, last)
      .map(value => `<td>${xml(sixDigits(value))}</td>`);
    return `<tr>${isWhole ? '' : headMarkup(String(row), 'row')}${line.join('')}</tr>`;
  });
  return `<table><thead><tr>${isWhole ? '' : headMarkup('row', 'col')}${head.join('')}</tr></thead><tbody>
${body.join('\n')}
</tbody></table>`;
}

/** A head of a column or row; a long name may be broken between its words. */
function headMarkup(name: string, scope: 'col' | 'row'): string {
  return `<th scope="${scope}">${xml(name).replaceAll('_', '_<wbr>')}</th>`;
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let characters = '';
  for (let from = 0; from < bytes.length; from += SLICE) {
    characters += String.fromCharCode(...bytes.subarray(from, from + SLICE));
  }
  return btoa(characters);
}
