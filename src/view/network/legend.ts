// The legend: a unit and an edge in each state, drawn as the network's are.

import type { MaskState } from '../../study/result';
import { element } from '../element';
import type { Translation } from '../translation';
import { LOOKS, STATES, wordsOf, type Colors } from './looks';

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 5;

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function sample(state: MaskState, hasEdge: boolean, { states, ground }: Colors): SVGElement {
  const { width, dash, size, form } = LOOKS[state];
  const color = states[state];
  const svg = shape('svg', { width: 34, height: 14, 'aria-hidden': 'true' });
  if (hasEdge) {
    const stroke = { stroke: color, 'stroke-width': width, 'stroke-dasharray': dash.join(' ') };
    svg.append(shape('line', { x1: 0, y1: 7, x2: 34, y2: 7, ...stroke }));
  }
  const radius = RADIUS * size;
  const [left, right, top, bottom] = [17 - 4, 17 + 4, 7 - 4, 7 + 4];
  svg.append(
    form === 'cross'
      ? shape('path', {
          d: `M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}`,
          stroke: color,
          'stroke-width': 2
        })
      : shape('circle', {
          cx: 17,
          cy: 7,
          r: radius,
          fill: form === 'disc' ? color : ground,
          stroke: color,
          'stroke-width': form === 'ring' ? 1 : form === 'target' ? 2 : 0
        })
  );
  return svg;
}

/** The bars of a profile. */
function bar(state: MaskState, { states }: Colors): SVGElement {
  const svg = shape('svg', { width: 14, height: 14, 'aria-hidden': 'true' });
  const width = { open: 14, reachable: 9, live: 5 }[state as 'open' | 'reachable' | 'live'];
  svg.append(shape('rect', { x: 7 - width / 2, y: 1, width, height: 12, fill: states[state] }));
  return svg;
}

/**
 * The legend.
 *
 * @param isDrawn whether units and edges are drawn; else there are bars of the open, reachable and live units
 * @param closedEdges whether edges that are closed are drawn
 * @param colors those of the picture
 */
export function legend(
  isDrawn: boolean,
  closedEdges: boolean,
  colors: Colors,
  trans: Translation
): HTMLElement {
  const words = wordsOf(trans);
  const drawn = STATES.toReversed().map(state =>
    element(
      'li',
      '',
      sample(state, state !== 'removed' || closedEdges, colors),
      state === 'removed' && !closedEdges
        ? trans.__('%1 (edges not drawn)', words[state])
        : words[state]
    )
  );
  const bars = [
    element('li', '', bar('open', colors), trans.__('open units, part of the layer')),
    element('li', '', bar('reachable', colors), words.reachable),
    element('li', '', bar('live', colors), words.live)
  ];
  const list = element('ul', 'net-legend', ...(isDrawn ? drawn : bars));
  list.setAttribute('aria-label', trans.__('Legend'));
  return list;
}
