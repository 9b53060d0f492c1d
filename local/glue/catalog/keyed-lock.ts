/** Runs tasks of the same key one after another, and those of different keys side by side. */
export class KeyedLock {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs a task when those of its key that came before have ended, whether or not they failed. */
  async run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const result = (this.last.get(key) ?? Promise.resolve()).then(task);
    const ended = result.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(key, ended);
    try {
      return await result;
    } finally {
      if (this.last.get(key) === ended) this.last.delete(key);
    }
  }
}
