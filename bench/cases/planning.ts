import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { runQuery } from "../../cli/query/athena-query";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { medianOf } from "../harness/median";
import { withQueryBench } from "../harness/query-bench";

const NAME = "planning";
const RESULTS = "bench-planning-results";
const COLUMNS = 50;
const NESTED_CALLS = 10;

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
    await ask("SELECT 1")();
    const planned = await medianOf(rounds, ask(wideQuery()));
    const nothing = await medianOf(rounds, ask("SELECT 1"));
    return benchmarkResult({
      name: `planning of ${COLUMNS} columns of ${NESTED_CALLS} nested calls`,
      measured: Math.max(0, planned - nothing),
      unit: "ms",
      limit: { atMost: 20 },
    });
  });
}

function wideQuery(): string {
  const nested = Array.from({ length: NESTED_CALLS }).reduce<string>(
    (inner) => `substr(${inner}, 1)`,
    "'text'",
  );
  return `SELECT ${Array.from({ length: COLUMNS }, (_, index) => `${nested} AS c${index}`).join(", ")}`;
}
