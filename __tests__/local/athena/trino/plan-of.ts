import type { PlanContext } from "../../../../local/athena/trino/statements/plan-context";
import { planStatement } from "../../../../local/athena/trino/statements/plan-statement";
import { routeStatement } from "../../../../local/athena/trino/statements/statement-route";
import type { TrinoPlan } from "../../../../local/athena/trino/statements/trino-plan";
import { executionSettings } from "../../../support/athena/execution-settings";

/** What a plan depends on, as in a workgroup without a location of its own. */
export function contextOf({ enforced = false, database = "db" } = {}): PlanContext {
  return {
    job: {
      id: "0-1",
      database,
      settings: executionSettings({ enforced }),
    },
    catalogs: { hive: "awsdatacatalog", iceberg: "ice" },
    columnsOf: () =>
      Promise.resolve(
        ["a", "_col1"].map((name) => ({
          name,
          signature: { name: "integer", types: [], numbers: [] },
        })),
      ),
  };
}

/** The plan of a statement that Trino runs. */
export async function planOf(text: string, context = contextOf()): Promise<TrinoPlan> {
  const { kind } = routeStatement(text);
  switch (kind) {
    case "query":
    case "write":
    case "createTableAs":
    case "optimize":
    case "vacuum":
    case "unload":
    case "explain":
      return planStatement(kind, text, context);
    default:
      throw new Error(`${text} is ${kind}`);
  }
}

/** The statements for Trino, each with its session properties. */
export function stepsOf({ steps }: TrinoPlan) {
  return steps.map(({ sql, properties = {} }) => [sql.text, properties]);
}
