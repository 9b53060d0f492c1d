import {
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { setTimeout as sleep } from "node:timers/promises";
import type { AwsClients } from "../../local/aws-clients";
import { figure } from "../harness/benchmark-result";
import type { Figure } from "../harness/benchmark-result";
import { NAME } from "./query-lake";

/** As many as run at once: a regular expression that takes longer than anyone lives. */
const QUERIES = 3;
const ENDLESS = `SELECT regexp_like('${"a".repeat(60)}!', '^(a+)+$')`;

/** How often the status is asked for while they run. */
const LOOKS = 50;

/** Milliseconds within which both must be answered. */
const BOUND = { atMost: 1_000 };

/** How long the endpoint takes to answer while queries run that would never end, and how long it takes to stop them. */
export async function measureHostileQueries(
  { athena }: AwsClients,
  endpointUrl: string,
): Promise<Figure[]> {
  const ids = await Promise.all(
    Array.from({ length: QUERIES }, async () => {
      const asked = new StartQueryExecutionCommand({ QueryString: ENDLESS, WorkGroup: NAME });
      return (await athena.send(asked)).QueryExecutionId ?? "";
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
  for (let look = 0; look < LOOKS; look += 1) {
    const asked = performance.now();
    await (await fetch(`${endpointUrl}/_lake/status`)).text();
    slowest = Math.max(slowest, performance.now() - asked);
    await sleep(20);
  }
  await reach("RUNNING");
  const asked = performance.now();
  await Promise.all(
    ids.map((id) => athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))),
  );
  await reach("CANCELLED");
  const against = "its limit";
  const unit = "ms";
  return [
    figure({
      what: `the slowest of ${LOOKS} answers of the endpoint while ${QUERIES} regular expressions without end run`,
      against,
      measured: slowest,
      unit,
      bound: BOUND,
    }),
    figure({
      what: `StopQueryExecution of these ${QUERIES}, until all are CANCELLED`,
      against,
      measured: performance.now() - asked,
      unit,
      bound: BOUND,
    }),
  ];
}
