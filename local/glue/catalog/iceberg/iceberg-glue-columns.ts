import type { Column } from "@aws-sdk/client-glue";
import type { IcebergField, IcebergType } from "../../../iceberg/metadata/iceberg-type";

/** Glue's names of types, where they differ. */
const GLUE_TYPES: Readonly<Record<string, string>> = {
  long: "bigint",
  time: "string",
  timestamptz: "timestamp",
  uuid: "string",
  fixed: "binary",
};

/**
 * The columns of the Data Catalog for those of an Iceberg table, as Iceberg's own catalog writes them.
 *
 * @see https://github.com/apache/iceberg/blob/main/aws/src/main/java/org/apache/iceberg/aws/glue/IcebergToGlueConverter.java
 */
export function glueColumns(fields: readonly IcebergField[]): Column[] {
  return fields.map(({ id, name, type, required, doc }) => ({
    Name: name,
    Type: glueType(type),
    ...(doc === undefined ? {} : { Comment: doc }),
    Parameters: {
      "iceberg.field.current": "true",
      "iceberg.field.id": String(id),
      "iceberg.field.optional": String(!required),
    },
  }));
}

/** A type as the Data Catalog spells it. */
export function glueType(type: IcebergType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "struct":
      return `struct<${type.fields.map(({ name, type: of }) => `${name}:${glueType(of)}`).join(",")}>`;
    case "list":
      return `array<${glueType(type.element.type)}>`;
    case "map":
      return `map<${glueType(type.key.type)},${glueType(type.value.type)}>`;
    default:
      return GLUE_TYPES[type.kind] ?? type.kind;
  }
}
