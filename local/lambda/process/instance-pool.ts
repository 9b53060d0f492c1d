/** What a pool keeps. */
export interface Poolable {
  /** Whether it can take another job. */
  readonly usable: boolean;
  close(): Promise<void>;
}

/** How many instances a pool keeps, and for how long. */
export interface PoolProps<Instance extends Poolable> {
  readonly start: () => Promise<Instance>;
  /** Jobs at one time; more wait. */
  readonly maximumInstances: number;
  /** An instance without a job ends after this time. */
  readonly idleMs: number;
}

/** Warm instances of one function: a job takes an idle one, or starts another, or waits. */
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

  /** Ends all instances now, whatever they do; resolves when they are gone. */
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
    // Closing may have come while the instance started.
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
