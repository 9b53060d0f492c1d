/** How many queries run side by side. */
export interface RunLimits {
  /** Queries that have not run for long. More of them would only slow each other down on a machine of a few cores. */
  readonly short: number;
  /** Milliseconds after which a query counts as a long one, which no query waits for. */
  readonly longAfterMs: number;
  /** All queries. */
  readonly total: number;
}

const RUN_LIMITS: RunLimits = { short: 3, longAfterMs: 300, total: 12 };

/** Runs queries in the order in which they were added, several at once. Long ones do not hold up short ones. */
export class RunQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly running = new Set<Promise<void>>();
  /** The running ones that have not run for long. */
  private readonly short = new Set<Promise<void>>();
  private retry: NodeJS.Timeout | undefined;

  /**
   * @param hasRoom whether there is memory for one more query; a single query always runs. @default - always
   * @param limits @default - 12 queries, of which 3 have run for less than 0.3 s
   */
  constructor(
    private readonly hasRoom: () => boolean = () => true,
    private readonly limits = RUN_LIMITS,
  ) {}

  /** @param run must not reject */
  add(run: () => Promise<void>): void {
    this.waiting.push(run);
    this.runNext();
  }

  /** Removes the waiting queries, and waits for the running ones. */
  async stop(): Promise<void> {
    this.waiting.length = 0;
    clearTimeout(this.retry);
    await Promise.all(this.running);
  }

  private runNext(): void {
    while (this.short.size < this.limits.short && this.running.size < this.limits.total) {
      if (this.waiting.length > 0 && this.running.size > 0 && !this.hasRoom()) {
        this.retryLater();
        return;
      }
      const run = this.waiting.shift();
      if (run === undefined) return;
      this.start(run);
    }
  }

  private start(run: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.short.delete(ended);
      this.runNext();
    }, this.limits.longAfterMs);
    const ended: Promise<void> = run().finally(() => {
      clearTimeout(timer);
      this.short.delete(ended);
      this.running.delete(ended);
      this.runNext();
    });
    this.short.add(ended);
    this.running.add(ended);
  }

  /** A running query may use less memory later, or its process may have ended after it. */
  private retryLater(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.runNext(), this.limits.longAfterMs);
  }
}
