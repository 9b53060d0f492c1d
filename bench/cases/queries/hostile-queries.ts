import {
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { setTimeout as sleep } from "node:timers/promises";
import { runQuery } from "../../../cli/query/athena-query";
import type { AwsClients } from "../../../local/aws-clients";
import { benchmarkResult } from "../../harness/benchmark-result";
import type { BenchmarkResult } from "../../harness/benchmark-result";
import { NAME } from "./query-lake";

/** The number of queries that run at once: more than the machine has cores, and than start at once. */
const QUERIES = 6;
/** A regular expression with catastrophic backtracking: in practice it never ends. */
const ENDLESS_QUERY = `SELECT regexp_like('${"a".repeat(60)}!', '^(a+)+$')`;

/** Status requests while they run. */
const STATUS_REQUESTS = 50;

/** In milliseconds, for all results. */
const LIMIT = { atMost: 1_000 };

/** Measures the endpoint's response time and another query while non-terminating ones run, and the time to stop them. */
export async function measureHostileQueries(
  { athena }: AwsClients,
  endpointUrl: string,
): Promise<BenchmarkResult[]> {
  const ids = await Promise.all(
    Array.from({ length: QUERIES }, async () => {
      const start = new StartQueryExecutionCommand({ QueryString: ENDLESS_QUERY, WorkGroup: NAME });
      return (await athena.send(start)).QueryExecutionId ?? "";
    }),
  );
  const stateOf = async (id: string) => {
    const answer = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    return answer.QueryExecution?.Status?.State;
  };
  const reach = async (state: string) => {
    for (const id of ids) while ((await stateOf(id)) !== state) await sleep(5);
  };
  await reach("RUNNING");
  let slowest = 0;
  for (let request = 0; request < STATUS_REQUESTS; request += 1) {
    const sent = performance.now();
    await (await fetch(`${endpointUrl}/_lake/status`)).text();
    slowest = Math.max(slowest, performance.now() - sent);
    await sleep(20);
  }
  const asked = performance.now();
  await runQuery(athena, { sql: "SELECT 1", workGroup: NAME, database: NAME });
  const shortMilliseconds = performance.now() - asked;
  await reach("RUNNING");
  const stopped = performance.now();
  await Promise.all(
    ids.map((id) => athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))),
  );
  await reach("CANCELLED");
  const stopMilliseconds = performance.now() - stopped;
  const unit = "ms";
  return [
    benchmarkResult({
      name: `slowest of ${STATUS_REQUESTS} status requests while ${QUERIES} non-terminating regular expressions run`,
      measured: slowest,
      unit,
      limit: LIMIT,
    }),
    benchmarkResult({
      name: "SELECT 1 while they run",
      measured: shortMilliseconds,
      unit,
      limit: LIMIT,
    }),
    benchmarkResult({
      name: `StopQueryExecution of these ${QUERIES} queries, until all are CANCELLED`,
      measured: stopMilliseconds,
      unit,
      limit: LIMIT,
    }),
  ];
}
