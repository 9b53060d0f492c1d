import { fillEvents, fillTable } from "../../../../support/fake-aws/event-table";
import { TestEngine } from "../../../../support/athena/test-engine";

const CALLS = [
  "GetTableCommand",
  "GetPartitionsCommand",
  "ListObjectsV2Command",
  "GetObjectCommand",
] as const;

describe("the calls of a query", () => {
  const engine = new TestEngine();

  beforeAll(async () => {
    await fillEvents(engine.aws);
    await fillTable(engine.aws, "t", { a: "bigint" }, "SELECT CAST(1 AS BIGINT) AS a");
  });
  afterAll(() => engine.close());

  // The reader of the test engine keeps nothing between queries, as where permissions are enforced. Copies are kept.
  it.each([
    ["a table", "SELECT a FROM t", [1, 0, 1, 1]],
    ["a table again, whose copies are kept", "SELECT a FROM t", [1, 0, 1, 0]],
    ["one of two partitions", "SELECT event.staffId FROM events WHERE hour = 0", [1, 1, 1, 1]],
    [
      "partitions twice, some of them both times",
      "SELECT 1 FROM events AS e JOIN events AS f ON e.event.staffId = f.event.staffId WHERE f.hour = 0",
      [1, 1, 2, 1],
    ],
    [
      "a table by a subquery, a named one and a union",
      "WITH n AS (SELECT a FROM t) SELECT a FROM n UNION ALL SELECT a FROM t WHERE a IN (SELECT a FROM n)",
      [1, 0, 1, 0],
    ],
    ["only the keys of partitions", `SELECT hour FROM "events$partitions"`, [1, 1, 0, 0]],
    ["nothing", "SELECT 1", [0, 0, 0, 0]],
  ])("fetch nothing twice: %s", async (_, sql, expected) => {
    engine.aws.calls.length = 0;
    await engine.run(sql);
    expect(CALLS.map((command) => engine.aws.inputs(command).length)).toEqual(expected);
  });
});
