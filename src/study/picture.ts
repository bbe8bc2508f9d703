// A static picture of a result: the figure as SVG text, made without a browser. It draws exactly the
// subset of Plotly's JSON that figure() emits, on white, in fonts that survive everywhere.

import { figure } from './figure';
import { unescaped } from './figure/text';
import { caption, description } from './picture/caption';
import { legendOf } from './picture/legend';
import { marks } from './picture/marks';
import { frame, panelsOf } from './picture/panel';
import { element, fitted, FONTS, text, xml } from './picture/svg';
import type { Result } from './result';

const WIDTH = 760;
const CAPTION_HEIGHT = 32;
const CAPTION_SIZE = 10;

/**
 * Picture of a result: SVG, 760 pixels wide, without scripts, styles or references. Lines of more than
 * about 2000 points are thinned, so that no picture exceeds a megabyte.
 *
 * @param result a result whose columns are complete and of equal length
 * @throws TypeError naming a missing column
 */
export function picture(result: Result): string {
  const { data, layout } = figure(result);
  const { margin, title } = layout;
  const inner = WIDTH - margin.l - margin.r;
  const legend = legendOf(data, layout, inner);
  const height = layout.height + legend.height + CAPTION_HEIGHT;
  const plot = {
    left: margin.l,
    top: margin.t,
    width: inner - legend.width,
    height: layout.height - margin.t - margin.b
  };
  const panels = panelsOf(layout, plot);
  const bottom = plot.top + plot.height;
  const beside = legend.height === 0;
  const small = title.subtitle.font.size - 1;
  const parts = [
    element('title', {}, xml(unescaped(title.text))),
    element('desc', {}, xml(description(result))),
    element('rect', { width: WIDTH, height, fill: '#fff' }),
    text(margin.l, 28, unescaped(title.text), { size: title.font.size, fill: '#222' }),
    text(margin.l, 48, fitted(unescaped(title.subtitle.text), small, inner), {
      size: small,
      fill: '#555'
    }),
    ...panels.map(frame),
    ...panels.map(panel => marks(data, panel)).filter(drawn => drawn !== ''),
    beside
      ? legend.draw(plot.left + plot.width + 20, plot.top)
      : legend.draw(plot.left, bottom + margin.b),
    text(margin.l, height - 12, fitted(caption(result), CAPTION_SIZE, inner), {
      size: CAPTION_SIZE,
      fill: '#6a6a6a'
    })
  ].filter(part => part !== '');
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: WIDTH,
    height,
    viewBox: `0 0 ${WIDTH} ${height}`,
    role: 'img',
    'font-family': FONTS
  };
  return `${element('svg', attributes, `\n${parts.join('\n')}\n`)}\n`;
}
