import type { ColumnType } from "./column-type";

/**
 * A column type as AWS Glue and Hive spell it, for example `struct<staffId:int>`.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 */
export function glueType(type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "char":
    case "varchar":
      return `${type.kind}(${type.length})`;
    case "array":
      return `array<${glueType(type.element)}>`;
    case "map":
      return `map<${type.key.kind},${glueType(type.value)}>`;
    case "struct":
      return `struct<${Object.entries(type.fields)
        .map(([name, field]) => `${name}:${glueType(field)}`)
        .join(",")}>`;
    case "boolean":
    case "tinyint":
    case "smallint":
    case "int":
    case "bigint":
    case "float":
    case "double":
    case "string":
    case "binary":
    case "date":
    case "timestamp":
      return type.kind;
  }
}
