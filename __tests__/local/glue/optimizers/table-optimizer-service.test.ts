import type { EmulatorContext } from "../../../../local/emulator-context";
import type { AwsRequest } from "../../../../local/gateway/aws-request";
import { OptimizerRunner } from "../../../../local/glue/optimizers/optimizer-runner";
import { TableOptimizerService } from "../../../../local/glue/optimizers/table-optimizer-service";
import type { KeptOptimizer } from "../../../../local/glue/optimizers/table-optimizer-service";
import { CommitWorker } from "../../../../local/iceberg/commits/commit-worker";
import { findPublishedModels } from "../../../support/api-models/find-published-models";

const ROLE = "arn:aws:iam::123456789012:role/optimizer";
const TABLE = { CatalogId: "123456789012", DatabaseName: "db", TableName: "events" };
const RETENTION = { ...TABLE, Type: "retention" };
const SETTINGS = {
  roleArn: ROLE,
  enabled: true,
  retentionConfiguration: {
    icebergConfiguration: {
      snapshotRetentionPeriodInDays: 7,
      numberOfSnapshotsToRetain: 2,
      cleanExpiredFiles: true,
    },
  },
};
const COMPACTION = { roleArn: ROLE, enabled: true };

describe("table optimizers", () => {
  let kept: Map<string, KeptOptimizer>;
  let created: number;
  let service: TableOptimizerService;

  beforeEach(() => {
    kept = new Map();
    created = 1;
    const runner = { start: () => undefined, stop: () => Promise.resolve() };
    service = new TableOptimizerService(kept, findPublishedModels, runner);
  });

  /** The catalog has the Iceberg table `events`, and `plain` of another kind. */
  const forward = (request: AwsRequest) => {
    const { Name } = JSON.parse(request.body.toString()) as { Name: string };
    const isKnown = Name === "events" || Name === "plain";
    const Table = {
      Name,
      CreateTime: created,
      Parameters: Name === "events" ? { table_type: "ICEBERG" } : {},
      StorageDescriptor: { Location: "s3://lake/events" },
    };
    const body = isKnown ? { Table } : { __type: "EntityNotFoundException", message: Name };
    return Promise.resolve({
      ...{ status: isKnown ? 200 : 400, headers: {}, body: Buffer.from(JSON.stringify(body)) },
    });
  };
  const call = async (operation: string, input: object): Promise<unknown> => {
    const request: AwsRequest = {
      ...{ service: "glue", region: "us-east-1", operation, method: "POST", url: "/" },
      ...{ accessKeyId: "local", headers: { "x-amz-target": `AWSGlue.${operation}` } },
      body: Buffer.from(JSON.stringify(input)),
    };
    const reply = await service.handle(request, forward);
    return JSON.parse(reply?.body.toString() ?? "");
  };
  const create = (settings: object = {}) =>
    call("CreateTableOptimizer", {
      ...{ ...RETENTION, TableOptimizerConfiguration: SETTINGS },
      ...settings,
    });

  it("are created, described, changed and deleted", async () => {
    expect(await create()).toEqual({});
    const optimizer = { type: "retention", configuration: SETTINGS };
    expect(await call("GetTableOptimizer", RETENTION)).toEqual({
      ...{ ...TABLE, TableOptimizer: optimizer },
    });
    expect(await create()).toMatchObject({ __type: "AlreadyExistsException" });
    const disabled = { ...SETTINGS, enabled: false };
    await call("UpdateTableOptimizer", { ...RETENTION, TableOptimizerConfiguration: disabled });
    const entry = { catalogId: "123456789012", databaseName: "db", tableName: "events" };
    expect(
      await call("BatchGetTableOptimizer", {
        Entries: [
          { ...entry, type: "retention" },
          { ...entry, type: "compaction" },
        ],
      }),
    ).toMatchObject({
      TableOptimizers: [{ ...entry, tableOptimizer: { configuration: disabled } }],
      Failures: [{ ...entry, type: "compaction", error: { ErrorCode: "EntityNotFoundException" } }],
    });
    expect(await call("ListTableOptimizerRuns", RETENTION)).toEqual({
      ...{ ...TABLE, TableOptimizerRuns: [] },
    });
    expect(await call("DeleteTableOptimizer", RETENTION)).toEqual({});
    expect(await call("GetTableOptimizer", RETENTION)).toMatchObject({
      __type: "EntityNotFoundException",
    });
  });

  it("end with their table: another one of its name has none", async () => {
    await create();
    created = 2;
    expect(await call("GetTableOptimizer", RETENTION)).toMatchObject({
      __type: "EntityNotFoundException",
    });
    expect(await create()).toEqual({});
  });

  it.each<[string, object, string, RegExp]>([
    [
      "no role",
      { TableOptimizerConfiguration: { roleArn: "x" } },
      "ValidationException",
      /roleArn/,
    ],
    ["no table", { TableName: "none" }, "EntityNotFoundException", /none/],
    ["another kind of table", { TableName: "plain" }, "InvalidInputException", /not an Iceberg/],
    [
      "a configuration of another type",
      { Type: "compaction" },
      "InvalidInputException",
      /retentionConfiguration is only for the type retention/,
    ],
    [
      "a run each hour",
      {
        TableOptimizerConfiguration: {
          ...SETTINGS,
          retentionConfiguration: { icebergConfiguration: { runRateInHours: 1 } },
        },
      },
      "InvalidInputException",
      /runRateInHours must be 3 to 168, received 1/,
    ],
    [
      "a folder outside of the table's",
      {
        Type: "orphan_file_deletion",
        TableOptimizerConfiguration: {
          ...COMPACTION,
          orphanFileDeletionConfiguration: {
            icebergConfiguration: { location: "s3://lake/other" },
          },
        },
      },
      "InvalidInputException",
      /location must be below the table's/,
    ],
    [
      "a network",
      {
        TableOptimizerConfiguration: { ...SETTINGS, vpcConfiguration: { glueConnectionName: "n" } },
      },
      "InvalidInputException",
      /vpcConfiguration is not supported/,
    ],
  ])("refuse %s", async (_, settings, __type, message) => {
    expect(await create(settings)).toMatchObject({
      ...{ __type, message: expect.stringMatching(message) as string },
    });
  });

  it("report a failed run where the embedded AWS can't do it, once in the interval", async () => {
    await create({ Type: "compaction", TableOptimizerConfiguration: COMPACTION });
    const log = { info: () => undefined, error: () => undefined };
    // Nothing else of it is used for this kind.
    const context = { log } as unknown as EmulatorContext;
    const worker = new CommitWorker(() => Promise.reject(new Error("not used")), log);
    const runner = new OptimizerRunner({ context, kept, worker });
    await runner.runDue(Date.now());
    await runner.runDue(Date.now());
    const runs = await call("ListTableOptimizerRuns", { ...TABLE, Type: "compaction" });
    expect(runs).toMatchObject({
      TableOptimizerRuns: [
        { eventType: "failed", error: expect.stringMatching("OPTIMIZE") as string },
      ],
    });
    expect((runs as { TableOptimizerRuns: unknown[] }).TableOptimizerRuns).toHaveLength(1);
    await runner.runDue(Date.now() + 25 * 3_600_000);
    expect([...kept.values()][0]?.runs).toHaveLength(2);
  });
});
