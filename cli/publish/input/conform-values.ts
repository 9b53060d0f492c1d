import { columnFinder, jsonKeyOf } from "../../../model/dataset/json-keys";
import { EPOCH_MICROSECONDS_FROM } from "../../../model/contract/scalar-schema";
import type { ColumnType, Columns } from "../../../model/dataset/column-type";
import type { StorageFormat } from "../../../model/dataset/storage-format";
import { parseDate, parseTimestamp } from "../../../formats/dates/timestamp";
import { isArray, isJsonObject, JsonNumber, jsonText } from "../../../formats/openx-json";
import type { JsonObject, JsonValue } from "../../../formats/openx-json";

const CONTRACT_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** A column or a field as the contract spells it. */
interface Field {
  readonly key: string;
  readonly type: ColumnType;
}

/** Writes keys and values of events in the form of the contract of their columns; all others stay as they are. */
export class ValueConversion {
  private readonly columnOf: (key: string) => string | undefined;

  /** @param storage of the dataset @default "parquet" */
  constructor(
    private readonly columns: Columns,
    private readonly storage?: StorageFormat,
  ) {
    this.columnOf = columnFinder(columns);
  }

  event(event: JsonObject): JsonObject {
    return this.members(event, (key) => {
      const name = this.columnOf(key) ?? "";
      const type = this.columns[name];
      return type && { key: jsonKeyOf(name, type), type };
    });
  }

  private members(object: JsonObject, fieldOf: (key: string) => Field | undefined): JsonObject {
    return new Map(
      [...object].map(([key, value]) => {
        const field = fieldOf(key);
        return field === undefined ? [key, value] : [field.key, this.value(value, field.type)];
      }),
    );
  }

  private value(value: JsonValue, type: ColumnType): JsonValue {
    if (value === null) return null;
    switch (type.kind) {
      case "struct": {
        if (isBlank(value) || (isArray(value) && value.length === 0)) return null;
        const fields = new Map(
          Object.entries(type.fields).map(([name, field]) => [
            name.toLowerCase(),
            { key: name, type: field },
          ]),
        );
        return isJsonObject(value)
          ? this.members(value, (key) => fields.get(key.toLowerCase()))
          : value;
      }
      case "map":
        if (isBlank(value)) return null;
        return isJsonObject(value)
          ? this.members(value, (key) => ({ key, type: type.value }))
          : value;
      case "array":
        if (isBlank(value)) return null;
        return isArray(value) ? value.map((each) => this.value(each, type.element)) : value;
      case "string":
      case "char":
      case "varchar":
        return typeof value === "string" ? value : jsonText(value);
      case "date":
        return typeof value === "string" ? (parseDate(value) ?? value) : value;
      case "timestamp":
        return this.storage === "iceberg" ? microseconds(value) : contractTime(value);
      case "bigint":
        return value instanceof JsonNumber && !Number.isSafeInteger(Number(value.text))
          ? value.text
          : value;
      default:
        return value;
    }
  }
}

function contractTime(value: JsonValue): JsonValue {
  const text = value instanceof JsonNumber ? value.text : value;
  if (typeof text !== "string" || CONTRACT_TIME.test(text)) return value;
  if (value instanceof JsonNumber && !text.includes(".")) return value;
  const time = parseTimestamp(text);
  return time === undefined ? value : `${time.replace(" ", "T")}Z`;
}

/** A time in any form that Firehose's deserializer reads, as the microseconds that it expects for Iceberg tables. */
function microseconds(value: JsonValue): JsonValue {
  const text = value instanceof JsonNumber ? value.text : value;
  if (typeof text !== "string" || Number(text) >= EPOCH_MICROSECONDS_FROM) return value;
  const [seconds, fraction = ""] = parseTimestamp(text)?.split(".") ?? [];
  if (seconds === undefined) return value;
  const whole = Date.parse(`${seconds.replace(" ", "T")}Z`) / 1000;
  return new JsonNumber(String(whole * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, "0"))));
}

function isBlank(value: JsonValue): boolean {
  return typeof value === "string" && value.trim() === "";
}
