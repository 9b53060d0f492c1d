import type { HiveType } from "../../../formats/hive-type";
import type { TrinoType } from "./trino-type";

/** The Trino type of a Hive type, as in Athena. */
export function trinoTypeOf(type: HiveType): TrinoType {
  switch (type.kind) {
    case "int":
      return { kind: "integer" };
    case "float":
      return { kind: "real" };
    case "string":
      return { kind: "varchar" };
    case "binary":
      return { kind: "varbinary" };
    case "timestamp":
      return { kind: "timestamp", precision: 3 };
    case "varchar":
    case "char":
      return { kind: type.kind, length: type.length };
    case "decimal":
      return { kind: "decimal", precision: type.precision, scale: type.scale };
    case "boolean":
    case "tinyint":
    case "smallint":
    case "bigint":
    case "double":
    case "date":
      return { kind: type.kind };
    case "array":
      return { kind: "array", element: trinoTypeOf(type.element) };
    case "map":
      return { kind: "map", key: trinoTypeOf(type.key), value: trinoTypeOf(type.value) };
    case "struct":
      return {
        kind: "row",
        fields: type.fields.map((field) => ({ name: field.name, type: trinoTypeOf(field.type) })),
      };
  }
}

const MAX_HIVE_VARCHAR = 65_535;

/** The Hive type of a Trino type, for a table or view created from a query. */
export function hiveTypeName(type: TrinoType): string {
  switch (type.kind) {
    case "integer":
      return "int";
    case "real":
      return "float";
    case "varbinary":
      return "binary";
    case "timestamp":
      return "timestamp";
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "varchar":
      // Hive's lengths are from 1 to 65535.
      return type.length === undefined || type.length > MAX_HIVE_VARCHAR
        ? "string"
        : `varchar(${Math.max(type.length, 1)})`;
    case "char":
      return `char(${type.length})`;
    case "array":
      return `array<${hiveTypeName(type.element)}>`;
    case "map":
      return `map<${hiveTypeName(type.key)},${hiveTypeName(type.value)}>`;
    case "row":
      return `struct<${type.fields.map(({ name, type: field }, index) => `${name?.toLowerCase() ?? `field${index}`}:${hiveTypeName(field)}`).join(",")}>`;
    default:
      return type.kind;
  }
}
