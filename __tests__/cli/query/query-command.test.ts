import { queryCommand } from "../../../cli/query/query-command";
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

  it("shows where a statement is wrong, and what was probably meant, as lake sql does", async () => {
    const failing = new FakeAws({
      StartQueryExecutionCommand: () => ({ QueryExecutionId: "q1" }),
      GetQueryExecutionCommand: () => ({
        QueryExecution: {
          Status: {
            State: "FAILED",
            StateChangeReason: "COLUMN_NOT_FOUND: line 2:3: Column 'totla' cannot be resolved",
          },
        },
      }),
    });
    const columns = [{ Name: "total", Type: "double" }];
    failing.tables.set("shop_db.orders", {
      Name: "orders",
      StorageDescriptor: { Columns: columns },
    });
    // What the command reads of a target.
    const found = { names: { database: "shop_db" }, clients: failing.clients } as never;
    jest.mocked(resolveTarget).mockResolvedValueOnce(found);
    const sql = "SELECT\n  totla\nFROM orders";
    await expect(queryCommand(collectedOutput().output, { env: "dev", sql })).rejects.toMatchObject(
      {
        message: [
          "The query failed: COLUMN_NOT_FOUND: line 2:3: Column 'totla' cannot be resolved",
          "LINE 2:   totla",
          "          ^",
        ].join("\n"),
        advice: "Did you mean total?",
      },
    );
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
});
