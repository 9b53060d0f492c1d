import { findTable } from "../engine/catalog-lookup";
import type { QueryJob } from "../execution/query-runner";
import { messageOf } from "../../../errors/message-of";
import { QueryError, statementNotInAthena } from "../query-error";
import { createTrinoView } from "./statements/create-view";
import { readDeallocate, readPrepare } from "./statements/execute-prepared";
import { planAlterTable, planCreateTable, planDropTable, tableOf } from "./tables/iceberg-ddl";
import type { PlanContext } from "./statements/plan-context";
import { planStatement } from "./statements/plan-statement";
import { SqlReader } from "./text/sql-reader";
import type { ResolvedStatement } from "./statements/resolve-statement";
import type { TrinoPlan } from "./statements/trino-plan";
import type { TrinoRunnerProps } from "./trino-runner-props";

/** The error of a statement of another kind than Athena's. */
export function notInAthena(text: string): QueryError {
  return statementNotInAthena(new SqlReader(text).peek()?.text.toUpperCase());
}

/** A statement that changes only what the gateway keeps. */
const DONE: TrinoPlan = { steps: [], result: "none" };

/**
 * Decides who runs a statement: Trino by a plan, or the gateway, which runs Hive's DDL.
 *
 * @throws QueryError
 */
export async function planResolved(
  { route, text }: ResolvedStatement,
  job: QueryJob,
  context: PlanContext,
  props: Pick<TrinoRunnerProps, "clients" | "prepared">,
): Promise<TrinoPlan | "gateway"> {
  const isIceberg = async () => {
    const { database, table } = tableOf(text, context);
    const { glue } = props.clients(job.region, job.caller);
    const found = await findTable(glue, database, table);
    return found?.Parameters?.["table_type"]?.toUpperCase() === "ICEBERG";
  };
  switch (route.kind) {
    case "hive":
      return "gateway";
    case "dropTable":
      return (await isIceberg()) ? planDropTable(text, context) : "gateway";
    case "alterTable":
      return (await isIceberg()) ? planAlterTable(text, context) : "gateway";
    case "createTable":
      return planCreateTable(text, context) ?? "gateway";
    case "prepare": {
      const { name, statement } = readPrepare(text);
      prepare(props, job, name, statement);
      return DONE;
    }
    case "deallocate": {
      const name = readDeallocate(text);
      if (props.prepared.delete(job.region, job.settings.name, name)) return DONE;
      throw new QueryError("NOT_FOUND", `Prepared statement not found: ${name}`);
    }
    case "createView":
      await createTrinoView(text, context, props.clients(job.region, job.caller).glue);
      return DONE;
    case "execute":
    case "unknown":
      throw notInAthena(text);
    default:
      return planStatement(route.kind, text, context);
  }
}

function prepare(
  { prepared }: Pick<TrinoRunnerProps, "prepared">,
  { region, settings }: QueryJob,
  name: string,
  statement: string,
): void {
  try {
    prepared.create(region, settings.name, name, statement);
  } catch (error) {
    throw new QueryError("INVALID_ARGUMENTS", messageOf(error));
  }
}
