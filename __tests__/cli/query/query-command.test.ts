import { queryCommand, renderQueryResult } from "../../../cli/query/query-command";
import { resolveTarget } from "../../../cli/target/target";
import type * as target from "../../../cli/target/target";
import { FakeAws } from "../../support/fake-aws/fake-aws";
import { collectedOutput } from "../support/collected-output";

jest.mock("../../../cli/target/target", () => ({
  ...jest.requireActual<typeof target>("../../../cli/target/target"),
  resolveTarget: jest.fn(),
}));

const aws = new FakeAws({
  StartQueryExecutionCommand: () => ({ QueryExecutionId: "q1" }),
  GetQueryExecutionCommand: () => ({
    QueryExecution: { Status: { State: "SUCCEEDED" }, StatementType: "DML" },
  }),
  GetQueryResultsCommand: () => ({
    ResultSet: {
      ResultSetMetadata: { ColumnInfo: [{ Name: "n", Type: "integer" }] },
      Rows: [{ Data: [{ VarCharValue: "n" }] }, { Data: [{ VarCharValue: "7" }] }],
    },
  }),
});

describe("lake query", () => {
  beforeAll(() => {
    const names = { workGroup: "shop", database: "shop_db" };
    // What the command reads of a target.
    const found = { names, clients: aws.clients } as unknown as target.Target;
    jest.mocked(resolveTarget).mockResolvedValue(found);
  });

  it("prints the rows as a table, with what the query cost", async () => {
    const { output, text } = collectedOutput();
    await queryCommand(output, { env: "dev", sql: "SELECT 7 AS n" });
    expect(resolveTarget).toHaveBeenCalledWith("dev");
    expect(text()).toMatch(/│ n │[^]*│ 7 │[^]*\n1 row, 0 bytes scanned, 0 ms\n$/);
    expect(aws.inputs("StartQueryExecutionCommand")).toEqual([
      expect.objectContaining({
        QueryString: "SELECT 7 AS n",
        WorkGroup: "shop",
        QueryExecutionContext: { Database: "shop_db" },
      }),
    ]);
  });

  it("prints one JSON document with --json", async () => {
    const { output, text } = collectedOutput(true);
    await queryCommand(output, { env: "dev", sql: "SELECT 7 AS n" });
    expect(JSON.parse(text())).toMatchObject({
      queryExecutionId: "q1",
      columns: [{ name: "n", type: "integer" }],
      rows: [["7"]],
    });
  });

  it.each([
    ["csv", '"n"\n"7"\n'],
    ["json", '[\n  {"n":7}\n]\n'],
    ["ndjson", '{"n":7}\n'],
  ] as const)("prints rows alone as %s", async (format, expected) => {
    const { output, text } = collectedOutput();
    await queryCommand(output, { env: "dev", sql: "SELECT 7 AS n", output: format });
    expect(text()).toBe(expected);
  });

  it("prints each row as a list where a table would be wider than the terminal", () => {
    const result = {
      ...{ queryExecutionId: "q1", dataScannedBytes: 0, executionMilliseconds: 5 },
      columns: [{ name: "n", type: "varchar" }],
      rows: [["seven"]],
    };
    expect(renderQueryResult(result, undefined, 9)).toContain("│ seven │");
    expect(renderQueryResult(result, undefined, 8)).toMatch(/^── row 1 ─+\nn │ seven\n1 row, /);
    expect(renderQueryResult(result, "table", 8)).toContain("│ seven │");
    expect(renderQueryResult(result, "vertical")).toContain("n │ seven");
  });

  it("counts no rows", () => {
    const result = { queryExecutionId: "q1", columns: [], dataScannedBytes: 0 };
    expect(renderQueryResult({ ...result, rows: [], executionMilliseconds: 5 })).toContain(
      "0 rows, 0 bytes scanned, 5 ms",
    );
  });
});
