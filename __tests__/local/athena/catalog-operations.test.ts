import { catalogOperations } from "../../../local/athena/catalog-operations";
import { serveJson } from "../../../local/gateway/emulated-service";
import { EVENTS } from "../../support/fake-aws/event-table";
import { FakeAws } from "../../support/fake-aws/fake-aws";

describe("Athena's metadata API", () => {
  const aws = new FakeAws();
  aws.tables.set("db.events", EVENTS);
  const handle = serveJson(
    catalogOperations({
      endpointUrl: "",
      stateFolder: "",
      scratchFolder: "",
      regions: () => [],
      clients: () => aws.clients,
      log: { info: () => undefined, error: () => undefined },
    }),
  );

  async function call(operation: string, input: object): Promise<unknown> {
    const request = {
      service: "athena",
      operation,
      region: "eu-west-1",
      accessKeyId: undefined,
      method: "POST",
      url: "/",
      headers: {},
      body: Buffer.from(JSON.stringify({ CatalogName: "AwsDataCatalog", ...input })),
    };
    const reply = await handle(request, () =>
      Promise.reject(new Error("nothing is to be forwarded")),
    );
    return JSON.parse(String(reply?.body));
  }

  it("lists Glue's databases and tables", async () => {
    expect(await call("ListDatabases", {})).toEqual({ DatabaseList: [{ Name: "db" }] });
    expect(await call("GetDatabase", { DatabaseName: "db" })).toEqual({ Database: { Name: "db" } });
    const table = {
      Name: "events",
      TableType: "EXTERNAL_TABLE",
      Columns: [{ Name: "event" }, { Name: "metadata" }],
      PartitionKeys: [
        { Name: "year", Type: "bigint" },
        { Name: "month", Type: "bigint" },
        { Name: "day", Type: "bigint" },
        { Name: "hour", Type: "bigint" },
      ],
      Parameters: { classification: "parquet", location: "s3://lake/data/" },
    };
    expect(await call("ListTableMetadata", { DatabaseName: "db" })).toMatchObject({
      TableMetadataList: [table],
    });
    expect(
      await call("GetTableMetadata", { DatabaseName: "db", TableName: "events" }),
    ).toMatchObject({
      TableMetadata: table,
    });
  });

  it.each([
    ["GetTableMetadata", { DatabaseName: "db", TableName: "nope" }, "MetadataException"],
    ["ListDatabases", { CatalogName: "other" }, "MetadataException"],
    ["GetDatabase", {}, "InvalidRequestException"],
  ])("rejects %s of %j", async (operation, input, code) => {
    expect(await call(operation, input)).toMatchObject({ __type: code });
  });
});
