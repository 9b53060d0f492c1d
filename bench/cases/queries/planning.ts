import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { runQuery } from "../../../cli/query/athena-query";
import { parseStatement } from "../../../local/athena/sql/statement-parser";
import { QueryTranslator } from "../../../local/athena/translation/query-translator";
import { emptyCatalog } from "../../../local/athena/translation/table-catalog";
import { TranslationState } from "../../../local/athena/translation/translation-state";
import { benchmarkResult } from "../../harness/benchmark-result";
import type { BenchmarkResult } from "../../harness/benchmark-result";
import { medianOf } from "../../harness/median";
import { withQueryBench } from "../../harness/query-bench";

const NAME = "planning";
/** Queries and translations before the measured ones, until Node.js has compiled the code that a new process loads. */
const WARM_UP = 20;
const RESULTS = "bench-planning-results";
const COLUMNS = 50;
const NESTED_CALLS = 10;
/** A call that DuckDB has no function for: its argument is bound, since its definition uses it several times. */
const BOUND_CALL = "split_part($, ',', 1)";

/** Measures the planning of a query of many columns, each of nested calls, by what it takes longer than `SELECT 1`. */
export function measurePlanning(rounds: number): Promise<BenchmarkResult> {
  return withQueryBench(NAME, async ({ clients: { athena, s3 } }) => {
    await s3.send(new CreateBucketCommand({ Bucket: RESULTS }));
    await athena.send(
      new CreateWorkGroupCommand({
        Name: NAME,
        Configuration: { ResultConfiguration: { OutputLocation: `s3://${RESULTS}/` } },
      }),
    );
    const ask = (sql: string) => async () => {
      const started = performance.now();
      await runQuery(athena, { sql, workGroup: NAME, database: "default" });
      return performance.now() - started;
    };
    const [wide, nothing] = [ask(wideQuery("substr($, 1)")), ask("SELECT 1")];
    // Alternately, so that the load of the machine changes both.
    const longer = async () => (await wide()) - (await nothing());
    await medianOf(WARM_UP, longer);
    const planned = await medianOf(rounds, longer);
    return benchmarkResult({
      name: `planning of ${COLUMNS} columns of ${NESTED_CALLS} nested calls`,
      measured: Math.max(0, planned),
      unit: "ms",
      limit: { atMost: 20 },
    });
  });
}

/** Measures this project's part of the planning: parsing and translating the same query, without DuckDB. */
export async function measureTranslation(rounds: number): Promise<BenchmarkResult> {
  const sql = wideQuery(BOUND_CALL);
  const translate = () => {
    const started = performance.now();
    const statement = parseStatement(sql);
    if (statement.kind !== "query") throw new Error("The statement is not a query");
    const names = { database: undefined, named: new Map<string, never>() };
    const state = new TranslationState(new Date(), emptyCatalog());
    if (new QueryTranslator(state).translate(statement.query, names).sql().text === "")
      throw new Error("The query was translated to nothing");
    return Promise.resolve(performance.now() - started);
  };
  await medianOf(WARM_UP, translate);
  return benchmarkResult({
    name: `translation of ${COLUMNS} columns of ${NESTED_CALLS} nested calls`,
    measured: await medianOf(rounds, translate),
    unit: "ms",
    limit: { atMost: 20 },
  });
}

/** @param call of `$`, the call in it */
function wideQuery(call: string): string {
  const nested = Array.from({ length: NESTED_CALLS }).reduce<string>(
    (inner) => call.replace("$", inner),
    "'text'",
  );
  return `SELECT ${Array.from({ length: COLUMNS }, (_, index) => `${nested} AS c${index}`).join(", ")}`;
}
