import { type DuckDBType, DuckDBListType, DuckDBMapType, DuckDBStructType } from "@duckdb/node-api";

import { INTEGERS } from "./parquet-scalar";

/**
 * Whether files in which a column has different types are read together as each on its own: integers of several sizes,
 * and structs, lists and maps of such.
 */
export function areReadTogether(types: readonly DuckDBType[]): boolean {
  const [first, ...rest] = types;
  if (first === undefined || rest.every((type) => type.toString() === first.toString()))
    return true;
  if (types.every(({ typeId }) => INTEGERS.includes(typeId))) return true;
  const together = <Nested extends DuckDBType>(
    is: (type: DuckDBType) => type is Nested,
    parts: (type: Nested) => readonly (readonly [name: string, type: DuckDBType])[],
  ): boolean => {
    if (!types.every(is)) return false;
    const named = new Map<string, DuckDBType[]>();
    for (const [name, type] of types.filter(is).flatMap(parts)) {
      named.set(name, [...(named.get(name) ?? []), type]);
    }
    return [...named.values()].every(areReadTogether);
  };
  return (
    together(
      (type) => type instanceof DuckDBStructType,
      ({ entryNames, entryTypes }) =>
        entryTypes.map((type, index) => [(entryNames[index] ?? "").toLowerCase(), type]),
    ) ||
    together(
      (type) => type instanceof DuckDBListType,
      ({ valueType }) => [["", valueType]],
    ) ||
    together(
      (type) => type instanceof DuckDBMapType,
      ({ keyType, valueType }) => [
        ["key", keyType],
        ["value", valueType],
      ],
    )
  );
}
