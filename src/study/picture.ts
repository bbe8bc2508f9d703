// A static picture of a result: the figure as SVG text, made without a browser. It draws exactly the
// subset of Plotly's JSON that figure() emits, on white, in fonts that survive everywhere.

import { briefly, described } from './figure';
import { isTrace } from './figure/section';
import { unescaped } from './figure/text';
import type { Described, Figure, Legend as Place } from './figure/types';
import { caption, description } from './picture/caption';
import { COLOR_BAR_ROOM, colorAxes, colorBar } from './picture/heat';
import { type Legend, legendOf } from './picture/legend';
import { marks } from './picture/marks';
import { type Box, frame, panelsOf } from './picture/panel';
import { element, fitted, fittedLines, FONTS, text, wrapped, xml } from './picture/svg';
import type { Result } from './result';

const WIDTH = 760;
const CAPTION_HEIGHT = 32;
const CAPTION_SIZE = 10;
const CAPTION_LINE = 14;
/** Room above the panels. */
const SUBTITLE_LINES = 2;
/** Pixels between the panels and what stands at their right. */
const BESIDE = 20;

interface PlacedLegend {
  readonly place: Place;
  readonly legend: Legend;
}

/** All legends of a figure: one for the first panel or for all, and those of further panels. */
function legendsOf({ data, layout }: Figure, available: number): PlacedLegend[] {
  const named = data.filter(isTrace).filter(trace => layout.showlegend && trace.showlegend);
  const isLegend = (name: string): name is `legend${number}` => /^legend\d+$/.test(name);
  const more = Object.keys(layout).filter(isLegend);
  return (['legend', ...more] as const).map(id => {
    const place = layout[id];
    return {
      place,
      legend: legendOf(
        named.filter(({ legend = 'legend' }) => legend === id),
        place,
        available
      )
    };
  });
}

/** Draws a legend where its layout says. */
function drawn({ place, legend }: PlacedLegend, plot: Box, below: number): string {
  if (place.yref === 'container') {
    return legend.draw(plot.left, below);
  }
  const y = plot.top + plot.height * (1 - place.y);
  const top = place.yanchor === 'top' ? y : y - legend.length;
  return legend.draw(plot.left + plot.width + BESIDE, top);
}

/**
 * Picture of a result: SVG, 760 pixels wide, without scripts, styles or references. Lines of more than
 * about 2000 points are thinned, so that no picture exceeds a megabyte.
 *
 * @param result a result whose columns are complete and of equal length
 * @param shown its figure and notes, where they are at hand
 * @throws TypeError naming a missing column
 */
export function picture(result: Result, shown: Described = described(result)): string {
  return pictureOf(result, shown);
}

/**
 * Picture of the first panels of a result alone, without notes: what is shown while a study runs.
 *
 * @param result a result whose columns are complete and of equal length
 * @throws TypeError naming a missing column
 */
export function briefPicture(result: Result): string {
  return barePicture(result, briefly(result));
}

/**
 * Picture of a result without notes, for places that have them as text.
 *
 * @param result a result whose columns are complete and of equal length
 * @param figure the figure that is drawn of it
 */
export function barePicture(result: Result, figure: Figure): string {
  return pictureOf(result, { figure, notes: [] });
}

function pictureOf(result: Result, { figure, notes }: Described): string {
  const { data, layout } = figure;
  const { margin, title } = layout;
  const inner = WIDTH - margin.l - margin.r;
  const legends = legendsOf(figure, inner);
  const below = Math.max(...legends.map(({ legend }) => legend.height));
  const bars = colorAxes(layout);
  const colors = bars.length > 0 ? COLOR_BAR_ROOM : 0;
  const lines = notes.flatMap(note => wrapped(note, CAPTION_SIZE, inner));
  const under = layout.height + below;
  const height = under + lines.length * CAPTION_LINE + CAPTION_HEIGHT;
  const plot = {
    left: margin.l,
    top: margin.t,
    width: inner - Math.max(colors, ...legends.map(({ legend }) => legend.width)),
    height: layout.height - margin.t - margin.b
  };
  const panels = panelsOf(layout, plot);
  const small = title.subtitle.font.size - 1;
  const subtitle = fittedLines(unescaped(title.subtitle.text), small, inner, SUBTITLE_LINES);
  const parts = [
    element('title', {}, xml(unescaped(title.text))),
    element('desc', {}, xml(description(result, notes))),
    element('rect', { width: WIDTH, height, fill: '#fff' }),
    text(margin.l, 28, unescaped(title.text), { size: title.font.size, fill: '#222' }),
    ...subtitle.map((line, index) =>
      text(margin.l, 48 + index * CAPTION_LINE, line, { size: small, fill: '#555' })
    ),
    ...panels.map(frame),
    ...panels.map(panel => marks(data, panel, layout)),
    ...legends.map(legend => drawn(legend, plot, layout.height)),
    ...bars.map(bar => colorBar(bar, plot, plot.left + plot.width + BESIDE)),
    ...lines.map((line, index) =>
      text(margin.l, under + 10 + index * CAPTION_LINE, line, {
        size: CAPTION_SIZE,
        fill: '#444'
      })
    ),
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
