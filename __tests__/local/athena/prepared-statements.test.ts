import { PreparedStatements } from "../../../local/athena/prepared-statements";
import type { AwsRequest } from "../../../local/gateway/aws-request";

describe("prepared statements", () => {
  const statements = new PreparedStatements();

  async function call(operation: string, input: object, region = "eu-west-1"): Promise<unknown> {
    const request: AwsRequest = {
      service: "athena",
      operation,
      region,
      accessKeyId: "analyst",
      method: "POST",
      url: "/",
      headers: {},
      body: Buffer.from(""),
    };
    const serve = statements.operations[operation];
    return serve?.({ WorkGroup: "lake", ...input }, request, () =>
      Promise.reject(new Error("nothing is to be forwarded")),
    );
  }

  it("belong to a workgroup and a region, can be changed, and are listed", async () => {
    const one = { StatementName: "one", QueryStatement: "SELECT ?" };
    await call("CreatePreparedStatement", { ...one, Description: "d" });
    await call("CreatePreparedStatement", { ...one, WorkGroup: "other" });
    expect(await call("GetPreparedStatement", { StatementName: "one" })).toMatchObject({
      PreparedStatement: { ...one, WorkGroupName: "lake", Description: "d" },
    });
    await call("UpdatePreparedStatement", { ...one, QueryStatement: "SELECT 2" });
    expect(statements.textOf("eu-west-1", "lake", "one")).toBe("SELECT 2");
    expect(statements.textOf("eu-west-1", "other", "one")).toBe("SELECT ?");
    expect(statements.textOf("us-east-1", "lake", "one")).toBeUndefined();
    expect(await call("ListPreparedStatements", {})).toMatchObject({
      PreparedStatements: [{ StatementName: "one" }],
    });
    expect(
      await call("BatchGetPreparedStatement", { PreparedStatementNames: ["one", "none"] }),
    ).toMatchObject({
      PreparedStatements: [{ StatementName: "one" }],
      UnprocessedPreparedStatementNames: [{ StatementName: "none" }],
    });
    await call("DeletePreparedStatement", { StatementName: "one" });
    expect(await call("ListPreparedStatements", {})).toEqual({ PreparedStatements: [] });
  });

  it.each([
    ["GetPreparedStatement", { StatementName: "none" }, "PreparedStatement none was not found"],
    ["DeletePreparedStatement", { StatementName: "none" }, "PreparedStatement none was not found"],
    ["UpdatePreparedStatement", { StatementName: "none" }, "PreparedStatement none was not found"],
    ["CreatePreparedStatement", { StatementName: "x" }, "QueryStatement is required"],
    [
      "CreatePreparedStatement",
      { StatementName: "1 x", QueryStatement: "SELECT 1" },
      "StatementName must match",
    ],
  ])("are refused: %s %j", async (operation, input, message) => {
    await expect(call(operation, input)).rejects.toThrow(message);
  });
});
