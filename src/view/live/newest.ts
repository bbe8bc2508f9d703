// Work of which only the newest matters: one job runs, one waits, and a newer one takes the place of the one that
// waits. What runs may end if it is short, so that a picture follows a control that keeps moving; else it is aborted.

/** A job; it settles soon after the signal aborts, and deals with its own failures. */
export type Job = (signal: AbortSignal) => Promise<void>;

interface Running {
  readonly controller: AbortController;
  readonly since: number;
}

/** Runs jobs, the newest first and the stale never. */
export class Newest {
  private running: Running | null = null;
  private waiting: Job | null = null;
  private timer = 0;

  /** @param patience milliseconds that a job may run when a newer one waits */
  constructor(private readonly patience: number) {}

  /** Runs a job as soon as the one before has ended or has lost its time. */
  submit(job: Job): void {
    if (this.running === null) {
      void this.start(job);
      return;
    }
    this.waiting = job;
    clearTimeout(this.timer);
    const left = this.patience - (performance.now() - this.running.since);
    if (left <= 0) {
      this.running.controller.abort();
    } else {
      const { controller } = this.running;
      this.timer = window.setTimeout(() => controller.abort(), left);
    }
  }

  /** Aborts what runs and forgets what waits. */
  stop(): void {
    this.waiting = null;
    clearTimeout(this.timer);
    this.running?.controller.abort();
  }

  private async start(job: Job): Promise<void> {
    const controller = new AbortController();
    this.running = { controller, since: performance.now() };
    try {
      await job(controller.signal);
    } finally {
      clearTimeout(this.timer);
      this.running = null;
      const next = this.waiting;
      this.waiting = null;
      if (next !== null) void this.start(next);
    }
  }
}
