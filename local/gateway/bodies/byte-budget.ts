/** Options of {@link ByteBudget}. */
export interface ByteBudgetProps {
  readonly totalBytes: number;
  readonly maximumWaiting: number;
  readonly waitMs: number;
}

/** Releases what was taken; further calls do nothing. */
export type Release = () => void;

interface Waiting {
  readonly bytes: number;
  readonly start: (release: Release) => void;
}

/** A memory budget that calls share; when it is used up, calls wait in order. */
export class ByteBudget {
  private taken = 0;
  private readonly queue: Waiting[] = [];

  constructor(private readonly props: ByteBudgetProps) {}

  /**
   * Takes a part of the budget, at most all of it.
   *
   * @returns undefined if too many calls wait already, or the wait times out
   */
  async take(bytes: number): Promise<Release | undefined> {
    const wanted = Math.min(bytes, this.props.totalBytes);
    if (this.queue.length === 0 && this.fits(wanted)) return this.hold(wanted);
    if (this.queue.length >= this.props.maximumWaiting) return undefined;
    return new Promise((resolve) => {
      const waiting = {
        bytes: wanted,
        start: (release: Release) => {
          clearTimeout(timer);
          resolve(release);
        },
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(waiting), 1);
        resolve(undefined);
        this.startWaiting();
      }, this.props.waitMs);
      this.queue.push(waiting);
    });
  }

  private fits(bytes: number): boolean {
    return this.taken + bytes <= this.props.totalBytes;
  }

  private hold(bytes: number): Release {
    this.taken += bytes;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.taken -= bytes;
      this.startWaiting();
    };
  }

  private startWaiting(): void {
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      if (!this.fits(next.bytes)) return;
      this.queue.shift();
      next.start(this.hold(next.bytes));
    }
  }
}
