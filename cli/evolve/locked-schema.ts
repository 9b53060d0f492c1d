import { parseHiveType } from "../../formats/hive-type";
import { scalarType } from "../../local/iceberg/creation/schema-of-columns";
import type { IcebergField, IcebergType } from "../../local/iceberg/metadata/iceberg-type";
import type { Dataset } from "../../model/dataset/dataset";
import type { FieldIds, LockedVersion } from "../../model/schema-evolution/iceberg/field-ids";
import { childPath } from "../../model/schema-evolution/iceberg/successors";
import type { LockedFields, LockedType } from "../../model/schema-evolution/locked-type";

/**
 * The fields of an Iceberg table for a version of a lock, none of them required.
 *
 * @param dataset whose descriptions the columns get. @default - none
 * @throws Error for a type that no dataset with an Iceberg table has
 */
export function icebergFields(
  { columns, current }: Pick<LockedVersion, "columns" | "current">,
  dataset?: Pick<Dataset, "columns">,
): readonly IcebergField[] {
  return fieldsAt("", columns, current).map((field) => {
    const doc = dataset?.columns[field.name]?.notes.description;
    return doc === undefined ? field : { ...field, doc };
  });
}

function fieldsAt(path: string, fields: LockedFields, ids: FieldIds): readonly IcebergField[] {
  return Object.entries(fields).map(([name, type]) =>
    fieldAt(childPath(path, name), name, type, ids),
  );
}

function fieldAt(path: string, name: string, type: LockedType, ids: FieldIds): IcebergField {
  const id = ids[path];
  if (id === undefined) throw new Error(`The lock has no id of ${path}`);
  return { id, name, required: false, type: typeAt(path, type, ids) };
}

function typeAt(path: string, type: LockedType, ids: FieldIds): IcebergType {
  if (typeof type === "string") return scalarAt(path, type);
  if ("struct" in type) return { kind: "struct", fields: fieldsAt(path, type.struct, ids) };
  if ("array" in type) {
    return { kind: "list", element: fieldAt(`${path}[]`, "element", type.array, ids) };
  }
  return {
    kind: "map",
    // Iceberg requires the keys of a map.
    key: { ...fieldAt(`${path}{key}`, "key", type.map.key, ids), required: true },
    value: fieldAt(`${path}{}`, "value", type.map.value, ids),
  };
}

function scalarAt(path: string, name: string): IcebergType {
  const type = parseHiveType(name);
  switch (type.kind) {
    case "struct":
    case "array":
    case "map":
      throw new Error(`The lock has ${name} as the type of ${path}, which is no scalar`);
    default:
      return scalarType(type, path);
  }
}
