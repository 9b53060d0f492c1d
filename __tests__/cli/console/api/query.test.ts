import { InvalidRequestException } from "@aws-sdk/client-athena";
import { downloadQuery, readQuery, stopQuery } from "../../../../cli/console/api/query";
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

describe("a query that Athena does not know", () => {
  it.each([
    ["read", readQuery],
    ["stopped", stopQuery],
    ["downloaded", downloadQuery],
  ])("is named, with what to do, when it is %s", async (_, call) => {
    const message = "QueryExecution 7 was not found";
    const { lake } = fakeLake({
      GetQueryExecutionCommand: () => {
        throw new InvalidRequestException({ message, $metadata: {} });
      },
    });
    await expect(call(lake, { id: "7" })).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining("There is no query 7 in workgroup") as string,
      advice: expect.stringContaining("Run it again") as string,
    });
  });

  it("is not taken for a service that does not answer", async () => {
    const { lake } = fakeLake({
      GetQueryExecutionCommand: () => {
        throw new Error("no answer");
      },
    });
    await expect(readQuery(lake, { id: "7" })).rejects.toThrow("no answer");
  });
});
