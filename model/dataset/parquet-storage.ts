import type { ChangeKind } from "../schema-evolution/schema-change-rules";

/** Glue types that Parquet stores alike, each list from narrow to wide. */
const storageFamilies: readonly (readonly string[])[] = [
  ["tinyint", "smallint", "int"],
  ["char", "varchar", "string"],
];

/** Types whose values all fit another one, which Parquet stores in another way. */
const widenings: Readonly<Record<string, string>> = {
  tinyint: "bigint",
  smallint: "bigint",
  int: "bigint",
  float: "double",
};

/**
 * What kind of change it is that a value has another type, given both in Glue's words.
 *
 * @see https://parquet.apache.org/docs/file-format/types/logicaltypes/
 */
export function typeChangeKind(before: string, after: string): ChangeKind {
  if (widenings[before] === after) return "type-widened";
  const [from, to] = [before, after].map((type) => type.replace(/\(\d+\)$/, ""));
  const alike = storageFamilies.some(
    (store) => store.includes(from ?? "") && store.includes(to ?? ""),
  );
  return alike ? "type-stored-alike" : "type-changed";
}
