import type { HiveColumn, HiveType } from "../../../formats/hive-type";
import type { IcebergField, IcebergType } from "../metadata/iceberg-type";

type ScalarHiveType = Exclude<HiveType, { readonly kind: "struct" | "array" | "map" }>;

/** A type of Hive that Iceberg does not have. */
export class NoIcebergTypeError extends Error {}

/**
 * Fields for columns of the Data Catalog, none of them required. Ids are given level by level, as Iceberg's own library
 * does: the columns from 1, then what is nested in the first of them, and so on.
 *
 * @throws NoIcebergTypeError for a column of a type that Iceberg does not have
 */
export function fieldsOfColumns(columns: readonly HiveColumn[]): readonly IcebergField[] {
  let last = 0;
  const next = () => (last += 1);
  const typed = (type: HiveType, of: string): IcebergType => {
    switch (type.kind) {
      case "struct":
        return { kind: "struct", fields: fields(type.fields) };
      case "array": {
        const id = next();
        return { kind: "list", element: part("element", id, type.element, of) };
      }
      case "map": {
        const [key, value] = [next(), next()];
        return {
          kind: "map",
          key: { ...part("key", key, type.key, of), required: true },
          value: part("value", value, type.value, of),
        };
      }
      default:
        return scalarType(type, of);
    }
  };
  const part = (name: string, id: number, type: HiveType, of: string): IcebergField => ({
    ...{ id, name, required: false, type: typed(type, of) },
  });
  const fields = (all: readonly HiveColumn[]): IcebergField[] => {
    const ids = all.map(next);
    return all.map(({ name, type }, index) => part(name, ids[index] ?? next(), type, name));
  };
  return fields(columns);
}

/**
 * The type of Iceberg for a scalar type of Hive.
 *
 * @param of names the column in the error
 * @throws NoIcebergTypeError for one that Iceberg does not have
 */
export function scalarType(type: ScalarHiveType, of: string): IcebergType {
  switch (type.kind) {
    case "bigint":
      return { kind: "long" };
    case "decimal":
      return { kind: "decimal", precision: type.precision, scale: type.scale };
    case "tinyint":
    case "smallint":
    case "varchar":
    case "char":
      throw new NoIcebergTypeError(
        `Iceberg has no type ${type.kind}, which the column ${of} has: use ${REPLACEMENTS[type.kind]}`,
      );
    default:
      return { kind: type.kind };
  }
}

const REPLACEMENTS = { tinyint: "int", smallint: "int", varchar: "string", char: "string" };
