import { RunningAthena } from "../../../support/athena/running-athena";

const MAX_BYTES = 262_144;

describe("calls of Athena's API that exceed limits", () => {
  const athena = new RunningAthena({ limits: { stopGraceMs: 100 } });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it("rejects a query of more than 262,144 bytes, as on AWS", async () => {
    const text = (bytes: number) => `SELECT 'ü${"x".repeat(bytes - "SELECT 'ü'".length - 1)}'`;
    expect(Buffer.byteLength(text(MAX_BYTES))).toBe(MAX_BYTES);
    expect(await athena.run(text(MAX_BYTES))).toMatchObject({ State: "SUCCEEDED" });
    expect(
      await athena.call("StartQueryExecution", { QueryString: text(MAX_BYTES + 1) }),
    ).toMatchObject({
      __type: "InvalidRequestException",
      message:
        "1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length less than or equal to 262144",
    });
  });

  it.each<readonly [operation: string, what: string, input: object]>([
    [
      "StartQueryExecution",
      "a parameter of 1,025 characters",
      { QueryString: "SELECT ?", ExecutionParameters: [`'${"x".repeat(1023)}'`] },
    ],
    ["ListQueryExecutions", "a negative token", { NextToken: "-1" }],
    ["ListQueryExecutions", "a token that is not an integer", { NextToken: "1e3" }],
    ["ListQueryExecutions", "51 results", { MaxResults: 51 }],
    ["BatchGetQueryExecution", "51 ids", { QueryExecutionIds: Array.from({ length: 51 }, String) }],
  ])("rejects %s with %s", async (operation, _, input) => {
    expect(await athena.call(operation, input)).toMatchObject({
      __type: "InvalidRequestException",
    });
  });

  it.each([
    ["1,001 rows", () => ({ MaxResults: 1001 })],
    ["0 rows", () => ({ MaxResults: 0 })],
    ["1.5 rows", () => ({ MaxResults: 1.5 })],
    ["an invalid token", () => ({ NextToken: "x" })],
    [
      "a forged token into the middle of a row",
      (id: string) => ({ NextToken: Buffer.from(JSON.stringify([id, 3])).toString("base64") }),
    ],
  ])("rejects GetQueryResults with %s", async (_, asked) => {
    const id = await athena.query("SELECT 1");
    await athena.ended(id);
    expect(
      await athena.call("GetQueryResults", { QueryExecutionId: id, ...asked(id) }),
    ).toMatchObject({ __type: "InvalidRequestException" });
  });

  it("rejects queries beyond the account's quota, and runs the others", async () => {
    const endless = `SELECT regexp_like('${"a".repeat(60)}!', '^(a+)+$')`;
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () =>
        athena.call("StartQueryExecution", { QueryString: endless }),
      ),
    );
    const rejected = answers.filter(({ __type: type }) => type === "TooManyRequestsException");
    expect(rejected).toHaveLength(800);
    expect(rejected[0]?.["message"]).toContain(
      "You have exceeded the limit for the number of queries",
    );
    const ids = answers.flatMap(({ QueryExecutionId: id }) => (typeof id === "string" ? [id] : []));
    const states = await Promise.all(ids.map((id) => athena.stateOf(id)));
    const running = states.filter((state) => state === "RUNNING").length;
    expect(running).toBeGreaterThan(0);
    expect(running).toBeLessThanOrEqual(12);
    // One more may be ready for the next query.
    expect(athena.pool?.processIds.length).toBeLessThanOrEqual(13);
    // The queued ones are cancelled first: otherwise each would run briefly.
    for (const id of ids.reverse())
      await athena.call("StopQueryExecution", { QueryExecutionId: id });
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
  });
});
