import { readQuery } from "../../../../cli/console/api/query";
import { fakeLake } from "../support/fake-lake";

describe("the result of a query", () => {
  it("has a value for each column of DESCRIBE", async () => {
    const { lake, target } = fakeLake({
      GetQueryExecutionCommand: () => ({
        QueryExecution: {
          WorkGroup: target.names.workGroup,
          Status: { State: "SUCCEEDED" },
          StatementType: "DDL",
        },
      }),
      GetQueryResultsCommand: () => ({
        ResultSet: {
          ResultSetMetadata: {
            ColumnInfo: ["col_name", "data_type", "comment"].map((Name) => ({
              Name,
              Type: "string",
            })),
          },
          Rows: [
            {
              Data: [
                {
                  VarCharValue: "id                  \tbigint              \t                    ",
                },
              ],
            },
          ],
        },
      }),
    });
    const { result } = await readQuery(lake, { id: "1" });
    expect(result?.rows).toEqual([["id", "bigint", ""]]);
  });
});
