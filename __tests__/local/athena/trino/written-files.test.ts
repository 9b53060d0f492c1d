import type { Table } from "@aws-sdk/client-glue";

import { moveFieldDelimiter } from "../../../../local/athena/trino/tables/field-delimiter";
import { listWrittenFiles } from "../../../../local/athena/trino/written-files";
import { FakeAws } from "../../../support/fake-aws/fake-aws";

const NAME = { database: "db", table: "t" };

const TABLE: Table = {
  Name: "t",
  PartitionKeys: [{ Name: "k", Type: "string" }],
  Parameters: { "field.delim": ";", EXTERNAL: "TRUE" },
  StorageDescriptor: {
    Location: "s3://lake/t",
    SerdeInfo: { SerializationLibrary: "lazy", Parameters: { "serialization.format": "1" } },
  },
  VersionId: "3",
};

describe("the files that a query wrote", () => {
  const aws = new FakeAws();
  for (const key of [
    "t/k=x/q1_a.gz",
    "t/k=x/q2_b.gz",
    "t/metadata/q1-c.avro",
    "other/q1_d.gz",
    "tt/q1_e.gz",
  ]) {
    aws.objects.set(`lake/${key}`, Buffer.from("1"));
  }
  aws.tables.set("db.t", TABLE);
  aws.partitions.set("db.t", [
    { Values: ["x"], StorageDescriptor: { Location: "s3://lake/t/k=x/" } },
    { Values: ["y"], StorageDescriptor: { Location: "s3://lake/other/" } },
  ]);

  it("are those with its id, in the table's folder and in those of partitions elsewhere", async () => {
    const files = await listWrittenFiles(NAME, new Set(["q1"]), aws.clients);
    expect(files).toEqual(["s3://lake/other/q1_d.gz", "s3://lake/t/k=x/q1_a.gz"]);
    const below = { location: "s3://lake/t/" };
    const both = await listWrittenFiles(below, new Set(["q1", "q2"]), aws.clients);
    expect(both).toEqual(["s3://lake/t/k=x/q1_a.gz", "s3://lake/t/k=x/q2_b.gz"]);
  });

  it("are none without a table", async () => {
    const missing = { database: "db", table: "missing" };
    expect(await listWrittenFiles(missing, new Set(["q1"]), aws.clients)).toEqual([]);
  });

  it("of text have their delimiter in the SerDe's parameters", async () => {
    await moveFieldDelimiter(aws.clients.glue, NAME);
    expect(aws.tables.get("db.t")).toMatchObject({
      Parameters: { EXTERNAL: "TRUE" },
      StorageDescriptor: {
        Location: "s3://lake/t",
        SerdeInfo: { Parameters: { "field.delim": ";", "serialization.format": "1" } },
      },
    });
    expect(aws.tables.get("db.t")?.Parameters).not.toHaveProperty(["field.delim"]);
  });
});
