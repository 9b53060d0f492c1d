import { unsupportedByBoth } from "../../query-error";
import { type PlanContext, resolveName } from "./plan-context";
import { type OriginalPart, RewrittenSql } from "../text/rewritten-sql";
import { SqlReader } from "../text/sql-reader";
import { sqlName } from "../text/sql-text";
import type { TrinoPlan, TrinoStep } from "./trino-plan";

/**
 * Plans `OPTIMIZE table REWRITE DATA USING BIN_PACK [WHERE …]`, which Trino calls `ALTER TABLE … EXECUTE optimize`.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/optimize-statement.html
 */
export function planOptimize(text: string, context: PlanContext): TrinoPlan {
  const reader = new SqlReader(text);
  reader.expect("OPTIMIZE");
  const table = icebergTable(reader, context);
  reader.expect("REWRITE", "DATA", "USING", "BIN_PACK");
  const condition: OriginalPart = { start: reader.offset, end: reader.endOffset };
  if (!reader.at("WHERE")) reader.expectEnd();
  const sql = new RewrittenSql(text, [`ALTER TABLE ${table} EXECUTE optimize `, condition]);
  return { steps: [{ sql }], result: "count" };
}

/** Athena's default of `vacuum_max_snapshot_age_seconds`, five days. */
const SNAPSHOT_AGE = "432000s";

/**
 * Plans `VACUUM table`: snapshots expire, then files that none of the kept ones names are removed.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/vacuum-statement.html
 */
export function planVacuum(text: string, context: PlanContext): TrinoPlan {
  const reader = new SqlReader(text);
  reader.expect("VACUUM");
  const table = icebergTable(reader, context);
  reader.expectEnd();
  const { iceberg } = context.catalogs;
  const step = (procedure: string): TrinoStep => ({
    sql: new RewrittenSql(text, [
      `ALTER TABLE ${table} EXECUTE ${procedure}(retention_threshold => '${SNAPSHOT_AGE}')`,
    ]),
    // Trino refuses less than seven days by default.
    properties: { [`${iceberg}.${procedure}_min_retention`]: SNAPSHOT_AGE },
  });
  return { steps: [step("expire_snapshots"), step("remove_orphan_files")], result: "count" };
}

function icebergTable(reader: SqlReader, context: PlanContext): string {
  const { database, table } = resolveName(reader.name(), context);
  if (table.includes("$")) throw unsupportedByBoth(`A statement on the metadata table '${table}'`);
  return sqlName(context.catalogs.iceberg, database, table);
}
