/** Runs tasks one at a time, each in a turn of its own of the event loop, so that other requests are served between. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Result): Promise<Result> {
    const turn = this.last
      .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .then(task);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
