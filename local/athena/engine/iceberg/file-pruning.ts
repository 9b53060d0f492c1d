import { join, literal, SQL } from "../../../duckdb/sql";
import type { TableFile } from "../../../iceberg/manifests/manifest";
import { columnBounds } from "../../../iceberg/scan/column-bounds";
import { boundColumn } from "../../translation/relations/file-condition";
import type { TableScan } from "../../translation/relations/table-scan";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { DuckDbSession } from "../duckdb-session";
import type { IcebergTable } from "./iceberg-state";
import { singleValueSql } from "./single-value-sql";

/** The files that may have rows which meet the query's conditions, by the bounds of their columns. */
export async function prunedFiles(
  session: DuckDbSession,
  scan: TableScan,
  { metadata }: IcebergTable,
  files: readonly TableFile[],
): Promise<readonly TableFile[]> {
  if (scan.fileConditions.length === 0 || files.length === 0) return files;
  const used = new Set(scan.fileConditions.flatMap(({ columns }) => [...columns]));
  const lists = scan.table.columns.flatMap(({ field, name, type }) => {
    if (field === undefined || !used.has(name)) return [];
    const bounds = files.map((file) =>
      columnBounds(file, field, metadata.partitionSpecs.get(file.partitionSpecId) ?? []),
    );
    const values = (kind: "lower" | "upper") =>
      SQL`unnest(CAST([${join(bounds.map((bound) => singleValueSql(field.type, type, bound[kind])))}] AS ${duckDbTypeOf(type)}[])) AS ${boundColumn(name, kind)}`;
    const flags = (kind: "values" | "nulls", of: (typeof bounds)[number][]) =>
      SQL`unnest([${join(of.map((bound) => literal(kind === "values" ? bound.mayHaveValues : bound.mayHaveNulls)))}]) AS ${boundColumn(name, kind)}`;
    return [values("lower"), values("upper"), flags("values", bounds), flags("nulls", bounds)];
  });
  const conditions = scan.fileConditions.map(({ sql }) => sql());
  const bounds = SQL`SELECT unnest(range(${literal(files.length)})) AS index, ${join(lists)}`;
  const found = await session
    .rows(SQL`SELECT index FROM (${bounds}) WHERE ${join(conditions, SQL` AND `)} ORDER BY 1`)
    // A condition that fails for a bound may not fail for the rows.
    .catch(() => undefined);
  return found === undefined
    ? files
    : found.getRows().flatMap(([index]) => files[Number(index)] ?? []);
}
