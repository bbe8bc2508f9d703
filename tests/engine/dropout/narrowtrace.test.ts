// Masks traced by the kernels and by their plain twin against openpath.ts, on random networks of narrow layers.

import type { Architecture } from '../../../src/engine/dropout/architecture';
import { Machine } from '../../../src/engine/dropout/machine';
import { isKept, maskLayout } from '../../../src/engine/dropout/mask';
import { drawFreeMasks, stepRates } from '../../../src/engine/dropout/masks';
import { isNarrow } from '../../../src/engine/dropout/narrowtrace';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import { constantRates, type Model, type Removal } from '../../../src/engine/dropout/removal';
import { compiledTraining } from '../../../src/engine/kernels/trainingkernel';
import { plainTraining } from '../../../src/engine/kernels/trainingplain';
import { laneStates } from '../../../src/engine/random/lanes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose } from '../../../src/engine/random/stream';
import { streamOf } from './machines';

/** Steps of which bytes, in which the kernels count, hold no counts. */
const MANY = 260;

function architectureOf(widths: readonly number[]): Architecture {
  const layers = widths.slice(1);
  return {
    widths,
    bias: layers.map(() => false),
    activation: 'tanh',
    skips: layers.map(() => -1)
  };
}

const cases = Array.from({ length: 60 }, (_, index) => {
  const stream = streamOf('narrow trace', Purpose.data, index);
  const width = (): number => (stream.bernoulli(0.2) ? 32 : 1 + stream.integer(32));
  const hidden = Array.from({ length: stream.integer(5) }, width);
  const model = (['site', 'bond', 'mixed'] as const)[index % 3];
  const p = [0.3, 0.6, 0.9][stream.integer(3)];
  const masks = index % 4 === 3 ? 3 : 1;
  const steps = index % 5 === 0 ? MANY : 20;
  return { widths: [1 + stream.integer(70), ...hidden, width()], model, p, masks, steps };
});

test.each(cases)(
  'masks of $widths, $model at p = $p, $masks a step, are traced as OpenPath traces them',
  ({ widths, model, p, masks, steps }) => {
    const architecture = architectureOf(widths);
    expect(isNarrow(architecture)).toBe(true);
    for (const kernel of [compiledTraining()!, plainTraining()]) {
      const removal = removalOf(model, p, widths.length - 1);
      const layout = maskLayout(architecture, removal);
      const machine = new Machine(
        {
          architecture,
          loss: 'mse',
          batch: 1,
          rows: masks,
          layout,
          masks,
          moments: 0,
          decays: false,
          counts: true,
          hasTargets: false
        },
        kernel
      );
      machine.obeyMasks(true);
      const tracer = machine.tracer!;
      const openPath = new OpenPath(architecture, layout);
      const state = laneStates(keyFromSeed('narrow trace'), 0, 0, Purpose.masks);
      const layers = widths.slice(1);
      const [reach, weights] = [0, 1].map(() => new Float64Array(layers.length));
      const shares = new Float64Array(widths.length);
      const openWeights = new Float64Array(layers.length);
      const counts = layers.map((fanOut, l) => new Array<number>(fanOut * widths[l]).fill(0));
      for (let step = 0; step < steps; step++) {
        drawFreeMasks(layout, stepRates(removal, 0), state, machine.masks, 0, masks, machine.draw);
        const marked = counts.map(layer => layer.map(() => 0));
        const means = layers.map(() => 0);
        let open = 0;
        for (let mask = 0; mask < masks; mask++) {
          const first = mask * layout.words;
          open += openPath.trace(machine.masks, first) ? 1 : 0;
          openPath.reach(shares);
          means.forEach((mean, l) => (means[l] = mean + shares[l + 1] / masks));
          openPath.liveWeights(machine.masks, first, openWeights);
          marked.forEach((layer, l) => {
            const flags = layout.sections.find(s => s.kind === 'weights' && s.layer === l);
            layer.forEach((_, at) => {
              const [i, j] = [Math.floor(at / widths[l + 1]), at % widths[l + 1]];
              const bit = flags ? flags.first + i * flags.stride + j : 0;
              const isOpenWeight =
                isKept(openPath.reachable[l], i) &&
                isKept(openPath.live[l + 1], j) &&
                (!flags || isKept(machine.masks, 32 * first + bit));
              layer[at] ||= isOpenWeight ? 1 : 0;
            });
          });
        }
        counts.forEach((layer, l) => layer.forEach((_, at) => (layer[at] += marked[l][at])));
        expect(tracer.trace(masks)).toBe(open);
        tracer.reach(reach);
        tracer.liveWeights(weights);
        expect([...reach]).toEqual(means);
        expect(weights).toEqual(openWeights);
      }
      expect(counts.map((_, l) => Array.from(tracer.counts(l)))).toEqual(counts);
    }
  }
);

test('wide layers and skips are left to OpenPath', () => {
  expect(isNarrow(architectureOf([8, 33, 2]))).toBe(false);
  expect(isNarrow({ ...architectureOf([8, 8, 8, 2]), skips: [-1, 1, -1] })).toBe(false);
});

function removalOf(model: Model, p: number, depth: number): Removal {
  return {
    model,
    site: constantRates(model === 'bond' ? 0 : p, depth - 1),
    bond: constantRates(model === 'site' ? 0 : p, depth),
    removableSkips: false
  };
}
