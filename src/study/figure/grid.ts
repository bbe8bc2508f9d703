// Panels in rows, side by side, with one legend below them all, in which each name stands once: what is to be compared
// stands next to each other.

import { colorAxis } from './coloraxis';
import { GAP, layout, LEGEND_BELOW, MARGIN, type Page, type Panel } from './layout';
import { isTrace, type Section } from './section';
import type { ColorAxis, Figure, HeatMap, Mark } from './types';

/** Part of the figure's width between two panels of a row: ticks and the title of the axis. */
const BETWEEN = 0.105;
/** Between panels that have their y axis in common. */
const BETWEEN_LIKE = 0.05;

type Colored = HeatMap['coloraxis'];

interface Placed {
  readonly panels: readonly Panel[];
  readonly marks: readonly Mark[];
  readonly colors: readonly (readonly [Colored, ColorAxis])[];
}

/** Parts of the width for panels side by side. */
function spans(sections: readonly Section[]): (readonly [number, number])[] {
  const isLike = sections.slice(1).every(({ y }) => y.title.text === '');
  const gap = isLike ? BETWEEN_LIKE : BETWEEN;
  const each = (1 - gap * (sections.length - 1)) / sections.length;
  return sections.map((_, i) => [i * (each + gap), i * (each + gap) + each]);
}

/** Whether a panel's x follows that of the first panel when zoomed. */
function follows(section: Section, first: Section): boolean {
  const isSame = section.along === first.along && !section.colors === !first.colors;
  return section !== first && section.along !== null && isSame;
}

/**
 * A figure of rows of panels.
 *
 * @param page title and subtitle
 * @param rows rows from above, at least one; the panels of a row that have colours share them
 */
export function gridded(
  page: Pick<Page, 'title' | 'subtitle'>,
  rows: readonly (readonly Section[])[]
): Figure {
  const heights = rows.map(row => Math.max(...row.map(({ height }) => height)));
  const total = heights.reduce((sum, height) => sum + height) + GAP * (rows.length - 1);
  const [[first]] = rows;
  const said = new Set<string>();
  let [panels, above] = [0, 0];

  const inPanel = (mark: Mark, id: string, colors: Colored): Mark => {
    const axes = { xaxis: `x${id}`, yaxis: `y${id}` };
    if (!isTrace(mark)) {
      return { ...mark, ...axes, coloraxis: colors };
    }
    const showlegend = mark.showlegend && !said.has(mark.name);
    if (showlegend) {
      said.add(mark.name);
    }
    return { ...mark, ...axes, showlegend };
  };

  const placed = rows.map((row, index): Placed => {
    const up = [(total - above - heights[index]) / total, (total - above) / total] as const;
    above += heights[index] + GAP;
    const across = spans(row);
    const name: Colored = index === 0 ? 'coloraxis' : `coloraxis${index + 1}`;
    const colors = row.find(section => section.colors)?.colors;
    const found = row.map((section, i) => {
      panels += 1;
      const id = panels === 1 ? '' : String(panels);
      const { x, y } = section;
      const panel: Panel = { id, x, y, across: across[i], up, follows: follows(section, first) };
      return { panel, marks: section.marks.map(mark => inPanel(mark, id, name)) };
    });
    return {
      panels: found.map(({ panel }) => panel),
      marks: found.flatMap(({ marks }) => marks),
      colors: colors ? [[name, colorAxis(colors, up, 1)]] : []
    };
  });
  const data = placed.flatMap(({ marks }) => marks);
  const height = total + MARGIN.t + MARGIN.b;
  const plain = layout(
    { ...page, legend: LEGEND_BELOW, height },
    placed.flatMap(row => row.panels),
    data
  );
  return {
    data,
    layout: { ...plain, ...Object.fromEntries(placed.flatMap(({ colors }) => colors)) }
  };
}
