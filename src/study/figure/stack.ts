// Panels under one another in one figure, each with its legend at its right.

import { colorAxis } from './coloraxis';
import { beside, GAP, layout, MARGIN, type Page, type Panel } from './layout';
import { isTrace, type Section } from './section';
import type { Figure, Legend, Mark } from './types';

/** Part of a panel's height that its colour bar takes; the legend stands below it. */
const COLOR_BAR = 0.66;

/** A section with its place. */
interface Placed {
  readonly section: Section;
  readonly panel: Panel;
  readonly marks: readonly Mark[];
  /** Whether a legend of its own names its marks. */
  readonly hasLegend: boolean;
}

function names(section: Section): string[] {
  return section.marks.filter(mark => mark.showlegend).map(mark => JSON.stringify(lookOf(mark)));
}

function lookOf(mark: Mark): unknown {
  return isTrace(mark) ? [mark.name, mark.line?.color, mark.line?.dash, mark.marker?.symbol] : [];
}

/** A single name says nothing that the axes don't, and names that the first panel explains need no second legend. */
function needsLegend(section: Section, first: Section): boolean {
  const own = names(section);
  const known = section === first ? [] : names(first);
  return own.length > 1 && !own.every(name => known.includes(name));
}

function placed(sections: readonly Section[], total: number): Placed[] {
  let top = total;
  return sections.map((section, index) => {
    const id = index === 0 ? '' : String(index + 1);
    const up = [Math.max(0, (top - section.height) / total), top / total] as const;
    top -= section.height + GAP;
    const [first] = sections;
    const hasLegend = needsLegend(section, first);
    const panel: Panel = {
      id,
      x: section.x,
      y: section.y,
      across: [0, 1],
      up,
      follows: index > 0 && section.along !== null && section.along === first.along && !first.colors
    };
    const marks = section.marks.map(mark => {
      const axes = { xaxis: `x${id}`, yaxis: `y${id}` };
      const legend =
        isTrace(mark) && index > 0 && hasLegend ? { legend: `legend${index + 1}` } : {};
      return { ...mark, ...axes, ...legend, showlegend: mark.showlegend && hasLegend } as Mark;
    });
    return { section, panel, marks, hasLegend };
  });
}

function legendOf({ section, panel: { up } }: Placed): Legend {
  return section.colors ? beside(up[0], 'bottom') : beside(up[1], 'top');
}

/**
 * A figure of panels under one another.
 *
 * @param page title and subtitle
 * @param sections panels from above, at least one; only the first may have colours
 */
export function stacked(
  page: Pick<Page, 'title' | 'subtitle'>,
  sections: readonly Section[]
): Figure {
  const total = sections.reduce((sum, { height }) => sum + height, 0) + GAP * (sections.length - 1);
  const all = placed(sections, total);
  const data = all.flatMap(({ marks }) => marks);
  const height = total + MARGIN.t + MARGIN.b;
  const panels = all.map(({ panel }) => panel);
  const [first] = all;
  const plain = layout({ ...page, legend: legendOf(first), height }, panels, data);
  const { colors } = first.section;
  const legends = all.slice(1).filter(({ hasLegend }) => hasLegend);
  return {
    data,
    layout: {
      ...plain,
      ...Object.fromEntries(legends.map(own => [`legend${own.panel.id}`, legendOf(own)])),
      ...(colors ? { coloraxis: colorAxis(colors, first.panel.up, COLOR_BAR) } : {})
    }
  };
}
