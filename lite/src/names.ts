// The names that cells know: properties of the global object of the kernel's own worker, so that all code of all cells
// sees them as they are now.

/** Names that a session has made. */
export class Names {
  private readonly own = new Set<string>();

  /** All names with their values, in the order in which they came. */
  get all(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.own].map(name => [name, this.valueOf(name)]));
  }

  /**
   * Makes names; those that exist keep their values. A name may be one that the browser has too, such as `name`: the
   * cell's takes its place.
   */
  declare(names: readonly string[]): void {
    for (const name of names) {
      if (this.own.has(name)) continue;
      const shape = { value: undefined, writable: true, enumerable: true, configurable: true };
      Object.defineProperty(globalThis, name, shape);
      this.own.add(name);
    }
  }

  /** Binds a name to a value. */
  bind(name: string, value: unknown): void {
    this.declare([name]);
    (globalThis as Record<string, unknown>)[name] = value;
  }

  /** The value of a name; undefined where no cell has made it. */
  valueOf(name: string): unknown {
    return this.own.has(name) ? (globalThis as Record<string, unknown>)[name] : undefined;
  }
}
