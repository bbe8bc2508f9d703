// Intervals of means over whole masks (Wilson's with the variance that was seen): shares of units and weights, layers and
// numbers of paths as shares of their range, and the clusters of lattices. What is true comes from every mask: looked at
// here for layers, by the engine for lattices.

import { ask, askAgain, numbers } from './asking';
import { Tally, wilsonCoverage, type Coverage } from './coverage';
import { everyMask } from './everymask';

/** A layered network whose masks are few enough to look at. */
interface Layers {
  readonly widths: readonly number[];
  readonly model: 'site' | 'bond';
  /** Or one for each hidden layer. */
  readonly p: number | readonly number[];
  /** What stands for it in the page where all of it is long. */
  readonly name?: string;
}

/** What is measured of layers, and the least coverage that is asked of it. */
interface Floors {
  /** Means over layers: their intervals are averaged, which is wide. */
  readonly column: number;
  /** Single layers. */
  readonly layer: number;
  readonly cut: number;
  readonly paths: number;
}

const whole = (layers: number): number[] => new Array<number>(layers).fill(0);

const LAYERS: readonly Layers[] = [
  { widths: [3, 4, 4, 3], model: 'site', p: 0.3 },
  { widths: [3, 4, 4, 3], model: 'site', p: 0.7 },
  { widths: [2, 3, 3, 3, 2], model: 'site', p: 0.05 },
  { widths: [2, 3, 2], model: 'bond', p: 0.5 },
  { widths: [2, 3, 2], model: 'bond', p: 0.85 },
  {
    widths: new Array<number>(45).fill(1),
    model: 'site',
    p: [0.02, ...whole(40), 0.4, 0.4],
    name: 'site, width 1, 43 hidden layers, p = 0.02 in the first and 0.4 in the last two'
  }
];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function nameOf({ widths, model, p, name }: Layers): string {
  return name ?? `${model}, widths ${widths.join(' ')}, p = ${String(p)}`;
}

async function layersOf(
  layers: Layers,
  trials: number,
  studies: number,
  floors: Floors
): Promise<Coverage[]> {
  const { widths, model, p, name } = layers;
  const laws = everyMask(widths, model === 'site' ? p : 0, model === 'site' ? 0 : Number(p));
  const columns = {
    reach: mean(laws.reach),
    live: mean(laws.live),
    trainable: mean(laws.trainable),
    cut: laws.meanCut,
    paths: laws.paths
  };
  const tallies = new Map<string, Tally>();
  const tallyOf = (name: string): Tally => {
    const tally = tallies.get(name) ?? new Tally();
    tallies.set(name, tally);
    return tally;
  };
  const keys = {
    widths: [...widths],
    model,
    p: typeof p === 'number' ? p : [p],
    trials,
    method: 'montecarlo',
    measure: ['reach', 'trainable', 'cut', 'paths']
  };
  let taken = 0;
  const seed = `layers ${name ?? `${widths.join()} ${model} ${String(p)}`} ${trials}`;
  await askAgain(keys, seed, studies, 10, result => {
    for (const [name, truth] of Object.entries(columns)) {
      const [low, high] = ['low', 'high'].map(end => numbers(result, `${name}_${end}`));
      low.forEach((end, row) => tallyOf(`\`${name}\``).add(end, high[row], truth));
    }
    const { row, measure, at, low, high } = result.profiles!;
    row.forEach((own, i) => {
      const name = measure[i] as 'reach' | 'live' | 'trainable' | 'cut';
      const first = name === 'trainable' ? 1 : 0;
      const values = laws[name];
      // One layer of each study, so that what is counted is independent; those that are certain are left out.
      const uncertain = [...values.keys()].filter(l => values[l] > 1e-9 && values[l] < 1 - 1e-9);
      const layer = uncertain[(taken + Number(own)) % uncertain.length];
      if (Number(at[i]) - first === layer) {
        tallyOf(`profile \`${name}\``).add(Number(low[i]), Number(high[i]), values[layer]);
      }
    });
    taken += result.rows;
  });
  const least = (name: string): number => {
    if (name === '`cut`') return floors.cut;
    if (name === '`paths`') return floors.paths;
    return name.startsWith('profile') ? floors.layer : floors.column;
  };
  const inner = laws.cut.filter(chance => chance > 1e-9 && chance < 1 - 1e-9);
  const cutLaw = mean(inner.map(chance => wilsonCoverage(chance, trials)));
  return [...tallies].map(([name, tally]) => {
    const law = name === 'profile `cut`' ? cutLaw : null;
    return {
      columns: name,
      study: nameOf(layers),
      trials: String(trials),
      law,
      least: law ?? least(name),
      tally
    };
  });
}

const LATTICES = [
  { size: [4, 4], model: 'site', p: 0.1 },
  { size: [4, 4], model: 'site', p: 0.4 },
  { size: [4, 4], model: 'site', p: 0.8 },
  { size: [3, 3], model: 'bond', p: 0.5 }
] as const;

async function latticeOf(
  { size, model, p }: (typeof LATTICES)[number],
  trials: number,
  studies: number,
  least: Readonly<Record<string, number>>
): Promise<Coverage[]> {
  const measure = ['largest', 'cluster', 'crossing'];
  const keys = { lattice: 'square', size: [...size], model, p, measure };
  const exact = await ask({ ...keys, method: 'enumeration' });
  const tallies = measure.map(() => new Tally());
  await askAgain(
    { ...keys, method: 'montecarlo', trials },
    `lattice ${size.join()} ${model} ${p} ${trials}`,
    studies,
    4,
    result =>
      measure.forEach((name, i) => {
        const [truth] = numbers(exact, name);
        const [low, high] = ['low', 'high'].map(end => numbers(result, `${name}_${end}`));
        low.forEach((end, row) => tallies[i].add(end, high[row], truth));
      })
  );
  const crossingLaw = wilsonCoverage(numbers(exact, 'crossing')[0], trials);
  return measure.map((name, i) => ({
    columns: `\`${name}\``,
    study: `lattice ${size.join(' x ')}, ${model}, p = ${p}`,
    trials: String(trials),
    law: name === 'crossing' ? crossingLaw : null,
    least: name === 'crossing' ? crossingLaw : least[name],
    tally: tallies[i]
  }));
}

/** Intervals that rest on the law of large numbers: the fewer the trials, the less can be asked of them. */
const ASKED: readonly (readonly [number, Floors, Readonly<Record<string, number>>])[] = [
  [30, { column: 0.93, layer: 0.92, cut: 0.93, paths: 0.93 }, { largest: 0.93, cluster: 0.93 }],
  [300, { column: 0.94, layer: 0.925, cut: 0.94, paths: 0.94 }, { largest: 0.94, cluster: 0.935 }]
];

/** All intervals of means, each over this many studies. */
export async function means(studies: number): Promise<Coverage[]> {
  const all: Coverage[] = [];
  for (const [trials, floors, least] of ASKED) {
    for (const layers of LAYERS) all.push(...(await layersOf(layers, trials, studies, floors)));
    for (const each of LATTICES) all.push(...(await latticeOf(each, trials, studies, least)));
  }
  return all;
}
