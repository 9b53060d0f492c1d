import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  type GetPartitionsCommandInput,
  GetTableCommand,
  GetTableVersionsCommand,
  GetUserDefinedFunctionCommand,
  GetUserDefinedFunctionsCommand,
  type GlueClient,
  paginateGetPartitions,
  type PartitionError,
  UpdatePartitionCommand,
  type UpdateIcebergTableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";

import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";

import { parseTableMetadata } from "../../../../local/iceberg/metadata/table-metadata";
import { RunningEmulator } from "../../../support/emulator/running-emulator";

const DATABASE = { DatabaseName: "shop" };
const ORDERS = { ...DATABASE, TableName: "orders" };
const COUNT = 60;

/** A partition of `orders`, by an hour and a region. */
function partition(hour: number | string, region = "eu") {
  const location = `s3://shop/orders/${hour}/${region}/`;
  return {
    Values: [`${hour}`, region],
    StorageDescriptor: { Location: location, Columns: [{ Name: "id", Type: "bigint" }] },
  };
}

describe("the Data Catalog", () => {
  let aws: RunningEmulator;
  let glue: GlueClient;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    glue = aws.clients.glue;
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "shop" } }));
    const PartitionKeys = [
      { Name: "hour", Type: "int" },
      { Name: "region", Type: "string" },
    ];
    const TableInput = { Name: "orders", PartitionKeys };
    await glue.send(new CreateTableCommand({ ...DATABASE, TableInput }));
    const PartitionInputList = Array.from({ length: COUNT }, (_, hour) => partition(hour));
    await glue.send(new BatchCreatePartitionCommand({ ...ORDERS, PartitionInputList }));
  }, 60_000);

  afterAll(() => aws.stop());

  /** The hours of the found partitions in the order of the answer. */
  async function hours(input: Partial<GetPartitionsCommandInput> = {}): Promise<number[]> {
    const found: number[] = [];
    const config = { client: glue, ...(input.MaxResults && { pageSize: input.MaxResults }) };
    for await (const page of paginateGetPartitions(config, { ...ORDERS, ...input })) {
      expect(page.Partitions?.length).toBeLessThanOrEqual(input.MaxResults ?? 1000);
      found.push(...(page.Partitions ?? []).map(({ Values = [] }) => Number(Values[0])));
    }
    return found;
  }

  it("has no functions, in databases that exist", async () => {
    const functions = (name?: string) =>
      glue.send(
        new GetUserDefinedFunctionsCommand({
          Pattern: "*",
          ...(name === undefined ? {} : { DatabaseName: name }),
        }),
      );
    expect((await functions()).UserDefinedFunctions).toEqual([]);
    expect((await functions("shop")).UserDefinedFunctions).toEqual([]);
    const missing = { name: "EntityNotFoundException" };
    await expect(functions("nowhere")).rejects.toMatchObject(missing);
    const one = new GetUserDefinedFunctionCommand({ ...DATABASE, FunctionName: "abs" });
    await expect(glue.send(one)).rejects.toMatchObject(missing);
  });

  const ascending = (numbers: readonly number[]) => [...numbers].sort((one, two) => one - two);
  const all = Array.from({ length: COUNT }, (_, hour) => hour);

  it("finds partitions by expressions, and all by an empty one", async () => {
    expect(ascending(await hours({ Expression: "" }))).toEqual(all);
    expect(ascending(await hours({ Expression: "NOT hour > 9 AND region LIKE 'e%'" }))).toEqual(
      all.slice(0, 10),
    );
    expect(await hours({ Expression: "hour = 1 AND region = 'us'" })).toEqual([]);
  });

  it("lists each partition once over pages and over segments", async () => {
    const paged = await hours({ MaxResults: 7 });
    expect(ascending(paged)).toEqual(all);
    const segments = await Promise.all(
      [0, 1, 2, 3, 4].map((SegmentNumber) =>
        hours({ MaxResults: 7, Segment: { SegmentNumber, TotalSegments: 5 } }),
      ),
    );
    expect(ascending(segments.flat())).toEqual(all);
    expect(Math.max(...segments.map(({ length }) => length))).toBeLessThan(COUNT / 2);
  });

  it("goes on with a page after partitions before it are gone", async () => {
    const page = (NextToken?: string) =>
      glue.send(new GetPartitionsCommand({ ...ORDERS, MaxResults: 30, NextToken }));
    const first = await page();
    const [gone] = first.Partitions ?? [];
    const PartitionValues = gone?.Values;
    await glue.send(new DeletePartitionCommand({ ...ORDERS, PartitionValues }));
    const second = await page(first.NextToken);
    expect([second.Partitions?.length, second.NextToken]).toEqual([30, undefined]);
    // The list of the first answer is no longer kept.
    const again = await page(first.NextToken);
    expect(again.Partitions).toEqual(second.Partitions);
    await glue.send(
      new CreatePartitionCommand({
        ...ORDERS,
        PartitionInput: partition(Number(gone?.Values?.[0])),
      }),
    );
  });

  it("leaves out columns on request", async () => {
    const get = new GetPartitionsCommand({ ...ORDERS, MaxResults: 1, ExcludeColumnSchema: true });
    const [first] = (await glue.send(get)).Partitions ?? [];
    expect(first?.StorageDescriptor).toEqual({
      Location: expect.stringMatching("^s3://shop/") as string,
    });
  });

  it.each([
    [{ Expression: `hour = ${"1".repeat(2048)}` }, "ValidationException"],
    [{ MaxResults: 1001 }, "ValidationException"],
    [{ Segment: { SegmentNumber: 2, TotalSegments: 2 } }, "ValidationException"],
    [{ Segment: { SegmentNumber: 0, TotalSegments: 11 } }, "ValidationException"],
    [{ NextToken: "x" }, "InvalidInputException"],
    [{ Expression: "week = 1" }, "InvalidInputException"],
    [{ TableName: "none" }, "EntityNotFoundException"],
  ])("rejects %j", async (input, name) => {
    await expect(glue.send(new GetPartitionsCommand({ ...ORDERS, ...input }))).rejects.toThrow(
      expect.objectContaining({ name }) as Error,
    );
  });

  it("changes single partitions, with AWS's errors", async () => {
    const missing = ["7", "mars"];
    const send = {
      create: (PartitionInput: object) =>
        glue.send(new CreatePartitionCommand({ ...ORDERS, PartitionInput })),
      update: (PartitionValueList: string[], PartitionInput: object) =>
        glue.send(new UpdatePartitionCommand({ ...ORDERS, PartitionValueList, PartitionInput })),
      get: (PartitionValues: string[]) =>
        glue.send(new GetPartitionCommand({ ...ORDERS, PartitionValues })),
      remove: (PartitionValues: string[]) =>
        glue.send(new DeletePartitionCommand({ ...ORDERS, PartitionValues })),
    };
    const errorOf = (answer: Promise<unknown>) =>
      answer.then(
        () => "none",
        (error: Error) => error.name,
      );
    expect(await errorOf(send.create(partition(0)))).toBe("AlreadyExistsException");
    expect(await errorOf(send.create({ Values: ["1"] }))).toBe("InvalidInputException");
    expect(await errorOf(send.get(missing))).toBe("EntityNotFoundException");
    expect(await errorOf(send.remove(missing))).toBe("EntityNotFoundException");
    expect(await errorOf(send.update(missing, partition(8, "mars")))).toBe(
      "EntityNotFoundException",
    );
    expect(await errorOf(send.update(["0", "eu"], partition(1)))).toBe("AlreadyExistsException");
    // Both are still there.
    for (const hour of ["0", "1"]) expect(await errorOf(send.get([hour, "eu"]))).toBe("none");
    await send.create(partition(100));
    await send.update(["100", "eu"], partition(101));
    expect(await errorOf(send.get(["100", "eu"]))).toBe("EntityNotFoundException");
    await send.remove(["101", "eu"]);
  });

  it("changes batches of partitions, with an error for each that fails", async () => {
    const us = [partition(0, "us"), partition(1, "us")];
    const codes = (errors: readonly Pick<PartitionError, "ErrorDetail">[] = []) =>
      errors.map(({ ErrorDetail }) => ErrorDetail?.ErrorCode);
    const created = await glue.send(
      new BatchCreatePartitionCommand({
        ...ORDERS,
        PartitionInputList: [partition(0), ...us, { Values: ["1"] }],
      }),
    );
    expect(codes(created.Errors).sort()).toEqual([
      "AlreadyExistsException",
      "InvalidInputException",
    ]);
    const entry = (from: string, PartitionInput: ReturnType<typeof partition>) => ({
      PartitionValueList: [from, "us"],
      PartitionInput,
    });
    const moved = { ...partition(1, "us"), Parameters: { moved: "yes" } };
    const updated = await glue.send(
      new BatchUpdatePartitionCommand({
        ...ORDERS,
        Entries: [
          entry("1", moved),
          entry("0", partition(2, "us")),
          entry("9", partition(9, "us")),
          entry("2", partition(1, "us")),
        ],
      }),
    );
    expect(codes(updated.Errors).sort()).toEqual([
      "AlreadyExistsException",
      "EntityNotFoundException",
    ]);
    const PartitionsToGet = ["0", "1", "2"].map((hour) => ({ Values: [hour, "us"] }));
    const got = await glue.send(new BatchGetPartitionCommand({ ...ORDERS, PartitionsToGet }));
    expect(got.Partitions?.map(({ Values, Parameters }) => [Values, Parameters])).toEqual([
      [["1", "us"], { moved: "yes" }],
      [["2", "us"], undefined],
    ]);
    expect(got.UnprocessedKeys).toEqual([]);
    const deleted = await glue.send(
      new BatchDeletePartitionCommand({ ...ORDERS, PartitionsToDelete: PartitionsToGet }),
    );
    expect(deleted.Errors).toMatchObject([
      { PartitionValues: ["0", "us"], ErrorDetail: { ErrorCode: "EntityNotFoundException" } },
    ]);
  });

  it("limits batches", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, hour) => partition(hour, "x"));
    const values = (count: number) => many(count).map(({ Values }) => ({ Values }));
    const entries = many(101).map((each) => ({
      PartitionValueList: each.Values,
      PartitionInput: each,
    }));
    const calls = [
      new BatchCreatePartitionCommand({ ...ORDERS, PartitionInputList: many(101) }),
      new BatchDeletePartitionCommand({ ...ORDERS, PartitionsToDelete: values(26) }),
      new BatchGetPartitionCommand({ ...ORDERS, PartitionsToGet: values(1001) }),
      new BatchUpdatePartitionCommand({ ...ORDERS, Entries: entries }),
    ] as const;
    for (const [index, limit] of [100, 25, 1000, 100].entries()) {
      // The commands have one input and output each; only the error matters.
      await expect(glue.send(calls[index] as BatchCreatePartitionCommand)).rejects.toMatchObject({
        name: "ValidationException",
        message: expect.stringContaining(`less than or equal to ${limit}`) as string,
      });
    }
  });

  it("loses no commit of three writers that compare the version", async () => {
    const Name = "commits";
    const TableInput = { Name, Parameters: { commits: "" } };
    await glue.send(new CreateTableCommand({ ...DATABASE, TableInput }));
    const read = async () => (await glue.send(new GetTableCommand({ ...DATABASE, Name }))).Table;
    let conflicts = 0;
    /** Adds its commits to the list that it read, and starts again if another was faster. */
    async function write(writer: string): Promise<string[]> {
      const acknowledged: string[] = [];
      while (acknowledged.length < 8) {
        const table = await read();
        const commit = `${writer}${acknowledged.length}`;
        const commits = `${table?.Parameters?.["commits"]} ${commit}`;
        const TableInput = { Name, Parameters: { commits } };
        const VersionId = table?.VersionId;
        try {
          await glue.send(new UpdateTableCommand({ ...DATABASE, TableInput, VersionId }));
          acknowledged.push(commit);
        } catch (error) {
          expect(error).toMatchObject({ name: "ConcurrentModificationException" });
          conflicts += 1;
        }
      }
      return acknowledged;
    }
    const acknowledged = (await Promise.all(["a", "b", "c"].map(write))).flat();
    const kept = (await read())?.Parameters?.["commits"]?.trim().split(" ");
    expect(kept?.sort()).toEqual(acknowledged.sort());
    expect(conflicts).toBeGreaterThan(0);
  });

  it("archives the replaced version of a table unless told not to", async () => {
    const Name = "versions";
    await glue.send(new CreateTableCommand({ ...DATABASE, TableInput: { Name } }));
    const update = (SkipArchive?: boolean) =>
      glue.send(new UpdateTableCommand({ ...DATABASE, TableInput: { Name }, SkipArchive }));
    await update();
    await update(true);
    const { TableVersions } = await glue.send(
      new GetTableVersionsCommand({ ...DATABASE, TableName: Name }),
    );
    expect(TableVersions?.map(({ VersionId }) => VersionId)).toEqual(["1", "3"]);
    const { Table } = await glue.send(new GetTableCommand({ ...DATABASE, Name }));
    expect(Table?.VersionId).toBe("3");
  });

  describe("with OpenTableFormatInput", () => {
    const Bucket = "iceberg";
    const iceberg = { MetadataOperation: "CREATE", Version: "2" } as const;
    const create = (Name: string, table: object = {}, IcebergInput: object = iceberg) =>
      glue.send(
        new CreateTableCommand({
          ...DATABASE,
          TableInput: {
            Name,
            StorageDescriptor: {
              Location: `s3://${Bucket}/${Name}/`,
              Columns: [
                { Name: "id", Type: "bigint", Comment: "an order" },
                { Name: "item", Type: "struct<name:string,sizes:array<int>>" },
                { Name: "price", Type: "decimal(9,2)" },
              ],
            },
            ...table,
          },
          // What AWS refuses is no value of the SDK's types.
          OpenTableFormatInput: { IcebergInput: IcebergInput as typeof iceberg },
        }),
      );
    const objects = async () =>
      (await aws.clients.s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? [];

    beforeAll(() => aws.clients.s3.send(new CreateBucketCommand({ Bucket })));

    it("creates a table of Iceberg, whose first metadata is at its location", async () => {
      await create("created");
      const { Table } = await glue.send(new GetTableCommand({ ...DATABASE, Name: "created" }));
      expect(Table?.Parameters).toMatchObject({ table_type: "ICEBERG" });
      const Key = Table?.Parameters?.["metadata_location"]?.slice(`s3://${Bucket}/`.length) ?? "";
      expect(Key).toMatch(/^created\/metadata\/00000-[0-9a-f-]{36}\.metadata\.json$/);
      const { Body } = await aws.clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      // As Iceberg's own library numbers fields: level by level.
      expect(JSON.parse((await Body?.transformToString()) ?? "")).toMatchObject({
        "format-version": 2,
        location: `s3://${Bucket}/created`,
        "last-column-id": 6,
        "current-snapshot-id": -1,
        schemas: [
          {
            fields: [
              { id: 1, name: "id", type: "long", doc: "an order" },
              {
                id: 2,
                type: {
                  fields: [
                    { id: 4, name: "name", type: "string" },
                    { id: 5, type: { type: "list", "element-id": 6, element: "int" } },
                  ],
                },
              },
              { id: 3, type: "decimal(9, 2)" },
            ],
          },
        ],
      });
    });

    it("leaves nothing where a table exists", async () => {
      await create("twice");
      const before = (await objects()).length;
      await expect(create("twice")).rejects.toMatchObject({ name: "AlreadyExistsException" });
      expect(await objects()).toHaveLength(before);
    });

    it.each([
      ["another operation", {}, { MetadataOperation: "UPDATE" }, /must be CREATE, got "UPDATE"/],
      ["another version", {}, { ...iceberg, Version: "3" }, /must be "1" or "2", got "3"/],
      [
        "partition keys",
        { PartitionKeys: [{ Name: "day", Type: "date" }] },
        iceberg,
        /Cannot create partitions/,
      ],
      [
        "no columns",
        { StorageDescriptor: { Location: "s3://iceberg/t/" } },
        iceberg,
        /must have columns/,
      ],
      ["no location", { StorageDescriptor: {} }, iceberg, /Expected a location such as s3:/],
      [
        "a type that Iceberg has not",
        {
          StorageDescriptor: {
            Location: "s3://iceberg/t/",
            Columns: [{ Name: "n", Type: "smallint" }],
          },
        },
        iceberg,
        /Iceberg has no type smallint, which the column n has: use int/,
      ],
      [
        "a schema of Iceberg's",
        {},
        {
          ...iceberg,
          CreateIcebergTableInput: { Location: "s3://iceberg/t/", Schema: { Fields: [] } },
        },
        /CreateIcebergTableInput is not supported by the embedded AWS; it would work on AWS/,
      ],
    ])("refuses %s", async (_, table, input, message) => {
      const before = (await objects()).length;
      await expect(create("refused", table, input)).rejects.toMatchObject({
        name: "InvalidInputException",
        message: expect.stringMatching(message) as string,
      });
      expect(await objects()).toHaveLength(before);
    });

    describe("with UpdateOpenTableFormatInput", () => {
      const LOCATION = `s3://${Bucket}/evolving`;
      const ID = { Id: 1, Name: "id", Type: "long", Required: false };
      const PRICE = { Id: 3, Name: "price", Type: "decimal(9, 2)", Required: false };
      const item = (...fields: object[]) => ({
        ...{ Id: 2, Name: "item", Required: false, Type: { type: "struct", fields } },
      });
      const NAME = { id: 4, name: "name", type: "string", required: false };
      const SIZES = {
        ...{ id: 5, name: "sizes", required: false },
        type: { type: "list", "element-id": 6, element: "int", "element-required": false },
      };
      const update = (Fields: object[], settings: object = {}, call: object = {}) =>
        glue.send(
          new UpdateTableCommand({
            ...DATABASE,
            Name: "evolving",
            UpdateOpenTableFormatInput: {
              UpdateIcebergInput: {
                // What AWS refuses is no value of the SDK's types.
                UpdateIcebergTableInput: {
                  Updates: [{ Schema: { Fields }, Location: LOCATION, ...settings }],
                } as UpdateIcebergTableInput,
              },
            },
            ...call,
          }),
        );
      const present = async () => {
        const { Table: table } = await glue.send(
          new GetTableCommand({ ...DATABASE, Name: "evolving" }),
        );
        const uri = table?.Parameters?.["metadata_location"] ?? "";
        const Key = uri.slice(`s3://${Bucket}/`.length);
        const { Body } = await aws.clients.s3.send(new GetObjectCommand({ Bucket, Key }));
        const text = (await Body?.transformToString()) ?? "";
        return { table, uri, text, metadata: parseTableMetadata(Buffer.from(text)) };
      };

      beforeAll(() => create("evolving"));

      it("renames, widens, reorders, drops and adds fields by their ids", async () => {
        const before = await present();
        const added = { Id: 7, Name: "at", Type: "timestamptz", Required: false, Doc: "when" };
        const wide = { ...SIZES, type: { ...SIZES.type, element: "long" } };
        const price = { ...PRICE, Name: "Amount", Type: "decimal(12, 2)" };
        await update([price, item(wide), added], { Properties: { owner: "me" } });
        const { table, metadata, text } = await present();
        expect(metadata).toMatchObject({ currentSchemaId: 1, properties: { owner: "me" } });
        expect(JSON.parse(text)).toMatchObject({
          "last-column-id": 7,
          "metadata-log": [{ "metadata-file": before.uri }],
          schemas: [
            {},
            {
              "schema-id": 1,
              fields: [
                { id: 3, name: "Amount", type: "decimal(12, 2)" },
                { id: 2, name: "item", type: { fields: [{ id: 5, type: { element: "long" } }] } },
                { id: 7, name: "at", type: "timestamptz", required: false, doc: "when" },
              ],
            },
          ],
        });
        expect(table?.StorageDescriptor?.Columns).toMatchObject([
          { Name: "Amount", Type: "decimal(12,2)", Parameters: { "iceberg.field.id": "3" } },
          { Name: "item", Type: "struct<sizes:array<bigint>>" },
          { Name: "at", Type: "timestamp", Comment: "when" },
        ]);
        expect(table?.Parameters).toMatchObject({ previous_metadata_location: before.uri });
      });

      it.each<[string, object[], object, string]>([
        [
          "a narrower type",
          [{ ...PRICE, Type: "decimal(11, 2)" }],
          {},
          "can't change from decimal(12, 2)",
        ],
        [
          "another type",
          [{ ...PRICE, Type: "string" }],
          {},
          "can't change from decimal(12, 2) to string",
        ],
        [
          "an id that was dropped",
          [{ ...ID, Name: "new" }],
          {},
          "has the id 1, which was used before",
        ],
        ["an id of another place", [item(SIZES, { ...NAME, id: 3 })], {}, "has the id 3"],
        ["an id twice", [PRICE, { ...PRICE, Name: "b" }], {}, "Two fields have the id 3"],
        [
          "a name twice",
          [PRICE, { ...ID, Id: 8, Name: "Price" }],
          {},
          "There are two fields Price",
        ],
        [
          "a new field that is required",
          [{ ...ID, Id: 8, Required: true }],
          {},
          "can't be required",
        ],
        [
          "a field that becomes required",
          [{ ...PRICE, Type: "decimal(12, 2)", Required: true }],
          {},
          "become required",
        ],
        [
          "another element",
          [item({ ...SIZES, type: { ...SIZES.type, "element-id": 9 } })],
          {},
          "can't change from 6 to 9",
        ],
        [
          "a default",
          [{ ...ID, Id: 8, WriteDefault: 1 }],
          {},
          "WriteDefault, which needs version 3",
        ],
        [
          "another place",
          [PRICE],
          { Location: "s3://iceberg/other" },
          "another Location (s3://iceberg/other)",
        ],
        ["an action", [PRICE], { Action: "add-schema" }, "Action in an update"],
        [
          "a sort order",
          [PRICE],
          { SortOrder: { OrderId: 1, Fields: [] } },
          "SortOrder in an update",
        ],
        [
          "partitions",
          [PRICE],
          { PartitionSpec: { Fields: [{ SourceId: 3, Transform: "identity", Name: "p" }] } },
          "another PartitionSpec",
        ],
        [
          "an id of the schema",
          [{ ...PRICE, Type: "decimal(13, 2)" }],
          { Schema: { SchemaId: 9, Fields: [{ ...PRICE, Type: "decimal(13, 2)" }] } },
          "SchemaId must be 2",
        ],
      ])("refuses %s", async (_, fields, settings, message) => {
        const { uri } = await present();
        await expect(update(fields, settings)).rejects.toMatchObject({
          name: "InvalidInputException",
          message: expect.stringContaining(message) as string,
        });
        expect((await present()).uri).toBe(uri);
      });

      it("refuses another version of the table than the present one", async () => {
        await expect(update([PRICE], {}, { VersionId: "999" })).rejects.toMatchObject({
          name: "ConcurrentModificationException",
        });
      });
    });
  });
});
