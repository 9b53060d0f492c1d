/** After which a person wonders. */
const SHOWN_AFTER_MS = 1_000;
const INTERVAL_MS = 100;

/** Says how long a statement has been running, in one line that goes away. */
export class RunningTime {
  private timer: NodeJS.Timeout | undefined;
  private isShown = false;

  constructor(private readonly screen: NodeJS.WritableStream) {}

  /** Begins, or goes on, to wait. */
  begin(): void {
    const startedAt = Date.now();
    this.timer = setInterval(() => {
      const waited = Date.now() - startedAt;
      if (waited < SHOWN_AFTER_MS) return;
      this.isShown = true;
      this.screen.write(`\r\x1b[2KRunning for ${(waited / 1_000).toFixed(1)} s; Ctrl-C stops it.`);
    }, INTERVAL_MS);
  }

  /** Ends, and takes the line away. */
  end(): void {
    clearInterval(this.timer);
    if (this.isShown) this.screen.write("\r\x1b[2K");
    this.isShown = false;
  }
}
