/**
 * Time since a moment, never too short: the machine's clock may be set back, and the other one stands still while the
 * machine sleeps, so the greater of both counts.
 */
export class Stopwatch {
  private readonly clock = Date.now();
  private readonly monotonic = performance.now();

  get elapsedMs(): number {
    return Math.max(Date.now() - this.clock, performance.now() - this.monotonic);
  }
}
