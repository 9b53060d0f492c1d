import { BatchGetTableOptimizerCommand } from "@aws-sdk/client-glue";
import type { GlueClient, TableOptimizer, TableOptimizerType } from "@aws-sdk/client-glue";
import { countOf } from "../terminal/count-of";

/** What the status shows of the optimizers of an Iceberg table. */
interface UpkeepStatus {
  readonly state: string;
  readonly lastError?: string;
}

const TYPES: readonly TableOptimizerType[] = ["compaction", "retention", "orphan_file_deletion"];

/**
 * Whether the last run of each optimizer of a table failed. Their metrics in CloudWatch are those of successful
 * runs only, so no alarm can tell.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/view-optimization-metrics.html
 */
export async function readUpkeepStatus(
  glue: GlueClient,
  databaseName: string,
  tableName: string,
): Promise<UpkeepStatus> {
  const table = { databaseName, tableName };
  const { TableOptimizers = [] } = await glue.send(
    new BatchGetTableOptimizerCommand({ Entries: TYPES.map((type) => ({ ...table, type })) }),
  );
  const optimizers = TableOptimizers.flatMap(({ tableOptimizer }) => tableOptimizer ?? []);
  const failed = optimizers.filter(({ lastRun }) => lastRun?.eventType === "failed");
  const enabled = optimizers.filter(({ configuration }) => configuration?.enabled === true);
  const state = `${countOf(enabled.length, "optimizer")} enabled`;
  if (failed.length === 0) return { state };
  return { state: `${state}, ${failed.length} failed`, lastError: failed.map(reasonOf).join("; ") };
}

function reasonOf({ type, lastRun }: TableOptimizer): string {
  return `${type ?? "unknown"}: ${lastRun?.error ?? "no reason is given"}`;
}
