// Largest flow from one node to another: Dinic's algorithm (Soviet Math. Dokl. 11 (1970) 1277), without recursion, since
// paths may be as long as a network is deep. With unit capacities it takes O(arcs * sqrt(arcs)).

/** Arcs of a flow network, each with its reverse beside it: arc ^ 1. */
export class FlowNetwork {
  private readonly last: Int32Array;
  private readonly before: Int32Array;
  private readonly head: Int32Array;
  private readonly capacity: Int32Array;
  private arcs = 0;

  /**
   * @param nodes number of nodes
   * @param arcs most arcs that will be added
   */
  constructor(nodes: number, arcs: number) {
    this.last = new Int32Array(nodes).fill(-1);
    this.before = new Int32Array(2 * arcs);
    this.head = new Int32Array(2 * arcs);
    this.capacity = new Int32Array(2 * arcs);
  }

  /** Adds an arc; capacities are integers, of which those on a path into a node sum up to less than 2^31. */
  add(from: number, to: number, capacity: number): void {
    this.half(from, to, capacity);
    this.half(to, from, 0);
  }

  private half(from: number, to: number, capacity: number): void {
    const arc = this.arcs++;
    this.head[arc] = to;
    this.capacity[arc] = capacity;
    this.before[arc] = this.last[from];
    this.last[from] = arc;
  }

  /** Distances from the source along arcs with capacity left, -1 where there are none; null if the sink has none. */
  private levels(source: number, sink: number): Int32Array | null {
    const { last, before, head, capacity } = this;
    const levels = new Int32Array(last.length).fill(-1);
    const queue = new Int32Array(last.length);
    let end = 1;
    queue[0] = source;
    levels[source] = 0;
    for (let begin = 0; begin < end && levels[sink] < 0; begin++) {
      const node = queue[begin];
      for (let arc = last[node]; arc >= 0; arc = before[arc]) {
        const next = head[arc];
        if (capacity[arc] > 0 && levels[next] < 0) {
          levels[next] = levels[node] + 1;
          queue[end++] = next;
        }
      }
    }
    return levels[sink] < 0 ? null : levels;
  }

  /** Sends as much as the arcs of a path can take; returns it and how many arcs come before the first full one. */
  private send(path: readonly number[]): { sent: number; kept: number } {
    const { capacity } = this;
    const sent = path.reduce((least, arc) => Math.min(least, capacity[arc]), Infinity);
    for (const arc of path) {
      capacity[arc] -= sent;
      capacity[arc ^ 1] += sent;
    }
    return { sent, kept: path.findIndex(arc => capacity[arc] === 0) };
  }

  /** Sends along shortest paths until none is left; returns what was sent. */
  private sendShortest(source: number, sink: number, levels: Int32Array): number {
    const { before, head, capacity } = this;
    const next = this.last.slice();
    const path: number[] = [];
    let total = 0;
    for (let node = source; ;) {
      if (node === sink) {
        const { sent, kept } = this.send(path);
        total += sent;
        path.length = kept;
        node = kept === 0 ? source : head[path[kept - 1]];
        continue;
      }
      let arc = next[node];
      while (arc >= 0 && !(capacity[arc] > 0 && levels[head[arc]] === levels[node] + 1)) {
        arc = before[arc];
      }
      next[node] = arc;
      if (arc >= 0) {
        path.push(arc);
        node = head[arc];
      } else if (node === source) {
        return total;
      } else {
        const dead = path.pop()!;
        node = head[dead ^ 1];
        next[node] = before[dead];
      }
    }
  }

  /** Largest flow. Uses the capacities up: ask once. */
  largestFlow(source: number, sink: number): number {
    let flow = 0;
    for (;;) {
      const levels = this.levels(source, sink);
      if (levels === null) {
        return flow;
      }
      flow += this.sendShortest(source, sink, levels);
    }
  }
}
