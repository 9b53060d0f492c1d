import { ColumnStatisticsService } from "../../../../local/glue/catalog/column-statistics-service";
import type { AwsReply, AwsRequest } from "../../../../local/gateway/aws-request";

describe("statistics of columns in the Data Catalog", () => {
  const service = new ColumnStatisticsService();
  let created = 1;

  /** The control plane, which has the table `db.t` with the partition `2026`. */
  function forward({ operation, body }: AwsRequest): Promise<AwsReply> {
    const input = JSON.parse(String(body)) as Readonly<Record<string, unknown>>;
    const found =
      operation === "GetTable"
        ? input["Name"] === "t"
        : String(input["PartitionValues"]) === "2026";
    const answer =
      operation === "GetTable"
        ? { Table: { CreateTime: created } }
        : { Partition: { CreationTime: created } };
    return Promise.resolve({
      status: found ? 200 : 400,
      headers: {},
      body: JSON.stringify(found ? answer : { __type: "EntityNotFoundException", message: "none" }),
    });
  }

  async function call(operation: string, input: object): Promise<unknown> {
    const request: AwsRequest = {
      service: "glue",
      operation,
      region: "eu-west-1",
      accessKeyId: "a",
      method: "POST",
      url: "/",
      headers: { "x-amz-target": `AWSGlue.${operation}` },
      body: Buffer.from(JSON.stringify({ DatabaseName: "db", TableName: "t", ...input })),
    };
    expect(service.accepts(request)).toBe(true);
    const reply = await service.handle(request, forward);
    return JSON.parse(String(reply?.body));
  }

  const statistics = (ColumnName: string) => ({ ColumnName, StatisticsData: { Type: "LONG" } });
  const missing = { ColumnName: "b", Error: { ErrorCode: "EntityNotFoundException" } };

  it.each([
    ["Table", {}],
    ["Partition", { PartitionValues: ["2026"] }],
  ])("are kept for a %s until it is created again", async (what, partition) => {
    const names = { ...partition, ColumnNames: ["a", "b"] };
    const get = () => call(`GetColumnStatisticsFor${what}`, names);
    const update = { ...partition, ColumnStatisticsList: [statistics("a"), statistics("c")] };
    expect(await call(`UpdateColumnStatisticsFor${what}`, update)).toEqual({ Errors: [] });
    expect(await get()).toMatchObject({
      ColumnStatisticsList: [statistics("a")],
      Errors: [missing],
    });
    const remove = { ...partition, ColumnName: "a" };
    expect(await call(`DeleteColumnStatisticsFor${what}`, remove)).toEqual({});
    expect(await call(`DeleteColumnStatisticsFor${what}`, remove)).toEqual({});
    expect(await get()).toMatchObject({ ColumnStatisticsList: [] });
    await call(`UpdateColumnStatisticsFor${what}`, update);
    created += 1;
    expect(await get()).toMatchObject({ ColumnStatisticsList: [] });
  });

  it.each([{ TableName: "none" }, { PartitionValues: ["2027"] }])(
    "don't exist without their table or partition: %j",
    async (input) => {
      const answer = await call("GetColumnStatisticsForTable", { ...input, ColumnNames: ["a"] });
      expect(answer).toMatchObject({ __type: "EntityNotFoundException" });
    },
  );

  it("need the name of the column", async () => {
    expect(
      await call("UpdateColumnStatisticsForTable", { ColumnStatisticsList: [{}] }),
    ).toMatchObject({ __type: "InvalidInputException" });
  });

  it("are all that it answers", () => {
    expect(service.accepts({ operation: "GetTable" } as AwsRequest)).toBe(false); // reads only this field
  });
});
