import type { IcebergType } from "../../../iceberg/metadata/iceberg-type";
import type { TrinoType } from "../../types/trino-type";

/**
 * The Trino type of a type of Iceberg, as Trino's Iceberg connector has it; undefined for types that the engine has not,
 * which are `time` and `uuid`.
 *
 * @see https://trino.io/docs/476/connector/iceberg.html#iceberg-to-trino-type-mapping
 */
export function trinoTypeOfIceberg(type: IcebergType): TrinoType | undefined {
  switch (type.kind) {
    case "int":
      return { kind: "integer" };
    case "long":
      return { kind: "bigint" };
    case "float":
      return { kind: "real" };
    case "string":
      return { kind: "varchar" };
    case "binary":
    case "fixed":
      return { kind: "varbinary" };
    case "timestamp":
      return { kind: "timestamp", precision: 6 };
    case "timestamptz":
      return { kind: "timestamp with time zone", precision: 6 };
    case "decimal":
      return { kind: "decimal", precision: type.precision, scale: type.scale };
    case "boolean":
    case "double":
    case "date":
      return { kind: type.kind };
    case "time":
    case "uuid":
      return undefined;
    case "list": {
      const element = trinoTypeOfIceberg(type.element.type);
      return element && { kind: "array", element };
    }
    case "map": {
      const key = trinoTypeOfIceberg(type.key.type);
      const value = trinoTypeOfIceberg(type.value.type);
      return key && value && { kind: "map", key, value };
    }
    case "struct": {
      const fields = type.fields.flatMap((field) => {
        const of = trinoTypeOfIceberg(field.type);
        return of === undefined ? [] : [{ name: field.name, type: of }];
      });
      return fields.length === type.fields.length ? { kind: "row", fields } : undefined;
    }
  }
}
