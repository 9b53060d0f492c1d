import { renderQueryResult } from "../../../../cli/query/formats/result-text";

describe("the result of a query for people", () => {
  it("prints each row as a list where a table would be wider than the terminal", () => {
    const result = {
      ...{ queryExecutionId: "q1", dataScannedBytes: 0, executionMilliseconds: 5 },
      columns: [{ name: "n", type: "varchar" }],
      rows: [["seven"]],
    };
    expect(renderQueryResult(result, undefined, 9)).toContain("│ seven │");
    expect(renderQueryResult(result, undefined, 8)).toMatch(/^── row 1 ─+\nn │\nseven\n1 row, /);
    expect(renderQueryResult(result, "table", 8)).toContain("│ seven │");
    expect(renderQueryResult(result, "vertical")).toContain("n │ seven");
  });

  it("shows the columns of a result without rows in every form", () => {
    const result = { queryExecutionId: "q1", dataScannedBytes: 0, executionMilliseconds: 5 };
    const empty = { ...result, columns: [{ name: "n", type: "integer" }], rows: [] };
    expect(renderQueryResult(empty, "vertical")).toMatch(/│ n │[^]*\n0 rows, /);
  });

  it("counts no rows", () => {
    const result = { queryExecutionId: "q1", columns: [], dataScannedBytes: 0 };
    expect(renderQueryResult({ ...result, rows: [], executionMilliseconds: 5 })).toContain(
      "0 rows, 0 bytes scanned, 5 ms",
    );
  });
});
