// What the trial is at the p that is shown, in numbers; and its layers as a table, which says all that the picture does.

import type { LabelledState, LayerCounts } from '../../engine/percolation/labelledmask';
import { element } from '../element';
import { pageOf } from '../table';
import type { Translation } from '../translation';
import { cutInWords, layerName, pathsInWords, thresholdInWords } from './words';

/** Facts in a row. */
export class Readout {
  readonly element = element('ul', 'net-facts');

  constructor(private readonly trans: Translation) {}

  /**
   * Says the facts of a trial at one p.
   *
   * @param threshold null where the trial is the same at every p
   * @param closed elements that are closed by p, of `count`; where it is the same, those that are removed
   * @param depth number of layers; what is behind them is a sink
   */
  update(
    state: LabelledState,
    threshold: number | null,
    closed: number,
    count: number,
    depth: number
  ): void {
    const { trans } = this;
    const facts: [string, string, string?][] = [
      [
        trans.__('path'),
        state.isOpen ? `\u25cf ${trans.__('open')}` : `\u2715 ${trans.__('closed')}`
      ],
      ...(threshold === null
        ? []
        : [
            [trans.__('threshold T'), thresholdInWords(threshold, trans), String(threshold)] as [
              string,
              string,
              string
            ]
          ]),
      ...(Number.isNaN(state.logPaths)
        ? []
        : [[trans.__('open paths'), pathsInWords(state.logPaths)] as [string, string]]),
      [
        threshold === null ? trans.__('removed') : trans.__('closed by p'),
        trans.__('%1 of %2 elements', closed, count)
      ],
      ...(state.isOpen
        ? []
        : [[trans.__('cut'), cutInWords(state.layers, depth, trans)] as [string, string]])
    ];
    this.element.replaceChildren(
      ...facts.map(([name, value, title]) => {
        const fact = element(
          'li',
          '',
          element('span', 'net-fact', name),
          ' ',
          element('span', 'net-value', value)
        );
        if (title !== undefined) fact.title = title;
        return fact;
      })
    );
  }
}

/** The layers as a table that opens. */
export class LayerTable {
  readonly element: HTMLDetailsElement;
  private readonly scroller = element('div', 'scroller');
  private layers: readonly LayerCounts[] = [];
  private depth = 0;

  constructor(private readonly trans: Translation) {
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute('role', 'region');
    this.scroller.setAttribute('aria-label', trans.__('Layers of the trial'));
    const summary = element('summary', 'summary', trans.__('Layers of the trial'));
    this.element = element('details', 'net-layers', summary, this.scroller);
    this.element.addEventListener('toggle', () => this.fill());
  }

  /** Follows what is shown. */
  update(layers: readonly LayerCounts[], depth: number): void {
    [this.layers, this.depth] = [layers, depth];
    this.fill();
  }

  private fill(): void {
    if (!this.element.open) return;
    const { trans, layers } = this;
    const names = [
      trans.__('layer'),
      trans.__('units'),
      trans.__('open'),
      trans.__('reachable'),
      trans.__('live'),
      trans.__('edges behind'),
      trans.__('open edges'),
      trans.__('live edges'),
      trans.__('cut')
    ];
    const cells = (row: number): (string | number)[] => {
      const { layer, units, open, reachable, live, edges, openEdges, liveEdges, cut } = layers[row];
      const name = layerName(layer, this.depth, trans);
      return [name, units, open, reachable, live, edges, openEdges, liveEdges, cut];
    };
    const title = trans.__('Units of each layer, and edges that leave it');
    this.scroller.replaceChildren(pageOf({ title, names, rows: layers.length, cells }, 0));
  }
}
