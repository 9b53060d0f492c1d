import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { waitForDelivery } from "../../../cli/delivery/wait-for-delivery";
import { projectDatasets } from "../../../cli/dataset/project-datasets";
import { evolveCommand } from "../../../cli/evolve/evolve-command";
import type { EvolveOptions } from "../../../cli/evolve/evolve-command";
import { requireTargets } from "../../../cli/target/target";
import type { Target } from "../../../cli/target/target";
import type * as target from "../../../cli/target/target";
import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import { nextLock } from "../../../model/schema-evolution/next-lock";
import { checkSchemaLocks } from "../../../model/schema-evolution/schema-gate";
import { renderLock } from "../../../model/schema-evolution/schema-lock";
import { lockFileName, readLockFiles } from "../../../model/schema-evolution/schema-lock-files";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { environmentOf } from "../../support/plans/synth";
import { collectedOutput } from "../support/collected-output";

jest.mock("../../../cli/target/target", () => ({
  ...jest.requireActual<typeof target>("../../../cli/target/target"),
  requireTargets: jest.fn(),
}));
jest.mock("../../../cli/delivery/wait-for-delivery", () => ({ waitForDelivery: jest.fn() }));
// A project of its own, whose datasets change.
jest.mock("../../../cli/dataset/project-datasets", () => ({ projectDatasets: {} }));

const text = column.string();
const FIRST = {
  id: column.int(),
  buyer: column.struct({ name: text, sizes: column.array(column.float()) }),
  prices: column.map(text, column.decimal(9, 2)),
};
/** What `lake dataset lock` was run for, one after the other. */
const NOTED = { ...FIRST, note: text };
const EVOLVED = {
  customer: column.struct(
    {
      email: text,
      full_name: column.string({ renamedFrom: "name" }),
      sizes: column.array(column.double()),
    },
    { renamedFrom: "buyer" },
  ),
  id: column.bigint({ description: "Of the order." }),
  prices: column.map(text, column.decimal(12, 2)),
};
/** Ids as pyiceberg gives them, see field-ids.json: level by level, then one after the other. */
const EVOLVED_FIELDS = [
  {
    ...{ id: 2, name: "customer", required: false },
    type: {
      type: "struct",
      fields: [
        { id: 10, name: "email", required: false, type: "string" },
        { id: 4, name: "full_name", required: false, type: "string" },
        {
          ...{ id: 5, name: "sizes", required: false },
          type: { type: "list", "element-id": 6, element: "double", "element-required": false },
        },
      ],
    },
  },
  { id: 1, name: "id", required: false, type: "long", doc: "Of the order." },
  {
    ...{ id: 3, name: "prices", required: false },
    type: {
      ...{ type: "map", "key-id": 7, key: "string", "value-id": 8, value: "decimal(12, 2)" },
      "value-required": false,
    },
  },
];

describe("lake evolve", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "evolve-"));
  let aws: RunningEmulator;
  let tables = 0;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    await aws.clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "shop" } }));
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket: "lake" }));
  }, 60_000);

  afterAll(async () => {
    await aws.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    tables += 1;
    jest.mocked(waitForDelivery).mockReset().mockResolvedValue(undefined);
    rmSync(path.join(folder, lockFileName("orders")), { force: true });
    declare(FIRST);
    lock();
    await aws.clients.glue.send(
      new CreateTableCommand({
        DatabaseName: "shop",
        TableInput: {
          Name: name(),
          StorageDescriptor: {
            Location: `s3://lake/${name()}`,
            Columns: [
              { Name: "id", Type: "int" },
              { Name: "buyer", Type: "struct<name:string,sizes:array<float>>" },
              { Name: "prices", Type: "map<string,decimal(9,2)>" },
            ],
          },
        },
        OpenTableFormatInput: { IcebergInput: { MetadataOperation: "CREATE", Version: "2" } },
      }),
    );
  });

  const name = () => `orders_${tables}`;

  /** Changes the dataset of the project. */
  function declare(columns: Columns, storage: Dataset["storage"] = "iceberg"): void {
    const dataset: Dataset = { name: "orders", description: "Orders.", storage, columns };
    Object.assign(projectDatasets, { datasets: [dataset], environments: [], folder });
    // What the command reads of a target.
    const resolved = {
      environment: environmentOf("dev"),
      dataset,
      names: { database: "shop", table: name() },
      clients: aws.clients,
    } as unknown as Target;
    jest.mocked(requireTargets).mockReset().mockResolvedValue([resolved]);
  }

  function lock(): void {
    const [state] = checkSchemaLocks(projectDatasets.datasets, readLockFiles(folder)).states;
    if (state === undefined) throw new Error("There is no dataset");
    writeFileSync(path.join(folder, lockFileName("orders")), renderLock(nextLock(state)));
  }

  async function evolve(options: Partial<EvolveOptions> = {}) {
    const { output, text: printed } = collectedOutput(true);
    await evolveCommand(output, { env: "dev", dryRun: false, yes: true, ...options });
    // The form of the command's output.
    return (JSON.parse(printed()) as { tables: unknown[] }).tables[0];
  }

  async function metadata() {
    const { Table } = await aws.clients.glue.send(
      new GetTableCommand({ DatabaseName: "shop", Name: name() }),
    );
    const Key = Table?.Parameters?.["metadata_location"]?.slice("s3://lake/".length);
    const { Body } = await aws.clients.s3.send(new GetObjectCommand({ Bucket: "lake", Key }));
    // What a metadata file has.
    const document = JSON.parse((await Body?.transformToString()) ?? "") as {
      readonly "current-schema-id": number;
      readonly "last-column-id": number;
      readonly schemas: readonly { readonly fields: unknown }[];
    };
    const { "last-column-id": last, schemas } = document;
    return { last, count: schemas.length, fields: schemas.at(-1)?.fields, id: Table?.VersionId };
  }

  /** Another evolution than the lock's. */
  const evolveOtherwise = (extra: object[]) =>
    aws.clients.glue.send(
      new UpdateTableCommand({
        ...{ DatabaseName: "shop", Name: name() },
        UpdateOpenTableFormatInput: {
          UpdateIcebergInput: {
            UpdateIcebergTableInput: {
              Updates: [
                {
                  Location: `s3://lake/${name()}`,
                  Schema: {
                    Fields: [
                      { Id: 1, Name: "id", Type: "int", Required: false },
                      {
                        ...{ Id: 2, Name: "buyer", Required: false },
                        Type: {
                          type: "struct",
                          fields: [
                            { id: 4, name: "name", type: "string", required: false },
                            {
                              ...{ id: 5, name: "sizes", required: false },
                              type: {
                                ...{ type: "list", "element-id": 6, element: "float" },
                                "element-required": false,
                              },
                            },
                          ],
                        },
                      },
                      {
                        ...{ Id: 3, Name: "prices", Required: false },
                        Type: {
                          ...{ type: "map", "key-id": 7, key: "string", "value-id": 8 },
                          ...{ value: "decimal(9, 2)", "value-required": false },
                        },
                      },
                      // As the SDK's type.
                      ...(extra as []),
                    ],
                  },
                },
              ],
            },
          },
        },
      }),
    );

  it("has nothing to do for a table with the schema of its lock", async () => {
    const before = await metadata();
    expect(await evolve()).toEqual({
      ...{ dataset: "orders", table: `shop.${name()}`, evolved: false },
      ...{ deployedVersion: 1, lockedVersion: 1, changes: [] },
    });
    expect(await metadata()).toEqual(before);
  });

  it("renames, reorders, widens, drops and adds across versions by the ids of the lock, once", async () => {
    for (const columns of [NOTED, EVOLVED]) {
      declare(columns);
      lock();
    }
    const changes = [
      ["widened", "columns.id was retyped from int to bigint"],
      ["described", "columns.id was described"],
      ["renamed", "columns.buyer was renamed to customer"],
      ["renamed", "columns.buyer.name was renamed to full_name"],
      ["widened", "columns.buyer.sizes[] was retyped from float to double"],
      ["added", "columns.buyer.email was added as string"],
      ["widened", "columns.prices{} was retyped from decimal(9,2) to decimal(12,2)"],
      ["reordered", "columns were reordered from id, customer, prices to customer, id, prices"],
    ].map(([kind, change]) => ({ kind, change, effect: expect.any(String) as string }));
    const due = { deployedVersion: 1, lockedVersion: 3, changes };
    const before = await metadata();
    expect(await evolve({ dryRun: true })).toMatchObject({ ...due, evolved: false });
    expect(await metadata()).toEqual(before);
    expect(waitForDelivery).not.toHaveBeenCalled();

    jest.mocked(waitForDelivery).mockImplementation(async () => {
      // What was sent with the old keys is delivered with the old schema.
      expect(await metadata()).toEqual(before);
      return undefined;
    });
    expect(await evolve()).toMatchObject({ ...due, evolved: true });
    expect(waitForDelivery).toHaveBeenCalledTimes(1);
    const after = await metadata();
    expect(after).toMatchObject({ count: 2, last: 10, fields: EVOLVED_FIELDS });

    expect(await evolve()).toMatchObject({ deployedVersion: 3, changes: [], evolved: false });
    expect(await metadata()).toEqual(after);
  });

  it("removes what the next version has not, and gives its id to nothing else", async () => {
    declare(NOTED);
    lock();
    await evolve();
    declare(FIRST);
    lock();
    expect(await evolve({ wait: false })).toMatchObject({
      ...{ deployedVersion: 2, lockedVersion: 3 },
      changes: [{ kind: "removed", change: "columns.note was removed" }],
    });
    expect(waitForDelivery).not.toHaveBeenCalled();
    declare({ ...FIRST, remark: text });
    lock();
    // The schema of version 3 is that of version 1, too.
    expect(await evolve()).toMatchObject({ deployedVersion: 3, lockedVersion: 4 });
    expect(await metadata()).toMatchObject({
      fields: [{}, {}, {}, { id: 10, name: "remark" }],
    });
  });

  it("asks on a terminal only, and changes nothing unless somebody confirms", async () => {
    declare(NOTED);
    lock();
    const before = await metadata();
    await expect(evolve({ yes: false })).rejects.toMatchObject({
      message: expect.stringContaining("there is no terminal. Nothing was evolved.") as string,
    });
    expect(await metadata()).toEqual(before);
  });

  /** Commits something else before calls that update the table. @returns how often it did, and ends it */
  function disturb(times: number): () => number {
    const { glue } = aws.clients;
    let count = 0;
    let isOwn = false;
    glue.middlewareStack.add(
      (next, { commandName }) =>
        async (call) => {
          if (commandName === "UpdateTableCommand" && count < times && !isOwn) {
            count += 1;
            isOwn = true;
            const table = { DatabaseName: "shop", Name: name() };
            const { StorageDescriptor, Parameters } =
              (await glue.send(new GetTableCommand(table))).Table ?? {};
            const TableInput = { Name: name(), StorageDescriptor, Parameters };
            await glue.send(new UpdateTableCommand({ DatabaseName: "shop", TableInput }));
            isOwn = false;
          }
          return next(call);
        },
      { step: "initialize", name: "disturb" },
    );
    return () => {
      glue.middlewareStack.remove("disturb");
      return count;
    };
  }

  it("reads the table again when another commit was faster", async () => {
    declare(NOTED);
    lock();
    const end = disturb(2);
    await evolve();
    expect(end()).toBe(2);
    expect(await metadata()).toMatchObject({ fields: [{}, {}, {}, { id: 9, name: "note" }] });
    expect(await evolve()).toMatchObject({ changes: [] });
  });

  it("gives up when others commit all the time", async () => {
    declare(NOTED);
    lock();
    const end = disturb(100);
    await expect(evolve()).rejects.toMatchObject({
      message: `Others changed the table shop.${name()} during each of 5 attempts.`,
    });
    expect(end()).toBe(5);
    expect(await metadata()).toMatchObject({ count: 1 });
  });

  it.each<[string, () => Promise<unknown>, RegExp, RegExp]>([
    [
      "a schema that no version of the lock has",
      () => evolveOtherwise([{ Id: 9, Name: "remark", Type: "string", Required: false }]),
      /has a schema that no version of its lock has. Compared with version 2:\ncolumns.note was renamed to remark$/,
      /evolved by something else/,
    ],
    [
      "an id that was given to something else",
      async () => {
        await evolveOtherwise([{ Id: 9, Name: "remark", Type: "string", Required: false }]);
        await evolveOtherwise([]);
      },
      /has given the ids up to 9 already, .* of columns.note \(9\)/,
      /write "last": 9 into its fieldIds/,
    ],
    [
      "a dataset whose lock is out of date",
      () => Promise.resolve(declare({ ...NOTED, more: text })),
      /orders has changes that are not in its lock yet: columns.more was added as string/,
      /npx lake dataset lock/,
    ],
    [
      "a dataset without a lock",
      () => Promise.resolve(rmSync(path.join(folder, lockFileName("orders")))),
      /orders has no schema lock yet/,
      /npx lake dataset lock/,
    ],
    [
      "a table that does not exist",
      () => Promise.resolve(declare(NOTED)).then(() => void ((tables += 1), declare(NOTED))),
      /There is no table shop.orders_\d+ in dev yet/,
      /Deploy the dataset first/,
    ],
    [
      "a table of Parquet files",
      () => Promise.resolve(declare(NOTED, "parquet")),
      /orders: only Iceberg tables evolve/,
      /A deployment gives it the columns/,
    ],
  ])("refuses %s", async (_, spoil, message, advice) => {
    declare(NOTED);
    lock();
    await spoil();
    await expect(evolve()).rejects.toMatchObject({
      message: expect.stringMatching(message) as string,
      advice: expect.stringMatching(advice) as string,
    });
  });
});
