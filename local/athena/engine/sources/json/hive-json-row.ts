import { parseDecimal } from "../../../../../formats/decimal";
import type { HiveColumn, HiveType } from "../../../../../formats/hive-type";
import {
  isArray,
  isJsonObject,
  JsonNumber,
  type JsonObject,
  jsonText,
  type JsonValue,
  parseFirstDocument,
} from "../../../../../formats/openx-json";
import { unsupported } from "../../../query-error";
import {
  firstCharacters,
  floatingText,
  hiveDate,
  hiveTimestamp,
  paddedText,
} from "../text/lazy-value";
import { bytesText, hasOtherDigits, JsonTypeError, mapText, quote } from "./json-text";
import { parseBigDecimal } from "./openx-numbers";
import type { PlacedColumn } from "./openx-row";

/** Writes a value as the JSON that DuckDB reads as the column's type. */
type Render = (value: JsonValue) => string;

/** The least and the largest integer; Jackson takes the bits of 128 to 255 as a byte. */
const RANGES = {
  tinyint: [-128n, 255n],
  smallint: [-32768n, 32767n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

/**
 * Reads lines as rows of a table as Hive's JSON SerDe does: strict JSON, of which each value must be of its column's
 * type; only texts and truth values are read from every scalar.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/hive-json-serde.html
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/json/JsonDeserializer.java
 */
export class HiveJsonRows {
  private readonly row: Render;
  private readonly fieldOf: FieldOfKey;

  constructor(private readonly columns: readonly PlacedColumn[]) {
    this.fieldOf = fieldOfKey(
      columns,
      (number) => columns.find(({ place }) => place === number)?.name,
    );
    this.row = struct(columns, this.fieldOf);
  }

  /**
   * The row of a line, as JSON. Where no column is read, the line is only counted, whatever it has.
   *
   * @throws ConversionError, JsonTypeError for a line that is no object, too
   */
  read(line: string): string {
    if (this.columns.length === 0) return "{}";
    const repeated: (readonly [JsonObject, string])[] = [];
    const value = parseFirstDocument(line, {
      caseInsensitive: false,
      duplicateKeys: "last",
      onReplaced: (object, key) => repeated.push([object, key]),
    });
    const again = repeated.flatMap(([object, key]) => (object === value ? [key] : []));
    this.rejectRepeated([...(isJsonObject(value) ? value.keys() : []), ...again]);
    return this.row(value);
  }

  /** Trino takes the last of the keys of a field or an entry of a map, but fails on a column that a line has twice. */
  private rejectRepeated(keys: readonly string[]): void {
    const found = new Set<string>();
    for (const key of keys) {
      const column = this.fieldOf(key);
      if (column === undefined) continue;
      if (found.has(column)) throw new JsonTypeError(`Invalid JSON: '${key}' is repeated`);
      found.add(column);
    }
  }
}

/** The name of the field that a key means. */
type FieldOfKey = (key: string) => string | undefined;

/** @param numbered the field that a key `_col` and a number means */
function fieldOfKey(
  fields: readonly HiveColumn[],
  numbered: (number: number) => string | undefined,
): FieldOfKey {
  const names = new Set(fields.map(({ name }) => name));
  return (key) => {
    const lower = key.toLowerCase();
    if (names.has(lower)) return lower;
    const number = /^_col(\d+)$/.exec(key)?.[1];
    return number === undefined ? undefined : numbered(Number(number));
  };
}

function struct(fields: readonly HiveColumn[], fieldOf: FieldOfKey): Render {
  const renders = new Map(fields.map(({ name, type }) => [name, nullable(type)]));
  return (value) => {
    if (!isJsonObject(value)) throw new JsonTypeError("Invalid JSON: start of object expected");
    const members = new Map(fields.map(({ name }) => [name, "null"]));
    for (const [key, member] of value) {
      const name = fieldOf(key);
      const render = name === undefined ? undefined : renders.get(name);
      if (name !== undefined && render !== undefined) members.set(name, render(member));
    }
    const texts = [...members].map(([name, text]) => `${JSON.stringify(name)}:${text}`);
    return `{${texts.join(",")}}`;
  };
}

function nullable(type: HiveType): Render {
  const render = renderOf(type);
  return (value) => (value === null ? "null" : render(value));
}

function renderOf(type: HiveType): Render {
  switch (type.kind) {
    case "array": {
      const item = nullable(type.element);
      return (value) => {
        if (!isArray(value)) throw new JsonTypeError("Invalid JSON: start of array expected");
        return `[${value.map(item).join(",")}]`;
      };
    }
    case "map": {
      const content = nullable(type.value);
      return (value) => {
        if (!isJsonObject(value)) throw new JsonTypeError("Invalid JSON: start of object expected");
        return mapText(
          [...value].map(([key, member]) => [
            scalar(type.key, keyOf(type.key, key)),
            content(member),
          ]),
        );
      };
    }
    case "struct":
      return struct(
        type.fields,
        fieldOfKey(type.fields, (number) => type.fields[number]?.name),
      );
    default:
      return (value) => {
        if (isArray(value) || isJsonObject(value)) {
          throw new JsonTypeError(`Invalid JSON: ${type.kind} value must be a scalar json value`);
        }
        return scalar(type, value);
      };
  }
}

/** A key as a value: numbers are without quotes. */
function keyOf({ kind }: HiveType, key: string): JsonValue {
  if (kind === "float" || kind === "double" || kind in RANGES) {
    if (/^[+-]?\d+$/.test(key) || !(kind in RANGES)) return new JsonNumber(key);
  }
  return key;
}

function scalar(type: HiveType, value: JsonValue): string {
  const text = typeof value === "object" ? jsonText(value) : String(value);
  switch (type.kind) {
    case "string":
      return quote(text);
    case "varchar":
      return quote(firstCharacters(text, type.length));
    case "char":
      return quote(paddedText(text, type.length));
    case "boolean":
      return String(text.toLowerCase() === "true");
    case "binary":
      return quote(bytesText(Buffer.from(text)));
    case "decimal": {
      if (hasOtherDigits(text)) return found(undefined, text, type.kind);
      const number = parseDecimal(text, type.precision, type.scale);
      if (number !== undefined) return quote(number);
      // A number that does not fit fails, what is no number is null.
      if (parseBigDecimal(text) !== undefined) throw mismatch(text, type.kind);
      return "null";
    }
    case "float":
    case "double":
      if (!(value instanceof JsonNumber)) throw mismatch(text, type.kind);
      return found(floatingText(text, type.kind), text, type.kind);
    case "date":
      return found(hiveDate(text), text, type.kind);
    case "timestamp":
      return found(hiveTimestamp(text), text, type.kind);
    case "tinyint":
    case "smallint":
    case "int":
    case "bigint":
      if (!(value instanceof JsonNumber)) throw mismatch(text, type.kind);
      return integer(text, type.kind);
    default:
      throw mismatch(text, type.kind);
  }
}

function integer(text: string, kind: keyof typeof RANGES): string {
  const number = /[.eE]/.test(text) ? Math.trunc(Number(text)) : text.replace("+", "");
  const value = Number.isFinite(Number(number)) ? BigInt(number) : undefined;
  const [least, largest] = RANGES[kind];
  if (value === undefined || value < least || value > largest) throw mismatch(text, kind);
  return String(kind === "tinyint" ? BigInt.asIntN(8, value) : value);
}

function found(value: string | null | undefined, text: string, kind: string): string {
  if (value === undefined) {
    throw unsupported(`The value '${text}' of the type ${kind} in a JSON document`);
  }
  if (value === null) throw mismatch(text, kind);
  return quote(value);
}

function mismatch(text: string, kind: string): JsonTypeError {
  return new JsonTypeError(`'${text}' is no value of the type ${kind}`);
}
