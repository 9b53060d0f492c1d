import { partitionFolder } from "../../glue/catalog/partition-folders";
import { prepareQuery } from "../engine/query-engine";
import { QueryReads } from "../engine/sources/query-reads";
import { type LocatedPartition, ScanFiles } from "../engine/sources/scan-files";
import type { StatementOf } from "../sql/statement";
import type { TableScan } from "../translation/relations/table-scan";
import type { StatementContext, StatementResult } from "./statement-context";

/** Partitions and files of a table that are listed one by one; a projected table may have tens of thousands. */
const MAX_LISTED = 100;

/**
 * `EXPLAIN`: the partitions and the files that the query would read. The result has Athena's form, a line a row in the
 * column `Query Plan`; Trino's operators are not those of DuckDB, and are not shown.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/athena-explain-statement-understanding.html
 * @throws QueryError for a query that would be refused
 */
export async function explainQuery(
  { query }: StatementOf<"explain">,
  context: StatementContext,
): Promise<StatementResult> {
  const { state } = await prepareQuery(query, context);
  const session = await context.duckDb.session();
  const reads = new QueryReads(context);
  const reader = new ScanFiles(session, reads, context);
  try {
    const lines = ["Query Plan of the SQL engine duckdb"];
    for (const scan of state.scans) {
      context.signal.throwIfAborted();
      lines.push(...scanLines(scan, await reader.locate(scan)));
    }
    if (state.scans.length === 0) lines.push("The query reads no table.");
    return {
      columns: [{ name: "Query Plan", type: { kind: "varchar" } }],
      rows: lines.map((line) => [line]),
    };
  } finally {
    session.close();
  }
}

function scanLines(scan: TableScan, partitions: readonly LocatedPartition[]): string[] {
  const { table, columns, partitionConditions, partitionsOnly } = scan;
  const objects = partitions.flatMap((located) => located.objects);
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  const used = table.columns.map(({ name }) => name).filter((name) => columns.has(name));
  const keys = table.partitionKeys.map(({ name, hiveType: type }) => ({ name, type }));
  const lines = [
    `TableScan[awsdatacatalog.${table.database}.${table.name}]`,
    `    Columns: ${used.join(", ") || "none"}`,
  ];
  if (keys.length > 0) {
    const predicates = partitionConditions.map(({ sql }) => sql().text);
    const folders = partitions.map(({ partition }) => partitionFolder(keys, partition.values));
    lines.push(
      `    Pruning predicates: ${predicates.join(" AND ") || "none"}`,
      `    Partitions: ${partitions.length}`,
      ...listed(folders.map((folder) => folder.replace(/\/$/, ""))),
    );
  }
  if (partitionsOnly) return lines;
  lines.push(
    `    Files: ${objects.length} (${bytes} bytes)`,
    ...listed(objects.map(({ bucket, key, size }) => `s3://${bucket}/${key} (${size} bytes)`)),
  );
  return lines;
}

/** The first lines of a list, and how many more there are. */
function listed(items: readonly string[]): string[] {
  const lines = items.slice(0, MAX_LISTED).map((item) => `        ${item}`);
  const more = items.length - lines.length;
  return more > 0 ? [...lines, `        … and ${more} more`] : lines;
}
