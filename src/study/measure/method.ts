// How theta is found for a point: what the study asks for, or the best that applies. Exact wherever there is a way;
// sampled by the count chain where layers are exchangeable, else by search on the graph.

import { fastestSearch } from '../../engine/kernels/choose';
import { graphSize, LARGEST_GRAPH, removesOf } from '../../engine/network/build';
import { MOST_ENUMERATED } from '../../engine/percolation/enumeration';
import { hasExactMethod } from '../../engine/percolation/exact';
import { refuse } from '../refuse';
import type { Context, Point } from './part';

/** A way to find theta. */
export type Method =
  | { readonly by: 'exact'; readonly enumerate: boolean }
  | {
      readonly by: 'trials';
      readonly sampler: 'count chain' | 'lazy geometric' | 'bit-parallel';
    }
  | { readonly by: 'max-min' }
  | { readonly by: 'splitting' };

/** Values of p from which one pass for all of them is worth more than one for each. */
const ENOUGH_FOR_CURVE = 5;

/** Whether only the number of reachable units of each layer matters. */
export function isExchangeable({ subject }: Point): boolean {
  const { network } = subject;
  return network.is === 'layers' && (network.sparse === null || network.sparse.graph === null);
}

/**
 * Refuses networks that have no graph or are too large for one.
 *
 * @throws StudyError naming the size and what is allowed
 */
export function checkGraph(context: Context, { subject }: Point): void {
  const { network } = subject;
  if (network.is === 'blocks') {
    refuse(context.study, 'method', 'stochastic depth is exact; allowed: auto, exact');
  }
  const { edges } = graphSize(network, context.edges);
  if (edges > LARGEST_GRAPH) {
    refuse(
      context.study,
      'method',
      `this needs the graph of the network, which has ${edges} edges; allowed: up to ${LARGEST_GRAPH}; make the network smaller`
    );
  }
}

/** Removable elements of a network that has a graph. */
export function elementsOf({ edges }: Context, { subject }: Point): number {
  return graphSize(subject.network, edges, removesOf(subject.model, subject.removal)).elements;
}

/** Whether all masks can be looked at. */
export function isFew(context: Context, point: Point): boolean {
  return point.subject.network.is !== 'blocks' && elementsOf(context, point) <= MOST_ENUMERATED;
}

/** Methods that need no trials where all masks can be looked at. */
const WITHOUT_SAMPLE: readonly unknown[] = ['auto', 'exact', 'enumeration'];

/** Whether what has no better exact way is to be found over all masks. */
export function isEnumerated(context: Context, point: Point): boolean {
  return WITHOUT_SAMPLE.includes(point.cell.get('method')) && isFew(context, point);
}

function exactMethod(context: Context, point: Point): Method | null {
  const { network, removal } = point.subject;
  if (hasExactMethod(network, removal)) {
    return { by: 'exact', enumerate: false };
  }
  return isFew(context, point) ? { by: 'exact', enumerate: true } : null;
}

/**
 * Whether all elements that p governs are removed with probability p itself, so that labels serve every p: not squares of
 * elements, nor weights that may not be there.
 */
export function hasLabels({ subject: { network, model } }: Point): boolean {
  const squares = network.is === 'convolutional' && network.block > 1 && model !== 'bond';
  const annealed =
    network.is === 'layers' && network.sparse !== null && network.sparse.graph === null;
  return !squares && !(annealed && model !== 'site');
}

/** Whether p is one number that is the same for all elements, so that every trial has a threshold. */
function hasThreshold(point: Point): boolean {
  return hasLabels(point) && typeof point.cell.get('p') === 'number';
}

function sampled(context: Context, point: Point, curve: number): Method {
  if (isExchangeable(point)) {
    return { by: 'trials', sampler: 'count chain' };
  }
  checkGraph(context, point);
  return curve >= ENOUGH_FOR_CURVE && hasThreshold(point)
    ? { by: 'max-min' }
    : { by: 'trials', sampler: fastestSearch(point.subject, context.edges) };
}

/**
 * The method of a point.
 *
 * @param context the study and the edges of its graph
 * @param point a row of the study
 * @param curve number of points that differ from this one in p alone, itself included
 * @throws StudyError where what the study asks for does not apply
 */
export function methodOf(context: Context, point: Point, curve: number): Method {
  const asked = point.cell.get('method') as string;
  switch (asked) {
    case 'auto':
      return exactMethod(context, point) ?? sampled(context, point, curve);
    case 'exact':
    case 'enumeration': {
      const found = exactMethod(context, point);
      const elements = point.subject.network.is === 'blocks' ? 0 : elementsOf(context, point);
      if (asked === 'enumeration' && elements <= MOST_ENUMERATED) {
        return { by: 'exact', enumerate: point.subject.network.is !== 'blocks' };
      }
      return asked === 'exact' && found
        ? found
        : refuse(
            context.study,
            'method',
            `there is no such method for this network, and its ${elements} removable elements are too many to enumerate; allowed: up to ${MOST_ENUMERATED}; use method: montecarlo`
          );
    }
    case 'count chain':
      return isExchangeable(point)
        ? { by: 'trials', sampler: asked }
        : refuse(
            context.study,
            'method',
            'the count chain needs complete layers, or sparse ones that are not quenched; use method: montecarlo'
          );
    case 'lazy geometric':
    case 'bit-parallel':
      checkGraph(context, point);
      return { by: 'trials', sampler: asked };
    case 'max-min':
      checkGraph(context, point);
      return hasThreshold(point)
        ? { by: 'max-min' }
        : refuse(
            context.study,
            'method',
            'max-min gives theta at every p at once, so every element must be removed with probability p itself; use method: montecarlo'
          );
    case 'splitting':
      checkGraph(context, point);
      return { by: 'splitting' };
    default:
      return sampled(context, point, curve);
  }
}
