/** A type in a lock: the Glue name of a scalar type, or the nested types. */
export type LockedType =
  | string
  | { readonly array: LockedType }
  | { readonly map: { readonly key: string; readonly value: LockedType } }
  | { readonly struct: LockedFields };

/** Columns or fields of a struct by name, in order. */
export interface LockedFields {
  readonly [name: string]: LockedType;
}

/** A locked type as AWS Glue spells it. */
export function lockedTypeText(type: LockedType): string {
  if (typeof type === "string") return type;
  if ("array" in type) return `array<${lockedTypeText(type.array)}>`;
  if ("map" in type) return `map<${type.map.key},${lockedTypeText(type.map.value)}>`;
  const fields = Object.entries(type.struct).map(
    ([name, field]) => `${name}:${lockedTypeText(field)}`,
  );
  return `struct<${fields.join(",")}>`;
}
