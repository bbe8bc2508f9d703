// A value that others follow.

/** A value that changes, for those who only look. */
export interface Watched<T> {
  readonly current: T;
  /**
   * Calls back after each change.
   *
   * @param listener gets the new value
   * @param signal ends it
   */
  onChange(listener: (value: T) => void, signal: AbortSignal): void;
}

/** The same for the one who changes it. */
export class Watchable<T> implements Watched<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get current(): T {
    return this.value;
  }

  /** Takes another value and tells it. */
  set(value: T): void {
    this.value = value;
    for (const listener of this.listeners) listener(value);
  }

  onChange(listener: (value: T) => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener));
  }
}
