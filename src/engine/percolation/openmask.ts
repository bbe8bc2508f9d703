// The whole mask of one trial: every element drawn, whether a path needs it or not. By rates, an element is removed with
// its probability; by labels, it is open while its rate is at most its label, so that one trial serves every p (the
// coupling of Grimmett, Percolation (1999)).

import type { RemovalGraph } from '../network/graph';
import type { Stream } from '../random/stream';

function checkRates(rates: Float64Array): void {
  rates.forEach((rate, at) => {
    if (!(rate >= 0 && rate <= 1)) {
      throw new RangeError(
        `OpenMask: found removal probability ${rate} of class ${at}; allowed: 0 .. 1; build the graph at one p`
      );
    }
  });
}

/** Open and closed elements and units of one trial; the memory serves one trial after the other. */
export class OpenMask {
  /** 1 for each element that is open. */
  readonly elements: Uint8Array;
  /** 1 for each unit none of whose elements is removed. */
  readonly units: Uint8Array;
  private readonly edgeElement: Int32Array;

  /**
   * Before the first draw everything is closed.
   *
   * @param removal a graph whose rates are in 0 .. 1
   * @throws RangeError for another rate (a swept graph has NaN)
   */
  constructor(private readonly removal: RemovalGraph) {
    checkRates(removal.rates);
    this.elements = new Uint8Array(removal.graph.elements);
    this.units = new Uint8Array(removal.graph.units);
    this.edgeElement = removal.graph.edgeElement;
  }

  /** Makes the mask that removes nothing. */
  open(): void {
    this.elements.fill(1);
    this.closeUnits();
  }

  /** Draws the next trial of a stream: one removal for each element, in their order. */
  draw(stream: Stream): void {
    const { elements, removal } = this;
    const { rates } = removal;
    const { elementClass } = removal.graph;
    for (let element = 0; element < elements.length; element++) {
      elements[element] = stream.bernoulli(rates[elementClass[element]]) ? 0 : 1;
    }
    this.closeUnits();
  }

  /** Draws the next trial of a stream by labels: U in [0, 1) for each element, which is open iff U >= its rate. */
  drawByLabels(stream: Stream): void {
    const { elements, removal } = this;
    const { rates } = removal;
    const { elementClass } = removal.graph;
    for (let element = 0; element < elements.length; element++) {
      elements[element] = stream.uniform() >= rates[elementClass[element]] ? 1 : 0;
    }
    this.closeUnits();
  }

  /**
   * Makes the mask of one p in a trial whose labels are known: an element is open iff its label is at least p.
   *
   * @param labels a label for each element; the rates of the graph play no part
   * @param p removal probability, 0 .. 1
   */
  setByLabels(labels: Float64Array, p: number): void {
    const { elements } = this;
    for (let element = 0; element < elements.length; element++) {
      elements[element] = labels[element] >= p ? 1 : 0;
    }
    this.closeUnits();
  }

  /**
   * Makes the mask that removes given elements.
   *
   * @param removed bit e is set where element e is removed; at most 31 elements
   */
  set(removed: number): void {
    const { elements } = this;
    for (let element = 0; element < elements.length; element++) {
      elements[element] = ((removed >>> element) & 1) ^ 1;
    }
    this.closeUnits();
  }

  /** Whether an edge itself is open; its ends may be closed. */
  isEdgeOpen(edge: number): boolean {
    const element = this.edgeElement[edge];
    return element < 0 || this.elements[element] === 1;
  }

  private closeUnits(): void {
    const { elements, units, removal } = this;
    const { unitFirst, unitElement } = removal.graph;
    for (let unit = 0; unit < units.length; unit++) {
      let isOpen = 1;
      for (let i = unitFirst[unit]; i < unitFirst[unit + 1]; i++) {
        isOpen &= elements[unitElement[i]];
      }
      units[unit] = isOpen;
    }
  }
}
