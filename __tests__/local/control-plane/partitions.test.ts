import {
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  type PartitionInput,
} from "@aws-sdk/client-glue";
import { ControlPlane } from "../../support/emulator/control-plane";

const TABLE = { DatabaseName: "shop", TableName: "orders" };
const storage: PartitionInput["StorageDescriptor"] = {
  Columns: [{ Name: "id", Type: "bigint", Comment: "é\u{1f600}" }, { Name: "p" }],
  Location: "s3://lake/orders/",
  Compressed: false,
  NumberOfBuckets: -1,
  SerdeInfo: { SerializationLibrary: "library", Parameters: { "serialization.format": "1" } },
  BucketColumns: [],
  SortColumns: [{ Column: "id", SortOrder: 1 }],
  Parameters: {},
  SkewedInfo: {
    SkewedColumnNames: ["id"],
    SkewedColumnValues: ["1"],
    SkewedColumnValueLocationMaps: { "1": "s3://lake/one/" },
  },
  StoredAsSubDirectories: true,
};

describe("the partitions of a table", () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await ControlPlane.start(() => undefined);
    const { glue } = plane.clients;
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: TABLE.DatabaseName } }));
    const TableInput = { Name: TABLE.TableName, PartitionKeys: [{ Name: "p", Type: "string" }] };
    await glue.send(new CreateTableCommand({ DatabaseName: TABLE.DatabaseName, TableInput }));
  }, 60_000);
  afterAll(() => plane.stop());

  it("are each what moto's own answer says of it", async () => {
    const { glue } = plane.clients;
    const inputs: readonly PartitionInput[] = [
      { Values: ["plain"] },
      { Values: ["storage"], StorageDescriptor: storage },
      { Values: ["times"], LastAccessTime: new Date(1_234_567_890_500), Parameters: { a: "b" } },
      { Values: ["whole"], LastAnalyzedTime: new Date(1_234_567_890_000), StorageDescriptor: {} },
    ];
    for (const PartitionInput of inputs) {
      await glue.send(new CreatePartitionCommand({ ...TABLE, PartitionInput }));
    }
    const { Partitions: listed } = await glue.send(new GetPartitionsCommand(TABLE));
    // The answer to GetPartition is written by moto's serializer.
    const single = await Promise.all(
      inputs.map(async ({ Values: PartitionValues }) => {
        const answer = await glue.send(new GetPartitionCommand({ ...TABLE, PartitionValues }));
        return answer.Partition;
      }),
    );
    expect(listed).toEqual(single);
    expect(listed?.[1]).toMatchObject({ StorageDescriptor: storage });
  });

  it("have all but their columns where these are not asked for", async () => {
    const { glue } = plane.clients;
    const all = (await glue.send(new GetPartitionsCommand(TABLE))).Partitions;
    const excluding = new GetPartitionsCommand({ ...TABLE, ExcludeColumnSchema: true });
    const rest = { ...storage, Columns: undefined };
    expect((await glue.send(excluding)).Partitions).toEqual(
      all?.map(({ StorageDescriptor: kept, ...partition }) => ({
        ...partition,
        ...(kept && { StorageDescriptor: kept.Location === undefined ? {} : rest }),
      })),
    );
  });

  it("are an error for a table that does not exist", async () => {
    const lost = plane.clients.glue.send(new GetPartitionsCommand({ ...TABLE, TableName: "none" }));
    await expect(lost).rejects.toMatchObject({ name: "EntityNotFoundException" });
  });
});
