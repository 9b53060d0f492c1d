/** Delivers items in the order in which they are added, several at the same time. */
export class DeliveryQueue<Item> {
  private readonly due: Item[] = [];
  private readonly inFlight = new Map<Item, Promise<void>>();

  /**
   * @param deliver rejects only when the delivery stream stops; the records are read again at the next start
   * @param concurrency number of deliveries at the same time
   */
  constructor(
    private readonly deliver: (item: Item) => Promise<void>,
    private readonly concurrency: number,
  ) {}

  /** Whether nothing is being delivered. */
  get isIdle(): boolean {
    return this.inFlight.size === 0;
  }

  /** Items that are due or being delivered. */
  *items(): Generator<Item> {
    yield* this.due;
    yield* this.inFlight.keys();
  }

  add(item: Item): void {
    this.due.push(item);
    this.startDue();
  }

  /** Resolves when the next delivery ends. */
  async next(): Promise<void> {
    await Promise.race(this.inFlight.values());
  }

  /** Resolves when all current deliveries have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.inFlight.values());
  }

  private startDue(): void {
    while (this.inFlight.size < this.concurrency) {
      const item = this.due.shift();
      if (item === undefined) return;
      const delivery = this.deliver(item).then(
        () => {
          this.inFlight.delete(item);
          this.startDue();
        },
        // After a stop no delivery is started.
        () => void this.inFlight.delete(item),
      );
      this.inFlight.set(item, delivery);
    }
  }
}
