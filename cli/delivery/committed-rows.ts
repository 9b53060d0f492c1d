import { UserError } from "../../errors/user-error";
import { runQuery } from "../query/athena-query";
import type { Target } from "../target/target";

/** Rows that were appended to an Iceberg table since a moment, by the summaries of its snapshots. */
export async function countCommittedRows(target: Target, since: Date): Promise<number> {
  const { clients, names, jobTimeoutMs } = target;
  const moment = since.toISOString().slice(0, -1).replace("T", " ");
  const { rows } = await runQuery(clients.athena, {
    sql: `SELECT coalesce(sum(CAST(element_at(summary, 'added-records') AS bigint)), 0) FROM "${names.table}$snapshots"
      WHERE operation = 'append' AND committed_at >= TIMESTAMP '${moment} UTC'`,
    workGroup: names.workGroup,
    database: names.database,
    timeoutMs: jobTimeoutMs,
  });
  const count = Number(rows[0]?.[0]);
  if (Number.isSafeInteger(count)) return count;
  throw new UserError(
    `The snapshots of ${names.database}.${names.table} could not be counted.`,
    `Look at them: npx lake query 'SELECT * FROM "${names.table}$snapshots"'`,
  );
}
