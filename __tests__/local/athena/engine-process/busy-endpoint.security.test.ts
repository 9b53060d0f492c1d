import { setTimeout as sleep } from "node:timers/promises";

import {
  GetQueryExecutionCommand,
  ListQueryExecutionsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { GetDatabasesCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand, ListBucketsCommand } from "@aws-sdk/client-s3";

import { RunningEmulator } from "../../../support/emulator/running-emulator";

const ROWS =
  "UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z)";

/** Each of them uses all resources that it gets. */
const EXPENSIVE_QUERIES = [
  `SELECT regexp_like('${"a".repeat(60)}!', '^(a+)+$')`,
  `SELECT count(json_extract_scalar('{"a":' || CAST(x AS varchar) || '}', '$.a')) FROM ${ROWS}`,
  `SELECT x, y, z FROM ${ROWS} ORDER BY x * y % 7, z`,
];

const ROUNDS = 10;

describe("the endpoint while expensive queries run", () => {
  let emulator: RunningEmulator;

  beforeAll(async () => {
    emulator = await RunningEmulator.start();
    await emulator.clients.s3.send(new CreateBucketCommand({ Bucket: "results" }));
  }, 60_000);
  afterAll(() => emulator?.stop());

  async function start(sql: string): Promise<string> {
    const { QueryExecutionId: id = "" } = await emulator.clients.athena.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        ResultConfiguration: { OutputLocation: "s3://results/" },
      }),
    );
    return id;
  }

  async function stateOf(id: string): Promise<string | undefined> {
    const { QueryExecution: execution } = await emulator.clients.athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId: id }),
    );
    return execution?.Status?.State;
  }

  const statesOf = (ids: readonly string[]) => Promise.all(ids.map(stateOf));

  async function reach(ids: readonly string[], state: string): Promise<void> {
    while (!(await statesOf(ids)).every((each) => each === state)) await sleep(10);
  }

  it("serves all requests of lake status, and cancels the queries", async () => {
    const { athena, cloudwatch, glue, s3 } = emulator.clients;
    const ids = await Promise.all(EXPENSIVE_QUERIES.map(start));
    await reach(ids, "RUNNING");
    await sleep(500);
    const questions = {
      health: () => fetch(`${emulator.endpointUrl}/_lake/health`),
      status: () => fetch(`${emulator.endpointUrl}/_lake/status`),
      alarms: () => cloudwatch.send(new DescribeAlarmsCommand({})),
      databases: () => glue.send(new GetDatabasesCommand({})),
      buckets: () => s3.send(new ListBucketsCommand({})),
      executions: () => athena.send(new ListQueryExecutionsCommand({})),
    };
    for (const [name, ask] of Object.entries(questions)) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const asked = performance.now();
        await ask();
        times.push(Math.round(performance.now() - asked));
      }
      process.stdout.write(`${name} while three queries run: ${times.join(", ")} ms\n`);
    }
    // Another query does not wait for them.
    await reach([await start("SELECT 1")], "SUCCEEDED");
    expect(await statesOf(ids)).toEqual(["RUNNING", "RUNNING", "RUNNING"]);
    const asked = performance.now();
    await Promise.all(
      ids.map((id) => athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))),
    );
    await reach(ids, "CANCELLED");
    process.stdout.write(`three queries stopped in ${Math.round(performance.now() - asked)} ms\n`);
  }, 60_000);
});
