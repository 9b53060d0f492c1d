import type { SchemaChangeKind } from "../schema-evolution/schema-change-rules";

/** Glue types with the same Parquet type, each list from narrow to wide. */
const storageFamilies: readonly (readonly string[])[] = [
  ["tinyint", "smallint", "int"],
  ["char", "varchar", "string"],
];

/** Types whose values all fit a wider type, which has another Parquet type. */
const widenings: Readonly<Record<string, string>> = {
  tinyint: "bigint",
  smallint: "bigint",
  int: "bigint",
  float: "double",
};

/**
 * The kind of a change between two types, both in Glue's spelling.
 *
 * @see https://parquet.apache.org/docs/file-format/types/logicaltypes/
 */
export function typeChangeKind(before: string, after: string): SchemaChangeKind {
  if (widenings[before] === after) return "type-widened";
  const [from, to] = [before, after].map((type) => type.replace(/\(\d+\)$/, ""));
  const sameStorage = storageFamilies.some(
    (store) => store.includes(from ?? "") && store.includes(to ?? ""),
  );
  return sameStorage ? "type-stored-alike" : "type-changed";
}
