/** Random values from a source of random numbers. */
export class RandomSource {
  /** @param random numbers from 0 to below 1 */
  constructor(readonly random: () => number) {}

  /** An integer from 0 to below a limit. */
  integerBelow(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  /** A random item. @param items at least one */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integerBelow(items.length)];
    if (item === undefined) throw new Error("There are no items to pick from.");
    return item;
  }

  /** Text of hexadecimal digits. */
  hexDigits(digits: number): string {
    return Array.from({ length: digits }, () => this.integerBelow(16).toString(16)).join("");
  }
}
