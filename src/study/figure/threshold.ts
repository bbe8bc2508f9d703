// The panel of thresholds: the density of the p at which a trial closes, as a histogram (sampled) or as the exact
// law in steps, and the critical p, a quantile of it, with its interval.

import type { Value } from '../result';
import { groups, type Axis, type Group } from './axis';
import { partOf } from './budget';
import { column, finite, hasColumn } from './columns';
import { boxes, inLegend, line, lineKey, type Series } from './marks';
import { PALETTE } from './palette';
import { type Profile, profilesOf } from './profiles';
import { measureScale, rangeScale } from './scale';
import { FIRST_HEIGHT, NEXT_HEIGHT, type Section } from './section';
import type { Sheet } from './sheet';
import { stepped } from './steps';
import { subgrid } from './subgrid';
import { escaped } from './text';
import { thin } from './thin';
import type { Trace } from './types';
import { groupName } from './words';

/** Title of the axis along which thresholds are. */
export const THRESHOLD_TITLE = 'threshold T (removal probability p)';
/** Laws overlap, so each has a colour of its own. */
const MOST_LAWS = PALETTE.length;
/** Bars of an exact law, which may be known at many more points. */
const MOST_STEPS = 100;
/** The part of an axis at whose ends nothing happens. */
const NEGLIGIBLE = 1e-4;
const WEIGHT = 0.75;
const CRITICAL = { dash: 'dash', weight: WEIGHT } as const;

/** A law in steps: a density between each two edges. */
export interface Law {
  readonly edges: readonly number[];
  readonly density: readonly number[];
}

/** Differences of a distribution function; what lies before its first point belongs to no step. */
export function densityOf({ at, value }: Profile): Law {
  const known = at
    .map((x, i) => ({ x, below: value[i] }))
    .filter(
      (point): point is { x: number; below: number } => point.x !== null && point.below !== null
    );
  const inside = known.filter(
    ({ below }, i) =>
      (known[i + 1]?.below ?? below) > NEGLIGIBLE && (known[i - 1]?.below ?? 0) < 1 - NEGLIGIBLE
  );
  const points = thin(inside, MOST_STEPS + 1).filter(
    ({ x }, i, all) => i === 0 || x > all[i - 1].x
  );
  return {
    edges: points.map(({ x }) => x),
    density: points.slice(1).map(({ x, below }, i) => (below - points[i].below) / (x - points[i].x))
  };
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** A dashed line at the critical p and its interval, as high as the panel. */
function criticalMarks(
  sheet: Sheet,
  row: number,
  series: Series,
  star: Value | undefined,
  top: number
): Trace[] {
  const cells = ['threshold', 'threshold_low', 'threshold_high'].map(name =>
    finite(column(sheet.result, name)[row])
  );
  const [p, low, high] = cells;
  if (p === null) {
    return [];
  }
  const own = { ...series, style: { ...series.style, ...CRITICAL } };
  const told = [p, low ?? p, high ?? p].map(value => escaped(String(value)));
  const at = star === undefined ? '' : ` at θ = ${escaped(String(star))}`;
  const critical = line(own, {
    x: [p, p],
    y: [0, top],
    customdata: [told, told],
    hovertemplate: `${series.name}<br>p_c = %{customdata[0]}${at}<br>95 %: %{customdata[1]} to %{customdata[2]}<extra></extra>`
  });
  return low !== null && high !== null && low < high
    ? [boxes(own, { x: [(low + high) / 2], low: [0], high: [top] }, high - low), critical]
    : [critical];
}

/** The critical p in words, where there is one only. */
function onlyCritical({ result }: Sheet, stars: Axis | null): string {
  const values = [...new Set(column(result, 'threshold'))].map(finite);
  const [p] = values;
  return values.length === 1 && p !== null && stars === null ? ` p_c = ${rounded(p)}.` : '';
}

/**
 * The panel of thresholds.
 *
 * @param sheet a sheet without the axes p and theta_star, on which thresholds do not depend
 * @param stars the axis theta_star, if it is swept
 * @returns null where the result has no law of thresholds
 */
export function thresholdSection(sheet: Sheet, stars: Axis | null): Section | null {
  const { result } = sheet;
  const found = profilesOf(result, 'threshold').filter(({ at }) => at.length > 1);
  if (found.length === 0) {
    return null;
  }
  const laws = new Map(found.map(law => [law.row, law]));
  const parting = [...sheet.rest, sheet.x].filter(
    axis => axis.values.length > 1 && axis.name !== 'method'
  );
  const lawsOf = (group: Group) => group.rows.filter(row => laws.has(row));
  const all = groups([...column(result, 'threshold').keys()], parting).filter(
    group => lawsOf(group).length > 0
  );
  const shown = subgrid(all, MOST_LAWS);
  const densities = shown.map(group => densityOf(laws.get(lawsOf(group)[0])!));
  const heights = densities.flatMap(({ density }) => density);
  const top = 1.05 * heights.reduce((a, b) => Math.max(a, b), 0);
  const fills: Trace[] = [];
  const lines: Trace[] = [];
  shown.forEach((group, index) => {
    const name = groupName(group, parting);
    const series: Series = {
      name: name || 'density of T',
      group: `law ${index}`,
      style: { color: PALETTE[index], dash: 'solid', symbol: 'circle', weight: WEIGHT }
    };
    const { edges, density } = densities[index];
    if (density.length > 0) {
      const [fill, outline] = stepped(series, {
        edges,
        heights: density,
        told: density.map((value, i) => [edges[i], edges[i + 1], value].map(rounded)),
        hovertemplate: `${series.name}<br>T from %{customdata[0]} to %{customdata[1]}<br>density %{customdata[2]}<extra></extra>`
      });
      fills.push(fill);
      lines.push(inLegend(outline));
    }
    for (const {
      rows: [star]
    } of groups(group.rows, stars === null ? [] : [stars])) {
      lines.push(...criticalMarks(sheet, star, series, stars?.column[star], top));
    }
  });
  const key = lineKey('critical p, 95 % interval', CRITICAL);
  const ends = densities.flatMap(({ edges }) => [edges[0], edges.at(-1)!]);
  const low = ends.reduce((a, b) => Math.min(a, b), 1);
  const high = ends.reduce((a, b) => Math.max(a, b), 0);
  const star = result.study['theta_star'];
  const isAlone = !hasColumn(result, 'theta');
  return {
    x: rangeScale(low, high, THRESHOLD_TITLE),
    y: measureScale([0, top / 1.05], 'density'),
    along: null,
    marks: [...fills, ...lines, key],
    height: isAlone ? FIRST_HEIGHT : NEXT_HEIGHT,
    note: `Thresholds: a trial’s T is the largest p at which its path is still open, so that θ(p) = P(T ≥ p). Steps: density of T; dashed: the critical p, where θ is ${
      typeof star === 'number' ? star : 'theta_star'
    }, with its 95 % interval.${onlyCritical(sheet, stars)}`,
    omitted: partOf(shown.length, all.length, 'laws of the threshold')
  };
}
