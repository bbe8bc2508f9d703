// A picture of a figure as it is drawn, for while the reader is far from it: an image costs a page next to nothing, what
// Plotly has drawn thousands of elements.

import type { PlotlyHTMLElement } from 'plotly.js';

/** What of Plotly makes the picture. Its `Snapshot` is in no type, but in its reference. */
interface Snapshots {
  readonly Snapshot: { toSVG(drawn: PlotlyHTMLElement, format: 'svg'): string };
  purge(drawn: PlotlyHTMLElement): void;
}

/**
 * Frees what Plotly has drawn in an element and leaves a picture of it there, as large.
 *
 * @param plotly what drew it
 * @param element where it is drawn
 * @returns the picture, which the element's own name describes
 */
export function leavePicture(plotly: object, element: HTMLElement): HTMLImageElement {
  const { Snapshot, purge } = plotly as Snapshots;
  const drawn = element as PlotlyHTMLElement;
  const picture = new Image();
  picture.alt = '';
  // A data address: pages with a strict policy allow it for images sooner than a blob's.
  picture.src = `data:image/svg+xml,${encodeURIComponent(Snapshot.toSVG(drawn, 'svg'))}`;
  purge(drawn);
  element.replaceChildren(picture);
  return picture;
}
