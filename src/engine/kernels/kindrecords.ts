// Records of the kinds of a SearchGraph in the memory of the kernels that search it: classes, shared elements, and the
// segments of edges that name them.

import type { Kernels } from './module';
import type { Placing } from './placing';
import { NEVER, type SearchGraph } from './searchgraph';
import type { Segments } from './segments';

/** Words of a kernel's records: how many they have, and which of them hold what. */
export interface KindLayout {
  /** `gap`: what is known of the edges ahead. */
  readonly class: { readonly gap: number; readonly end: number };
  /** `of`: address of the class; `drawn`: when it was drawn last. */
  readonly shared: { readonly of: number; readonly drawn: number; readonly end: number };
}

const SHARED_SEGMENT = 1;

/** The records of one graph. */
export class KindRecords {
  private readonly classes: number;
  private readonly shared: number;

  /** @param classes a record for each class */
  constructor(
    private readonly place: Placing,
    private readonly graph: SearchGraph,
    private readonly layout: KindLayout,
    classes: readonly (readonly number[])[]
  ) {
    const { of, end } = layout.shared;
    this.classes = place.words(classes.flat());
    const shared = new Uint32Array(end * graph.sharedClass.length);
    graph.sharedClass.forEach((each, i) => {
      shared[end * i + of] = this.classOf(each);
    });
    this.shared = place.words(shared);
  }

  /** Address of the shared element that a kind names; 0 where it names none. */
  sharedOf(kind: number): number {
    const { classes } = this.graph;
    return kind < classes ? 0 : this.shared + 4 * this.layout.shared.end * (kind - classes);
  }

  /** Places what closes units: addresses of classes, and those of shared elements marked by 1. */
  placeElements(): number {
    const { unitKind, classes } = this.graph;
    return this.place.words(
      unitKind.map(kind => (kind < classes ? this.classOf(kind) : this.sharedOf(kind) + 1))
    );
  }

  /**
   * Places segments: what the edges of each have, and the address of the first of them.
   *
   * @param edges address of the first edge
   * @param bytes bytes of an edge
   */
  placeSegments({ edgeFirst }: Segments, edges: number, bytes: number): number {
    const words = new Uint32Array(2 * edgeFirst.length);
    edgeFirst.forEach((edge, segment) => {
      words.set([this.segmentKind(this.graph.edgeKind[edge]), edges + bytes * edge], 2 * segment);
    });
    return this.place.words(words);
  }

  /** Forgets what is known of the edges ahead. */
  forgetGaps(engine: Kernels): void {
    const { gap, end } = this.layout.class;
    clearField(engine.words(this.classes, end * this.graph.classes), gap, end);
  }

  /** Forgets which shared elements were drawn. */
  forgetShared(engine: Kernels): void {
    const { drawn, end } = this.layout.shared;
    clearField(engine.words(this.shared, end * this.graph.sharedClass.length), drawn, end);
  }

  private classOf(of: number): number {
    return this.classes + 4 * this.layout.class.end * of;
  }

  /** What a segment's edges have, given the kind of the first; a segment behind the last has none. */
  private segmentKind(kind: number | undefined): number {
    if (kind === undefined || kind === NEVER) {
      return 0;
    }
    return kind < this.graph.classes ? this.classOf(kind) : SHARED_SEGMENT;
  }
}

function clearField(words: Uint32Array, field: number, end: number): void {
  for (let at = field; at < words.length; at += end) {
    words[at] = 0;
  }
}
