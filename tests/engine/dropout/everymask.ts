// All masks of a small network, so that a law can be compared with enumeration, and open paths found by walking them one
// by one, written apart from the code under test.

import type { Architecture } from '../../../src/engine/dropout/architecture';
import { isKept, keep, maskLayout, type MaskLayout } from '../../../src/engine/dropout/mask';
import type { StepRates } from '../../../src/engine/dropout/masks';
import { constantRates, type Model, type Removal } from '../../../src/engine/dropout/removal';

/** A network with removals. */
export interface Subject {
  readonly architecture: Architecture;
  readonly removal: Removal;
  readonly layout: MaskLayout;
}

/** What a test says of a network; skips as in Architecture. */
export interface Setup {
  readonly model: Model;
  readonly widths: readonly number[];
  readonly site?: readonly number[] | number;
  readonly bond?: readonly number[] | number;
  readonly skips?: readonly number[];
  readonly removable?: boolean;
}

/** Builds the network of a test. */
export function subjectOf({ model, widths, site = 0, bond = 0, ...rest }: Setup): Subject {
  const { skips = widths.slice(1).map(() => -1), removable = false } = rest;
  const architecture: Architecture = {
    widths,
    bias: widths.slice(1).map(() => false),
    activation: 'tanh',
    skips
  };
  const blocks = skips.filter(source => source >= 0).length;
  const rates = (p: readonly number[] | number, layers: number): Removal['site'] =>
    typeof p === 'number' ? constantRates(p, layers) : { from: p, to: p, over: 0 };
  const removal: Removal = {
    model,
    site: rates(site, model === 'blocks' ? blocks : widths.length - 2),
    bond: rates(bond, widths.length - 1),
    removableSkips: removable
  };
  return { architecture, removal, layout: maskLayout(architecture, removal) };
}

/** Bits of all elements that a mask can remove, with their rates. */
function elementsOf({ layout }: Subject, rates: StepRates): { bit: number; p: number }[] {
  return layout.sections.flatMap(({ first, rows, columns, stride, rates: kind, at }) =>
    Array.from({ length: rows * columns }, (_, i) => ({
      bit: first + Math.floor(i / columns) * stride + (i % columns),
      p: rates[kind][at]
    }))
  );
}

/** Every mask of a network, one after the other in the same words, with its probability. */
export function* everyMask(
  subject: Subject,
  rates: StepRates
): Generator<{ words: Uint32Array; probability: number }> {
  const words = new Uint32Array(subject.layout.words);
  const elements = elementsOf(subject, rates);
  for (let bits = 0; bits < 2 ** elements.length; bits++) {
    let probability = 1;
    elements.forEach(({ bit, p }, i) => {
      const kept = (bits >> i) % 2 !== 0;
      keep(words, bit, kept);
      probability *= kept ? 1 - p : p;
    });
    yield { words, probability };
  }
}

/** The mask without the bits that mean nothing. */
export function codeOf(subject: Subject, words: Uint32Array): string {
  const rates = { site: subject.removal.site.to, bond: subject.removal.bond.to };
  return elementsOf(subject, rates)
    .map(({ bit }) => (isKept(words, bit) ? 1 : 0))
    .join('');
}

/** A weight on a path, or the skip that ends at a unit. */
export interface Move {
  readonly layer: number;
  readonly unit: number;
  readonly toLayer: number;
  readonly toUnit: number;
  readonly isSkip: boolean;
}

/** All open paths from an input to an output, as lists of their moves. */
export function openPathsOf({ architecture, layout }: Subject, words: Uint32Array): Move[][] {
  const { widths, skips } = architecture;
  const flag = (kind: string, layer: number, row: number, column: number): boolean => {
    const section = layout.sections.find(each => each.kind === kind && each.layer === layer);
    return section === undefined || isKept(words, section.first + row * section.stride + column);
  };
  const last = widths.length - 1;
  const paths: Move[][] = [];
  const walk = (layer: number, unit: number, path: Move[]): void => {
    if (layer === last) {
      paths.push(path);
      return;
    }
    const go = (toLayer: number, toUnit: number, isSkip: boolean): void => {
      if (flag('units', toLayer, 0, toUnit)) {
        walk(toLayer, toUnit, [...path, { layer, unit, toLayer, toUnit, isSkip }]);
      }
    };
    for (let to = 0; to < widths[layer + 1]; to++) {
      if (flag('block', layer, 0, 0) && flag('weights', layer, unit, to)) {
        go(layer + 1, to, false);
      }
    }
    skips.forEach((source, l) => {
      if (source === layer && flag('skips', l, 0, unit)) {
        go(l + 1, unit, true);
      }
    });
  };
  for (let unit = 0; unit < widths[0]; unit++) {
    walk(0, unit, []);
  }
  return paths;
}
