// Loss and gradient for every combination of activation, loss, removal, mask, skips and biases: the loss against the
// network's definition, the gradient against central finite differences of that definition, both in double precision.

import type { Activation, Architecture } from '../../../src/engine/dropout/architecture';
import type { Model } from '../../../src/engine/dropout/removal';
import type { Loss } from '../../../src/engine/dropout/task';
import type { Factors } from '../../../src/engine/dropout/thinning';
import { fillMachine, masksOf, newMachine, streamOf, unitFactors } from './machines';
import { keptBy, plainLoss, plainNetwork, plainOutput, type PlainNetwork } from './reference';
import { removalWith } from './task';

/** Rows that share a mask: three pass unit by unit, five on the kept rows and columns alone. */
const SHARING = [3, 5];
const OWN = [5];
const STEP = 1e-5;

const ACTIVATIONS: Activation[] = ['relu', 'leaky_relu', 'tanh', 'linear', 'sigmoid', 'gelu'];
const LOSSES: { loss: Loss; hasTargets: boolean }[] = [
  { loss: 'cross_entropy', hasTargets: false },
  { loss: 'mse', hasTargets: false },
  { loss: 'mse', hasTargets: true }
];

interface Network {
  readonly widths: readonly number[];
  readonly skips: readonly number[];
}

const PLAIN: Network = { widths: [4, 9, 7, 3], skips: [-1, -1, -1] };
const SPAN_ONE: Network = { widths: [3, 5, 5, 2], skips: [-1, 1, -1] };
const SPAN_TWO: Network = { widths: [5, 9, 5, 3], skips: [-1, 0, -1] };
const TO_OUTPUT: Network = { widths: [4, 6, 9, 6], skips: [-1, -1, 1] };
const EVERYWHERE: Network = { widths: [5, 5, 5, 5], skips: [0, 1, 2] };

interface Removed {
  readonly model: Model;
  readonly p: number;
  readonly network: Network;
  readonly removable?: boolean;
}

const REMOVALS: Removed[] = [
  { model: 'site', p: 0, network: PLAIN },
  { model: 'site', p: 0, network: EVERYWHERE },
  { model: 'site', p: 0.4, network: PLAIN },
  { model: 'site', p: 0.4, network: SPAN_ONE },
  { model: 'site', p: 0.4, network: TO_OUTPUT },
  { model: 'bond', p: 0.4, network: PLAIN },
  { model: 'bond', p: 0.4, network: SPAN_TWO },
  { model: 'bond', p: 0.4, network: EVERYWHERE, removable: true },
  { model: 'mixed', p: 0.3, network: PLAIN },
  { model: 'mixed', p: 0.3, network: SPAN_TWO },
  { model: 'mixed', p: 0.3, network: EVERYWHERE, removable: true },
  { model: 'blocks', p: 0.5, network: SPAN_ONE },
  { model: 'blocks', p: 0.5, network: SPAN_TWO },
  { model: 'blocks', p: 0.5, network: EVERYWHERE }
];

const COMBINATIONS = ACTIVATIONS.flatMap(activation =>
  LOSSES.flatMap(loss => REMOVALS.map(removed => ({ activation, ...loss, ...removed })))
);

/** Every number of a network, to be changed in place: its row and its place in it. */
function* numbersOf({ weights, biases }: PlainNetwork): Generator<{ row: number[]; at: number }> {
  for (const row of [...weights.flat(), ...biases]) {
    for (let at = 0; at < row.length; at++) {
      yield { row, at };
    }
  }
}

/** Central difference of a loss with respect to every number of a network. */
function differences(network: PlainNetwork, loss: () => number): number[] {
  return Array.from(numbersOf(network), ({ row, at }) => {
    const value = row[at];
    row[at] = value + STEP;
    const above = loss();
    row[at] = value - STEP;
    const below = loss();
    row[at] = value;
    return (above - below) / (2 * STEP);
  });
}

function factorsOf({ model, network }: Removed, removable: boolean): Factors {
  const one = unitFactors(network.skips.length);
  const bonds = model === 'bond' || model === 'mixed';
  return {
    units: one.units.map((_, l) => (model === 'site' || model === 'mixed' ? 1.25 + l / 8 : 1)),
    weights: one.weights.map((_, l) => (bonds ? 1.5 - l / 8 : 1)),
    skips: one.skips.map((_, l) => (bonds && removable ? 0.875 + l / 8 : 1)),
    blocks: one.blocks.map((_, l) => (model === 'blocks' ? 1.75 - l / 8 : 1))
  };
}

test('there are 252 combinations, each with and without biases, with a mask a step and a sample', () => {
  expect(COMBINATIONS).toHaveLength(252);
});

test.each(COMBINATIONS)(
  '$activation $loss targets=$hasTargets $model p=$p $network.widths $network.skips',
  combination => {
    const { activation, loss, hasTargets, model, p, network, removable = false } = combination;
    const { widths, skips } = network;
    const removal = removalWith(model, p, skips, removable);
    const biases = [skips.map(() => false), skips.map((_, l) => l !== 1)];
    for (const bias of biases) {
      for (const isOwn of [false, true]) {
        for (const rows of isOwn ? OWN : SHARING) {
          const architecture: Architecture = { widths, skips, bias, activation };
          const made = newMachine({ architecture, removal, loss, rows, isOwn, hasTargets });
          const { machine, layout } = made;
          const name = JSON.stringify([bias, isOwn, rows]);
          fillMachine(machine, architecture, rows, streamOf(`gradient ${name}`));
          const factors = factorsOf(combination, removable);
          machine.setFactors(factors);
          masksOf(made, removal, `gradient ${model}`, isOwn ? rows : 1)();

          const plain = plainNetwork(machine, architecture);
          const outputs = widths.at(-1)!;
          const words = layout?.words ?? 0;
          const plainRows = Array.from({ length: rows }, (_, row) => ({
            x: [...machine.input.subarray(row * machine.inputRow).subarray(0, widths[0])],
            kept: keptBy(layout, machine.masks.slice(isOwn ? row * words : 0)),
            label: machine.labels[row],
            target: hasTargets ? [...machine.targets.subarray(row * outputs)] : null
          }));
          const lossNow = (): number =>
            plainRows.reduce((sum, { x, kept, label, target }) => {
              const z = plainOutput(plain, kept, factors, x);
              return sum + plainLoss(loss, z, label, target) / rows;
            }, 0);

          expect(Math.abs(machine.gradient(rows) / lossNow() - 1)).toBeLessThan(1e-6);
          const found = widths
            .slice(1)
            .flatMap((_, l) =>
              Array.from({ length: widths[l] }, (_, i) => [
                ...machine.weightGradientRow(l, i)
              ]).flat()
            );
          widths.slice(1).forEach((_, l) => found.push(...machine.biasGradient(l)));
          const expected = differences(plain, lossNow);
          const largest = Math.max(...expected.map(Math.abs));
          expect(largest).toBeGreaterThan(1e-3);
          expect(found).toHaveLength(expected.length);
          const error = Math.max(...found.map((g, i) => Math.abs(g - expected[i])));
          expect(error / largest).toBeLessThan(1e-5);
        }
      }
    }
  }
);
