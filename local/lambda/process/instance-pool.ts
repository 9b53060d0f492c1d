/** An instance of a pool. */
export interface Poolable {
  /** Whether it can take another job. */
  readonly usable: boolean;
  close(): Promise<void>;
}

/** Options of {@link InstancePool}. */
export interface PoolProps<Instance extends Poolable> {
  readonly start: () => Promise<Instance>;
  /** Concurrent jobs; more have to wait. */
  readonly maximumInstances: number;
  /** An idle instance ends after this time. */
  readonly idleMs: number;
}

/** Warm instances of one function: a job uses an idle one, starts another, or waits. */
export class InstancePool<Instance extends Poolable> {
  private readonly idle = new Map<Instance, NodeJS.Timeout>();
  private readonly all = new Set<Instance>();
  private readonly ending = new Set<Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private state: "open" | "retired" | "closed" = "open";

  constructor(private readonly props: PoolProps<Instance>) {}

  /** Runs a job on an instance. */
  async run<Result>(job: (instance: Instance) => Promise<Result>): Promise<Result> {
    if (this.busy < this.props.maximumInstances) this.busy++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      const instance = await this.take();
      try {
        return await job(instance);
      } finally {
        this.giveBack(instance);
      }
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.busy--;
      else next();
    }
  }

  /** Ends idle instances now and busy ones after their job. */
  retire(): void {
    this.state = "retired";
    for (const instance of [...this.idle.keys()]) this.end(instance);
  }

  /** Ends all instances now, busy ones as well; resolves when they are gone. */
  async close(): Promise<void> {
    this.state = "closed";
    for (const instance of [...this.all]) this.end(instance);
    await Promise.all(this.ending);
  }

  private async take(): Promise<Instance> {
    for (const instance of [...this.idle.keys()].reverse()) {
      if (!instance.usable) {
        this.end(instance);
        continue;
      }
      clearTimeout(this.idle.get(instance));
      this.idle.delete(instance);
      return instance;
    }
    const instance = this.state === "closed" ? undefined : await this.props.start();
    if (instance !== undefined) this.all.add(instance);
    // The pool may have been closed while the instance started.
    if (instance !== undefined && !this.isClosed()) return instance;
    if (instance !== undefined) this.end(instance);
    throw new Error("The embedded AWS is stopping.");
  }

  private isClosed(): boolean {
    return this.state === "closed";
  }

  private giveBack(instance: Instance): void {
    if (this.state !== "open" || !instance.usable) return this.end(instance);
    this.idle.set(instance, setTimeout(() => this.end(instance), this.props.idleMs).unref());
  }

  private end(instance: Instance): void {
    clearTimeout(this.idle.get(instance));
    this.idle.delete(instance);
    if (!this.all.delete(instance)) return;
    const ended: Promise<void> = instance.close().finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}
