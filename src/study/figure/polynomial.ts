// The panel of the reliability polynomial: sets of k removed elements that leave a path open, as a share of all sets of
// k, with their exact number told by the hover.

import { groups, isSwept } from './axis';
import { atMost } from './budget';
import { dottedLine, inLegend } from './marks';
import { PALETTE } from './palette';
import { profilesOf } from './profiles';
import { fractionScale, numberScale } from './scale';
import { NEXT_HEIGHT, type Section } from './section';
import type { Sheet } from './sheet';
import { escaped } from './text';
import { groupName } from './words';

const MOST_ROWS = 6;

/** Number of sets of k of n elements, k = 0 .. n. */
function sets(n: number): number[] {
  const row = [1];
  for (let k = 1; k <= n; k++) {
    row.push((row[k - 1] * (n - k + 1)) / k);
  }
  return row;
}

/** The panel of open sets; null where the result has none. */
export function polynomialSection({ result, axes }: Sheet): Section | null {
  const all = profilesOf(result, 'polynomial');
  if (all.length === 0) {
    return null;
  }
  const { drawn, note } = atMost(all, MOST_ROWS, 'reliability polynomials');
  // What a polynomial depends on: it stands at the first row of all that share it.
  const swept = axes.filter(axis => isSwept(axis) && all.length > 1);
  const marks = drawn.map(({ row, at, value }, index) => {
    const [group] = groups([row], swept);
    const name = groupName(group, swept);
    const total = sets(at.length - 1);
    const series = {
      name: name || 'open sets',
      group: `polynomial ${index}`,
      style: { color: PALETTE[index], dash: 'solid', symbol: 'circle', weight: 0.9 }
    } as const;
    return inLegend(
      dottedLine(series, {
        x: at,
        y: value.map((count, k) => (count === null ? null : count / total[k])),
        customdata: value.map((count, k) =>
          [k, count, total[k]].map(number => escaped(String(number)))
        ),
        hovertemplate: `${series.name}<br>%{customdata[0]} removed<br>%{customdata[1]} of %{customdata[2]} sets open<extra></extra>`
      })
    );
  });
  const longest = all.reduce((most, { at }) => Math.max(most, at.length), 0);
  return {
    x: numberScale([...Array(longest).keys()], 'removed elements k'),
    y: fractionScale('share of open sets'),
    along: null,
    marks,
    height: NEXT_HEIGHT,
    note: 'Open sets: of all sets of k removed elements, the share that leaves a path open. Their numbers N_k are exact, and θ = Σ N_k p^k (1 − p)^(n − k) where each of n elements is removed with probability p.',
    omitted: note
  };
}
