import type { ColumnType } from "../../../model/dataset/column-type";
import type { RandomSource } from "./random-source";

/** Characters of a UUID. */
const UUID_LENGTH = 36;

/** These types are too small for unique random numbers: their ids count up from a random one. */
const MAX_VALUES = { tinyint: 127, smallint: 32_767, int: 2_147_483_647 } as const;

/** Ids of the events of one call, unique as far as the type has enough values. */
export class EventIds {
  private count = 0;
  private first: number | undefined;

  constructor(private readonly randomSource: RandomSource) {}

  /**
   * The next id, for a field of text or whole numbers.
   *
   * @throws Error for a field of another type, which the validation of datasets rejects
   */
  next(type: ColumnType): string | number {
    switch (type.kind) {
      case "string":
        return this.uuid();
      case "char":
      case "varchar":
        return type.length >= UUID_LENGTH ? this.uuid() : this.shortText(type.length);
      case "bigint":
        return 1 + this.randomSource.integerBelow(Number.MAX_SAFE_INTEGER);
      case "tinyint":
      case "smallint":
      case "int":
        return (this.nextCount() % MAX_VALUES[type.kind]) + 1;
      default:
        throw new Error(`An event id can't be a ${type.kind}.`);
    }
  }

  /** A UUID of version 4, like those of `randomUUID`. */
  private uuid(): string {
    const digits = this.randomSource.hexDigits(31);
    const variant = (8 + this.randomSource.integerBelow(4)).toString(16);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(12, 15)}`,
      variant + digits.slice(15, 18),
      digits.slice(18, 30),
    ].join("-");
  }

  /** Counts in the last digits, so that ids are unique within a call. */
  private shortText(length: number): string {
    return (this.randomSource.hexDigits(length) + this.nextCount().toString(36)).slice(-length);
  }

  /** Counts up from a random number. */
  private nextCount(): number {
    this.first ??= this.randomSource.integerBelow(MAX_VALUES.int);
    this.count += 1;
    return this.first + this.count;
  }
}
