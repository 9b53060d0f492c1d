/** How much is held at once, and how many wait for room. */
export interface ByteBudgetProps {
  readonly totalBytes: number;
  readonly maximumWaiting: number;
  readonly waitMs: number;
}

/** Gives back what was taken; a second time it does nothing. */
export type Release = () => void;

interface Waiting {
  readonly bytes: number;
  readonly start: (release: Release) => void;
}

/** Memory that calls share: who finds none waits, first come, first served. */
export class ByteBudget {
  private taken = 0;
  private readonly queue: Waiting[] = [];

  constructor(private readonly props: ByteBudgetProps) {}

  /**
   * Takes room for some bytes; for more than there is in total, all of it.
   *
   * @returns undefined when too many wait already, or it took too long
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
