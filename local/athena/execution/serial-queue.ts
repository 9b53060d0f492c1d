/** Does one thing after the other, and lets whatever else waits go first each time. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Result): Promise<Result> {
    const turn = this.last
      .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
