/**
 * Elapsed time that is never too short: the system clock may be set back, and the monotonic clock stops while the
 * machine sleeps, so the greater of both is used.
 */
export class Stopwatch {
  private readonly clock = Date.now();
  private readonly monotonic = performance.now();

  get elapsedMs(): number {
    return Math.max(Date.now() - this.clock, performance.now() - this.monotonic);
  }
}
