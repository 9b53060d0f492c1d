import { runQuery } from "../../../cli/query/athena-query";
import { hasPendingCleanup } from "../../../cli/terminal/interruption";
import { FakeAws } from "../../support/fake-aws/fake-aws";

const props = { sql: "SELECT 1", workGroup: "lake", database: "db" };

/** A query that runs for two looks and then ends in a state. */
function queryThatEnds(status: object, statementType = "DML"): FakeAws {
  let looks = 0;
  const page = (token: unknown) => (token === undefined ? 0 : 1);
  const row = (...values: (string | undefined)[]) => ({
    Data: values.map((value) => ({ VarCharValue: value })),
  });
  const pages = [[row("id", "name"), row("1", "a")], [row("2", undefined)]];
  return new FakeAws({
    StartQueryExecutionCommand: () => ({ QueryExecutionId: "q1" }),
    StopQueryExecutionCommand: () => ({}),
    GetQueryExecutionCommand: () => {
      looks += 1;
      const Status = looks > 2 ? status : { State: looks === 1 ? "QUEUED" : "RUNNING" };
      const Statistics = { DataScannedInBytes: 10, TotalExecutionTimeInMillis: 20 };
      return { QueryExecution: { Status, Statistics, StatementType: statementType } };
    },
    GetQueryResultsCommand: ({ NextToken: token }) => ({
      ResultSet: {
        ResultSetMetadata: {
          ColumnInfo: [
            { Name: "id", Type: "integer" },
            { Name: "name", Type: "varchar" },
          ],
        },
        Rows: pages[page(token)],
      },
      ...(page(token) === 0 ? { NextToken: "1" } : {}),
    }),
  });
}

describe("a query through Athena", () => {
  it("runs in the lake's workgroup and database, and returns the rows of all pages", async () => {
    const aws = queryThatEnds({ State: "SUCCEEDED" });
    expect(await runQuery(aws.clients.athena, props)).toEqual({
      queryExecutionId: "q1",
      columns: [
        { name: "id", type: "integer" },
        { name: "name", type: "varchar" },
      ],
      rows: [
        ["1", "a"],
        ["2", null],
      ],
      dataScannedBytes: 10,
      executionMilliseconds: 20,
    });
    expect(aws.inputs("StartQueryExecutionCommand")).toEqual([
      expect.objectContaining({
        QueryString: "SELECT 1",
        WorkGroup: "lake",
        QueryExecutionContext: { Database: "db" },
      }),
    ]);
    expect(aws.inputs("GetQueryExecutionCommand")).toHaveLength(3);
  });

  it("keeps the first row of statements that return no names of columns", async () => {
    const { athena } = queryThatEnds({ State: "SUCCEEDED" }, "UTILITY").clients;
    expect((await runQuery(athena, props)).rows).toHaveLength(3);
  });

  it.each([
    [
      { State: "FAILED", StateChangeReason: "line 1:8: no such column" },
      "The query failed: line 1:8: no such column",
    ],
    [{ State: "CANCELLED" }, "The query was cancelled: no reason given"],
    [{}, "The query is lost: no reason given"],
  ])("that ends as %j is one error that names the query", async (status, message) => {
    const aws = queryThatEnds(status);
    await expect(runQuery(aws.clients.athena, props)).rejects.toMatchObject({
      name: "UserError",
      message,
      advice: "It ran in workgroup lake, database db, as q1.",
    });
    expect(aws.inputs("GetQueryResultsCommand")).toEqual([]);
  });

  it("is stopped by what ends this process, also where a signal stops it", async () => {
    const { athena } = queryThatEnds({ State: "SUCCEEDED" }).clients;
    for (const signal of [undefined, new AbortController().signal]) {
      const running = runQuery(athena, { ...props, signal });
      expect(hasPendingCleanup()).toBe(true);
      await running;
      expect(hasPendingCleanup()).toBe(false);
    }
  });

  it("that is abandoned is asked for no longer, and named", async () => {
    const aws = queryThatEnds({ State: "RUNNING" });
    const [stopping, abandoning] = [new AbortController(), new AbortController()];
    const { signal } = stopping;
    const running = runQuery(aws.clients.athena, {
      ...props,
      signal,
      abandoned: abandoning.signal,
    });
    const failed = running.catch((error: unknown) => error);
    const looks = () => aws.inputs("GetQueryExecutionCommand").length;
    while (looks() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stopping.abort();
    while (aws.inputs("StopQueryExecutionCommand").length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    abandoning.abort();
    expect(await failed).toMatchObject({
      message: "Query q1 may still run: its end was not waited for.",
      advice: "Stop it: aws athena stop-query-execution --query-execution-id q1",
    });
    const asked = looks();
    // Longer than the longest pause between two looks so far.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(looks()).toBe(asked);
  });

  it("that does not end in time names the log to read", async () => {
    const { athena } = queryThatEnds({ State: "SUCCEEDED" }).clients;
    await expect(runQuery(athena, { ...props, timeoutMs: 0 })).rejects.toMatchObject({
      message: "Query q1 has not finished within 0 s.",
      advice: "Check the log: npx lake logs",
    });
  });
});
