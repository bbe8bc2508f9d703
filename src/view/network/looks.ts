// How the states of units and edges look, and what they are called. Each is told by its form too: by width and dash of
// edges, by size and filling of units.

import type { MaskState } from '../../study/result';
import { colorOf } from '../contrast';
import { readTheme } from '../theme';
import { seen } from '../themedmarks';
import type { Translation } from '../translation';

/** In drawing order. */
export const STATES: readonly MaskState[] = ['removed', 'open', 'reachable', 'live', 'cut'];

/** A look, without its colour. */
export interface Look {
  /** Of an edge, pixels. */
  readonly width: number;
  readonly dash: readonly number[];
  /** Of a unit: factor on its radius, and what is drawn. */
  readonly size: number;
  readonly form: 'ring' | 'disc' | 'target' | 'cross';
}

export const LOOKS: Readonly<Record<MaskState, Look>> = {
  removed: { width: 0.6, dash: [1, 4], size: 0.7, form: 'ring' },
  open: { width: 0.8, dash: [5, 3], size: 0.55, form: 'disc' },
  reachable: { width: 1.3, dash: [], size: 0.8, form: 'target' },
  live: { width: 2.6, dash: [], size: 1, form: 'disc' },
  cut: { width: 1.2, dash: [2, 2], size: 0.9, form: 'cross' }
};

/** The colours of the static picture of a mask. */
const COLORS: Readonly<Record<MaskState, string>> = {
  removed: '#8c8c8c',
  open: '#8c8c8c',
  reachable: '#0e9670',
  live: '#0a72c4',
  cut: '#e0483e'
};

/** Colours where an element stands in the page. */
export interface Colors {
  readonly states: Readonly<Record<MaskState, string>>;
  readonly text: string;
  readonly ground: string;
  /** Family and size of the page's type, as a canvas takes them. */
  readonly font: string;
}

/** Reads the colours where an element stands. */
export function colorsAt(element: Element): Colors {
  const { ground, faint, family, size } = readTheme(element);
  const behind = colorOf(ground) ?? ([255, 255, 255] as const);
  const states = STATES.map(state => [state, seen(COLORS[state], behind)]);
  return {
    states: Object.fromEntries(states) as Record<MaskState, string>,
    text: faint === '' ? '#616161' : faint,
    ground: ground === '' ? '#ffffff' : ground,
    font: `${Math.max(10, size - 2)}px ${family || 'sans-serif'}`
  };
}

/** What states are called. */
export function wordsOf(trans: Translation): Readonly<Record<MaskState, string>> {
  return {
    removed: trans.__('closed'),
    open: trans.__('open, not reachable'),
    reachable: trans.__('reachable'),
    live: trans.__('live'),
    cut: trans.__('cut')
  };
}
