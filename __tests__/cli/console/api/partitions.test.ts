import { readFolders } from "../../../../cli/console/api/partitions";
import { fakeLake } from "../support/fake-lake";

const HOUR = "year=2026/month=11/day=25/hour=09/";

describe("the folders of a dataset", () => {
  it("are registered as Glue has their values, whatever characters they have", async () => {
    const { aws, lake, target } = fakeLake();
    const { lakeBucket, dataPrefix, database, table } = target.names;
    for (const country of ["caf%25", "50%", "fr"]) {
      aws.objects.set(`${lakeBucket}/${dataPrefix}${HOUR}country=${country}/a`, Buffer.from("x"));
    }
    const registered = ["caf%", "50%"].map((country) => ({
      Values: ["2026", "11", "25", "9", country],
      StorageDescriptor: { Location: "" },
    }));
    aws.partitions.set(`${database}.${table}`, registered);
    const { folders } = await readFolders(lake, { dataset: "orders", area: "lake" });
    expect(folders.map(({ name, isRegistered }) => [name, isRegistered])).toEqual([
      [`${HOUR}country=fr/`, false],
      [`${HOUR}country=caf%25/`, true],
      [`${HOUR}country=50%/`, true],
    ]);
  });

  it("are no partitions in the backup", async () => {
    const { aws, lake, target } = fakeLake();
    const { rawBucket, rawPrefix } = target.names;
    aws.objects.set(`${rawBucket}/${rawPrefix}${HOUR}a`, Buffer.from("x"));
    const { folders } = await readFolders(lake, { dataset: "orders", area: "backup" });
    expect(folders).toHaveLength(1);
    expect(folders[0]).not.toHaveProperty("isRegistered");
  });
});
