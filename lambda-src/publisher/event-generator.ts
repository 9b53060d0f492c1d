import { randomBytes } from "node:crypto";
import type { Columns, ColumnType, PrimitiveType } from "../../config/column-type";
import type { JsonObject } from "./partition-key";

/** Where generated events take time and chance from. */
export interface GeneratorOptions {
  /** @default - the clock */
  readonly now?: Date;
  /**
   * Numbers from 0 to below 1.
   *
   * @default Math.random
   */
  readonly random?: () => number;
}

/** Greatest value of each whole-number type; counting starts again at 1 after it. */
const GREATEST = {
  tinyint: 127,
  smallint: 32_767,
  int: 2_147_483_647,
  bigint: Number.MAX_SAFE_INTEGER,
} as const;

/** JSON numbers keep this many digits exactly; longer decimals travel as text. */
const EXACT_DIGITS = 15;
const MAXIMUM_ELEMENTS = 3;

/**
 * Makes events that match a schema: examples are drawn where a column has some, whole numbers count up from 1, and
 * timestamps lie in the moments before now, one millisecond apart.
 */
export function generateEvents(
  columns: Columns,
  count: number,
  { now = new Date(), random = Math.random }: GeneratorOptions = {},
): JsonObject[] {
  return Array.from({ length: count }, (_, index) => {
    const moment = new Date(now.getTime() - (count - 1 - index));
    return new EventGenerator(index + 1, moment, random).struct(columns);
  });
}

/** Makes the values of one event. */
class EventGenerator {
  constructor(
    private readonly sequence: number,
    private readonly moment: Date,
    private readonly random: () => number,
  ) {}

  struct(fields: Columns): JsonObject {
    return Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, this.value(name, type)]),
    );
  }

  private value(name: string, type: ColumnType): unknown {
    const { examples = [] } = type.notes;
    if (examples.length > 0) return examples[this.below(examples.length)];
    switch (type.kind) {
      case "struct":
        return this.struct(type.fields);
      case "array":
        return this.several(() => this.value(name, type.element));
      case "map":
        return Object.fromEntries(
          this.several((position) => [
            this.mapKey(type.key, position),
            this.value(name, type.value),
          ]),
        );
      case "decimal":
        return this.decimal(type.precision, type.scale);
      case "char":
      case "varchar":
        return `${name}-${this.sequence}`.slice(-type.length);
      case "boolean":
        return this.random() < 0.5;
      case "tinyint":
      case "smallint":
      case "int":
      case "bigint":
        return ((this.sequence - 1) % GREATEST[type.kind]) + 1;
      case "float":
      case "double":
        return this.below(100_000) / 100;
      case "string":
        return `${name}-${this.sequence}`;
      case "binary":
        return randomBytes(12).toString("base64");
      case "date":
        return this.moment.toISOString().slice(0, "yyyy-MM-dd".length);
      case "timestamp":
        return this.moment.toISOString();
    }
  }

  private mapKey(type: PrimitiveType, position: number): string {
    const counted = new EventGenerator(position + 1, this.moment, this.random);
    return String(counted.value("key", type));
  }

  private decimal(precision: number, scale: number): number | string {
    const digits = Array.from({ length: precision }, () => this.below(10)).join("");
    const whole = digits.slice(0, precision - scale).replace(/^0+(?=.)/, "") || "0";
    const text = scale === 0 ? whole : `${whole}.${digits.slice(precision - scale)}`;
    // Very small numbers print as 1e-12, which not every reader of decimals takes.
    return precision <= EXACT_DIGITS && !String(Number(text)).includes("e") ? Number(text) : text;
  }

  private several<Item>(make: (position: number) => Item): Item[] {
    return Array.from({ length: 1 + this.below(MAXIMUM_ELEMENTS) }, (_, position) =>
      make(position),
    );
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}
