// A panel of the picture: where its axes put a point, its grid, ticks and titles.

import { unescaped } from '../figure/text';
import type { Layout, LayoutAxis } from '../figure/types';
import { element, fitted, px, text, textWidth } from './svg';
import { decadeTicks, linearTicks, signed, type Tick } from './ticks';

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A panel and its place on the page. */
export interface Panel {
  /** `''`, `'2'`, ...: number of its axes. */
  readonly id: string;
  readonly x: LayoutAxis;
  readonly y: LayoutAxis;
  readonly box: Box;
}

const GRID = '#e6e6e6';
const AXIS = '#8a8a8a';
const LABEL = '#444';
const TITLE = '#222';
const LABEL_SIZE = 11;
const TITLE_SIZE = 12;
const TICK = 4;
const ROOM_X = 60;
const ROOM_Y = 30;
const MOST_TICKS = 6;

/**
 * Panels of a layout inside the box of the whole plot.
 */
export function panelsOf(layout: Layout, plot: Box): Panel[] {
  const ids = Object.keys(layout)
    .filter(name => name.startsWith('xaxis'))
    .map(name => name.slice('xaxis'.length));
  return ids.map(id => {
    const [x, y] = [layout[`xaxis${id}`], layout[`yaxis${id}`]];
    return {
      id,
      x,
      y,
      box: {
        left: plot.left + plot.width * x.domain[0],
        top: plot.top + plot.height * (1 - y.domain[1]),
        width: plot.width * (x.domain[1] - x.domain[0]),
        height: plot.height * (y.domain[1] - y.domain[0])
      }
    };
  });
}

/** Position of a value along an axis, 0 at its start and 1 at its end; null where it has none. */
function along(axis: LayoutAxis, value: number): number | null {
  const at = axis.type === 'log' ? (value > 0 ? Math.log10(value) : null) : value;
  const [low, high] = axis.range;
  return at === null ? null : (at - low) / (high - low);
}

/** Pixel of a point, from the panel's upper left corner; null where a scale has no place for it. */
export function project(panel: Panel, x: number, y: number): readonly [number, number] | null {
  const across = along(panel.x, x);
  const up = along(panel.y, y);
  return across === null || up === null
    ? null
    : [panel.box.width * across, panel.box.height * (1 - up)];
}

function ticksOf(axis: LayoutAxis, length: number, room: number): Tick[] {
  const [low, high] = axis.range;
  if (axis.tickvals && axis.ticktext) {
    const words = axis.ticktext;
    const slot = length / Math.max(words.length, 1);
    const stride = Math.max(1, Math.ceil((3 * LABEL_SIZE) / slot));
    return axis.tickvals
      .map((at, index) => ({
        at,
        label: fitted(unescaped(words[index]), LABEL_SIZE, Math.max(slot * stride - 6, 0))
      }))
      .filter((_, index) => index % stride === 0);
  }
  if (axis.tickvals) {
    const place = axis.type === 'log' ? Math.log10 : Number;
    return axis.tickvals.map(value => ({ at: place(value), label: signed(String(value)) }));
  }
  const most = Math.min(Math.max(2, Math.floor(length / room)), MOST_TICKS);
  return axis.type === 'log' ? decadeTicks(low, high, most) : linearTicks(low, high, most);
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  const d = `M${px(x1)},${px(y1)}L${px(x2)},${px(y2)}`;
  return element('path', { d, stroke, fill: 'none', 'stroke-width': 1 });
}

/** Grid, axis lines, ticks and titles of a panel. */
export function frame(panel: Panel): string {
  const { x, y, box } = panel;
  const bottom = box.top + box.height;
  const label = { size: LABEL_SIZE, fill: LABEL } as const;
  const title = { size: TITLE_SIZE, fill: TITLE, anchor: 'middle' } as const;
  const share = (axis: LayoutAxis, at: number): number =>
    (at - axis.range[0]) / (axis.range[1] - axis.range[0]);
  const ticks = ticksOf(y, box.height, ROOM_Y);
  const widest = Math.max(0, ...ticks.map(tick => textWidth(tick.label, LABEL_SIZE)));
  const vertical = ticks.map(tick => {
    const at = bottom - box.height * share(y, tick.at);
    return [
      line(box.left, at, box.left + box.width, at, GRID),
      text(box.left - TICK - 3, at + 4, tick.label, { ...label, anchor: 'end' })
    ].join('');
  });
  const horizontal = ticksOf(x, box.width, ROOM_X).map(tick => {
    const at = box.left + box.width * share(x, tick.at);
    return [
      x.showgrid ? line(at, box.top, at, bottom, GRID) : '',
      line(at, bottom, at, bottom + TICK, AXIS),
      text(at, bottom + TICK + 13, tick.label, { ...label, anchor: 'middle' })
    ].join('');
  });
  const fit = (words: string, length: number): string =>
    fitted(unescaped(words), TITLE_SIZE, length);
  return [
    ...vertical,
    ...horizontal,
    line(box.left, bottom, box.left + box.width, bottom, AXIS),
    text(box.left + box.width / 2, bottom + 36, fit(x.title.text, box.width), title),
    text(
      box.left - Math.max(42, widest + 15),
      box.top + box.height / 2,
      fit(y.title.text, box.height),
      {
        ...title,
        upward: true
      }
    )
  ].join('\n');
}
