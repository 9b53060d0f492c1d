import { QueryError } from "../../query-error";
import { planCreateTableAs } from "../tables/create-table-as";
import { planOptimize, planVacuum } from "./maintenance";
import { type PlanContext, resolveName } from "./plan-context";
import { RewrittenSql } from "../text/rewritten-sql";
import { SqlReader } from "../text/sql-reader";
import { routeStatement, type StatementKind } from "./statement-route";
import type { TrinoPlan } from "./trino-plan";
import { planUnload } from "./unload";

/** Kinds that the gateway runs itself, without Trino. */
type GatewayKind =
  | "hive"
  | "prepare"
  | "execute"
  | "deallocate"
  | "alterTable"
  | "createTable"
  | "createView"
  | "dropTable";

/** Kinds of statements that Trino runs. */
export type TrinoStatementKind = Exclude<StatementKind, GatewayKind | "unknown">;

/** Plans what Trino runs for a statement. @throws QueryError if Trino can't run it */
export async function planStatement(
  kind: TrinoStatementKind,
  text: string,
  context: PlanContext,
): Promise<TrinoPlan> {
  switch (kind) {
    case "query":
      return asItIs(text, "rows");
    case "write":
      return { ...asItIs(text, "count"), ...insertTarget(text, context) };
    case "createTableAs":
      return planCreateTableAs(text, context);
    case "optimize":
      return planOptimize(text, context);
    case "vacuum":
      return planVacuum(text, context);
    case "unload":
      return planUnload(text, context);
    case "explain":
      return planExplain(text, context);
  }
}

function asItIs(text: string, result: TrinoPlan["result"]): TrinoPlan {
  const { endOffset } = new SqlReader(text);
  return { steps: [{ sql: RewrittenSql.unchanged(text, endOffset) }], result };
}

/** Athena lists the files of INSERT, and none of UPDATE, DELETE and MERGE. */
function insertTarget(text: string, context: PlanContext): Pick<TrinoPlan, "writesTo"> {
  const reader = new SqlReader(text);
  if (!reader.accept("INSERT", "INTO")) return {};
  return { writesTo: resolveName(reader.name(), context) };
}

/** EXPLAIN of what Trino would run for the statement. */
async function planExplain(text: string, context: PlanContext): Promise<TrinoPlan> {
  const reader = new SqlReader(text);
  reader.expect("EXPLAIN");
  reader.accept("ANALYZE");
  reader.accept("VERBOSE");
  // Options, unless a query in brackets follows.
  const isOption = ["TYPE", "FORMAT"].includes(reader.peek(1)?.text.toUpperCase() ?? "");
  if (reader.atSymbol("(") && isOption) reader.bracketed();
  const explained = text.slice(reader.offset);
  const { kind } = routeStatement(explained);
  if (kind === "query" || kind === "write" || kind === "unknown") return asItIs(text, "lines");
  if (kind !== "createTableAs") {
    const reason = "EXPLAIN takes a query, a statement that writes rows, or CREATE TABLE AS";
    throw new QueryError("NOT_SUPPORTED", reason);
  }
  const { steps } = await planStatement(kind, explained, context);
  const head = text.slice(0, reader.offset);
  return {
    steps: steps.map(({ sql, ...step }) => ({ ...step, sql: sql.below(text, head) })),
    result: "lines",
  };
}
