// The studies that run now, wherever they run: in a kernel whose progress is shown, or in workers of the page. Whoever
// runs one says so here; the status bar shows it.

/** How far a study has come. */
export interface Advance {
  /** 0 to 1; null while it is not known. */
  readonly share: number | null;
  /** Estimated seconds until the end; null while they are not known. */
  readonly secondsLeft: number | null;
}

/** A study that runs. */
export interface RunningStudy extends Advance {
  /** What it is called, e.g. `percolation`. */
  readonly name: string;
  /** Brings the place where it runs into view. */
  reveal(): void;
}

/** The same for the one who runs it. */
export interface RunningHandle {
  /** Says how far it has come. */
  advance(advance: Advance): void;
  /** Says that it is over, however it ended; calling it again changes nothing. */
  end(): void;
}

/** All studies that run now. */
export class RunningStudies {
  private readonly studies = new Map<RunningHandle, RunningStudy>();
  private readonly listeners = new Set<() => void>();

  /** In the order in which they began. */
  get current(): readonly RunningStudy[] {
    return [...this.studies.values()];
  }

  /**
   * Says that a study has begun.
   *
   * @param name what it is called
   * @param reveal brings the place where it runs into view
   */
  begin(name: string, reveal: () => void): RunningHandle {
    const handle: RunningHandle = {
      advance: advance => {
        if (this.studies.has(handle)) this.put(handle, { name, reveal, ...advance });
      },
      end: () => {
        if (this.studies.delete(handle)) this.tell();
      }
    };
    this.put(handle, { name, reveal, share: null, secondsLeft: null });
    return handle;
  }

  /**
   * Calls back whenever a study begins, advances or ends.
   *
   * @returns stops it
   */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private put(handle: RunningHandle, study: RunningStudy): void {
    this.studies.set(handle, study);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
