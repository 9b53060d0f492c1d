import type { IcebergField, IcebergType } from "./iceberg-type";

/** A part of a schema as metadata files have it. */
export type SchemaJson =
  string | number | boolean | SchemaJson[] | { [member: string]: SchemaJson };

/** A field as metadata files have it. */
export function fieldJson({ id, name, required, type, doc }: IcebergField): SchemaJson {
  return { id, name, required, type: typeJson(type), ...(doc === undefined ? {} : { doc }) };
}

/** A type as text, for people. */
export function typeText(type: IcebergType): string {
  const json = typeJson(type);
  return typeof json === "string" ? json : type.kind;
}

/** A type as metadata files have it. */
export function typeJson(type: IcebergType): SchemaJson {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "fixed":
      return `fixed[${type.length}]`;
    case "struct":
      return { type: "struct", fields: type.fields.map(fieldJson) };
    case "list":
      return {
        type: "list",
        "element-id": type.element.id,
        element: typeJson(type.element.type),
        "element-required": type.element.required,
      };
    case "map":
      return {
        type: "map",
        "key-id": type.key.id,
        key: typeJson(type.key.type),
        "value-id": type.value.id,
        value: typeJson(type.value.type),
        "value-required": type.value.required,
      };
    default:
      return type.kind;
  }
}
