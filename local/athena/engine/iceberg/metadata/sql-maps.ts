import { join, literal, SQL, type Sql } from "../../../../duckdb/sql";

/** SQL of a map of texts. */
export function textMap(entries: Iterable<readonly [string, string]>): Sql {
  return mapOf(entries, SQL`VARCHAR`, SQL`VARCHAR`);
}

/** SQL of a map by the ids of fields, in their order. @param type of the values, which are given as text */
export function idMap(entries: Iterable<readonly [number, string | bigint]>, type: Sql): Sql {
  const sorted = [...entries].sort(([a], [b]) => a - b);
  const texts = sorted.map(([id, value]) => [String(id), String(value)] as const);
  return mapOf(texts, SQL`INTEGER`, type);
}

function mapOf(entries: Iterable<readonly [string, string]>, key: Sql, value: Sql): Sql {
  const all = [...entries];
  const list = (index: 0 | 1) => join(all.map((entry) => literal(entry[index])));
  return SQL`map(CAST([${list(0)}] AS ${key}[]), CAST([${list(1)}] AS ${value}[]))`;
}
