import { QueryError } from "../../query-error";
import { type TrinoType, typeName } from "../../types/trino-type";
import type { CatalogColumn } from "../catalog-table";

/** Midnight may follow a date. */
const DATE = /^(\d{1,4})(-\d{1,2}-\d{1,2})(?: 00:00:00)?$/;

/**
 * The text of a partition's value, which DuckDB casts to the type of its key.
 *
 * @throws QueryError HIVE_INVALID_PARTITION_VALUE for a text that is not of the type
 * @see https://github.com/trinodb/trino/blob/476/plugin/trino-hive/src/main/java/io/trino/plugin/hive/util/HiveUtil.java
 */
export function partitionValue(key: CatalogColumn, text: string): string {
  const value = valueOf(key.type, text);
  if (value !== undefined) return value;
  throw new QueryError(
    "HIVE_INVALID_PARTITION_VALUE",
    `Invalid partition value '${text}' for ${typeName(key.type).toUpperCase()} partition key: ${key.name}`,
  );
}

function valueOf(type: TrinoType, text: string): string | undefined {
  const matching = (form: RegExp) => (form.test(text) ? text : undefined);
  switch (type.kind) {
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return matching(/^[+-]?\d+$/);
    case "boolean":
      return matching(/^(?:true|false)$/i);
    case "decimal":
      return (text.split(".")[1]?.length ?? 0) > type.scale ? undefined : text;
    case "date": {
      const [, year = "", day = ""] = DATE.exec(text) ?? [];
      return year === "" ? undefined : year.padStart(4, "0") + day;
    }
    case "varchar":
    case "char": {
      const { length } = type;
      if (length === undefined) return text;
      const rest = length - Array.from(text).length;
      if (rest < 0) return undefined;
      return type.kind === "char" ? text + " ".repeat(rest) : text;
    }
    default:
      return text;
  }
}
