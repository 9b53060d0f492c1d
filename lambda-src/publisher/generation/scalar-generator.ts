import type { StorageFormat } from "../../../model/dataset/storage-format";
import type { PrimitiveType } from "../../../model/dataset/column-type";
import type { ScalarColumnType } from "../../../model/contract/scalar-schema";
import type { RandomSource } from "./random-source";
import { exampleRange, numberBetween, numberOfDigits } from "./example-numbers";

/** Largest value of each integer type; after it, counting restarts at 1. */
const MAX_VALUES = {
  tinyint: 127,
  smallint: 32_767,
  int: 2_147_483_647,
  bigint: Number.MAX_SAFE_INTEGER,
} as const;

/** Firehose reads smaller integers as seconds since 1970. */
const EPOCH_MILLISECONDS_FROM = 1e12;
const BINARY_BYTES = 12;
/** Decimal digits that a number of 32 bits always keeps. */
const FLOAT_DIGITS = 6;

/** Generates scalar values for one event, or for one key of a map. */
export class ScalarGenerator {
  /** @param storage of the dataset @default "parquet" */
  constructor(
    private readonly sequence: number,
    private readonly randomSource: RandomSource,
    private readonly storage?: StorageFormat,
  ) {}

  /** @param moment value of dates and times */
  value(name: string, type: ScalarColumnType, moment: Date): unknown {
    const examples: readonly unknown[] = type.notes.examples ?? [];
    if (type.kind === "timestamp") return this.timestamp(examples, moment);
    const range = exampleRange(examples);
    if (range !== undefined) {
      const number = numberBetween(range, this.randomSource);
      return type.kind === "float" ? Number(number.toPrecision(FLOAT_DIGITS)) : number;
    }
    return examples.length > 0
      ? this.randomSource.pick(examples)
      : this.anyValue(name, type, moment);
  }

  /** A key in lower case, as Firehose reads keys; a timestamp is in the format without letters. */
  mapKey(type: PrimitiveType, moment: Date): string {
    if (type.kind === "timestamp") return moment.toISOString().replace("T", " ").replace("Z", "");
    return String(this.value("key", type, moment)).toLowerCase();
  }

  private anyValue(name: string, type: ScalarColumnType, moment: Date): unknown {
    switch (type.kind) {
      case "boolean":
        return this.randomSource.integerBelow(2) === 0;
      case "tinyint":
      case "smallint":
      case "int":
      case "bigint":
        return ((this.sequence - 1) % MAX_VALUES[type.kind]) + 1;
      case "float":
      case "double":
        return this.randomSource.integerBelow(100_000) / 100;
      case "decimal":
        return numberOfDigits(type.precision, type.scale, this.randomSource);
      case "string":
        return `${name}-${this.sequence}`;
      case "char":
      case "varchar":
        return `${name}-${this.sequence}`.slice(-type.length);
      case "binary":
        return Buffer.from(this.randomSource.hexDigits(2 * BINARY_BYTES), "hex").toString("base64");
      case "date":
      case "timestamp":
        return moment.toISOString().slice(0, "yyyy-MM-dd".length);
    }
  }

  /** A timestamp in the format of an example: milliseconds, seconds or text. Iceberg tables get microseconds. */
  private timestamp(examples: readonly unknown[], moment: Date): string | number {
    if (this.storage === "iceberg") return moment.getTime() * 1000;
    const example = examples.length === 0 ? undefined : this.randomSource.pick(examples);
    if (typeof example !== "number") return moment.toISOString();
    const milliseconds = moment.getTime();
    return example < EPOCH_MILLISECONDS_FROM ? Math.floor(milliseconds / 1000) : milliseconds;
  }
}
