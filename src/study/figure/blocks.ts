// The panel of active blocks: under stochastic depth the identity path is always open, and what removal changes is
// the number of blocks that are active (its law is Poisson-binomial).

import { groups, isSwept } from './axis';
import { alongEach, partOf, thinnedTo } from './budget';
import { inLegend } from './marks';
import { styles } from './palette';
import { profilesOf } from './profiles';
import { measureScale, rangeScale } from './scale';
import { MOST_IN_LEGEND, NEXT_HEIGHT, type Section } from './section';
import type { Sheet } from './sheet';
import { stepped } from './steps';
import { subgrid } from './subgrid';
import { thin } from './thin';
import type { Trace } from './types';
import { groupName } from './words';

/** The part of a law at whose ends nothing can be seen. */
const NEGLIGIBLE = 1e-3;

/** The panel of the law of the number of active blocks; null where the result has none. */
export function blocksSection({ result, axes }: Sheet): Section | null {
  const found = profilesOf(result, 'blocks');
  if (found.length === 0) {
    return null;
  }
  const laws = new Map(found.map(law => [law.row, law]));
  const swept = axes.filter(isSwept);
  const all = groups([...laws.keys()], swept);
  const lines = subgrid(all, MOST_IN_LEGEND);
  const looks = styles(lines, swept);
  const fills: Trace[] = [];
  const outlines: Trace[] = [];
  const each = alongEach(lines.length);
  let [low, high, top, longest] = [Infinity, -Infinity, 0, 0];
  lines.forEach((group, index) => {
    const { at, value } = laws.get(group.rows[0])!;
    const most = value.reduce<number>((a, b) => Math.max(a, b ?? 0), 0);
    const counts = at.flatMap((count, i) => {
      const chance = value[i];
      return count !== null && chance !== null && chance >= NEGLIGIBLE * most
        ? [{ count, chance }]
        : [];
    });
    if (counts.length === 0) {
      return;
    }
    longest = Math.max(longest, counts.length);
    low = Math.min(low, counts[0].count - 0.5);
    high = Math.max(high, counts.at(-1)!.count + 0.5);
    top = Math.max(top, most);
    const shown = thin(counts, each);
    const name = groupName(group, swept);
    const series = {
      name: name || 'active blocks',
      group: `law ${index}`,
      style: { ...looks[index], weight: 0.75 }
    };
    const [fill, outline] = stepped(series, {
      edges: [...shown.map(({ count }) => count - 0.5), counts.at(-1)!.count + 0.5],
      heights: shown.map(({ chance }) => chance),
      told: shown.map(({ count, chance }) => [String(count), String(chance)]),
      hovertemplate: `${series.name}<br>%{customdata[0]} active blocks<br>probability %{customdata[1]}<extra></extra>`
    });
    fills.push(fill);
    outlines.push(inLegend(outline));
  });
  return {
    x: rangeScale(low, high, 'active blocks'),
    y: measureScale([0, top], 'probability'),
    along: null,
    marks: [...fills, ...outlines],
    height: NEXT_HEIGHT + 40,
    note: 'Active blocks: probability of each number of blocks that are not removed. The identity path beside them is always open, so that θ is 1.',
    omitted: [
      ...partOf(lines.length, all.length, 'laws of active blocks'),
      ...thinnedTo(each, longest)
    ]
  };
}
