import {
  type AthenaClient,
  GetDataCatalogCommand,
  GetQueryExecutionCommand,
  ListDataCatalogsCommand,
  ListEngineVersionsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { CreateDatabaseCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";

import { RunningEmulator } from "../../support/emulator/running-emulator";

const Bucket = "clients";

describe("first calls of Athena's clients", () => {
  let aws: RunningEmulator;
  let athena: AthenaClient;

  beforeAll(async () => {
    process.stderr.write("Not run here: Athena's clients themselves, npm run test:clients\n");
    aws = await RunningEmulator.start();
    athena = aws.clients.athena;
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket }));
    await aws.clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "shop" } }));
  }, 60_000);

  afterAll(() => aws.stop());

  /** @param database as awswrangler sends it, in backquotes */
  async function run(QueryString: string, database = "`shop`"): Promise<QueryExecution> {
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({
        QueryString,
        QueryExecutionContext: { Database: database },
        ResultConfiguration: { OutputLocation: `s3://${Bucket}/results/` },
      }),
    );
    for (;;) {
      const { QueryExecution: found } = await athena.send(
        new GetQueryExecutionCommand({ QueryExecutionId }),
      );
      if (found !== undefined && !/QUEUED|RUNNING/.test(found.Status?.State ?? "")) return found;
    }
  }

  it("find the data catalog of the account and the versions of the engine", async () => {
    const catalog = { Type: "GLUE", Status: "CREATE_COMPLETE" };
    expect(await athena.send(new ListDataCatalogsCommand({}))).toMatchObject({
      DataCatalogsSummary: [{ CatalogName: "AwsDataCatalog", ...catalog }],
    });
    const get = (Name: string) => athena.send(new GetDataCatalogCommand({ Name }));
    expect(await get("awsdatacatalog")).toMatchObject({
      DataCatalog: { Name: "AwsDataCatalog", ...catalog },
    });
    await expect(get("none")).rejects.toMatchObject({
      name: "InvalidRequestException",
      AthenaErrorCode: "INVALID_INPUT",
    });
    const first = await athena.send(new ListEngineVersionsCommand({ MaxResults: 1 }));
    expect(first.EngineVersions).toMatchObject([{ SelectedEngineVersion: "AUTO" }]);
    const next = await athena.send(new ListEngineVersionsCommand({ NextToken: first.NextToken }));
    expect([next.EngineVersions?.length, next.NextToken]).toEqual([1, undefined]);
  });

  it("get the code of a statement that can't be parsed", async () => {
    await expect(run("SELEC 1")).rejects.toMatchObject({
      name: "InvalidRequestException",
      AthenaErrorCode: "MALFORMED_QUERY",
    });
  });

  it("find what CREATE TABLE AS wrote by its manifest, in a database in backquotes", async () => {
    const { Status, Statistics, ResultConfiguration } = await run(
      `CREATE TABLE t WITH (external_location = 's3://${Bucket}/t/', partitioned_by = ARRAY['p']) AS SELECT * FROM (VALUES (1, 'x'), (2, 'y')) AS v (id, p)`,
    );
    expect(Status).toMatchObject({ State: "SUCCEEDED" });
    const manifest = Statistics?.DataManifestLocation;
    expect(manifest).toBe(`${ResultConfiguration?.OutputLocation}-manifest.csv`);
    const { s3 } = aws.clients;
    const Key = manifest?.slice(`s3://${Bucket}/`.length);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const listed = (await Body?.transformToString())?.trim().split("\n").sort();
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "t/" }));
    expect(listed).toEqual(Contents.map((each) => `s3://${Bucket}/${each.Key}`).sort());
    expect(listed).toHaveLength(2);
    const select = await run("SELECT * FROM t");
    expect(select.Status).toMatchObject({ State: "SUCCEEDED" });
    expect(select.Statistics?.DataManifestLocation).toBeUndefined();
  });
});
