/** Draws from a source of random numbers. */
export class Chance {
  /** @param random numbers from 0 to below 1 */
  constructor(readonly random: () => number) {}

  /** A whole number from 0 to below a limit. */
  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  /** @param items one at least */
  oneOf<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("There is nothing to choose from.");
    return item;
  }

  /** Text of hexadecimal digits. */
  hexadecimal(digits: number): string {
    return Array.from({ length: digits }, () => this.below(16).toString(16)).join("");
  }
}
