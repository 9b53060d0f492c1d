import type { StackResource } from "../../../cli/import/cloudformation-resources";
import { existingResources, mapResources } from "../../../cli/import/kept-resources";

function resource(logicalId: string, type: string, physicalId = logicalId): StackResource {
  return { logicalId, type: `AWS::${type}`, physicalId };
}

function settingsFor(
  resources: readonly StackResource[],
  choices: Readonly<Record<string, string>> = {},
) {
  return Object.fromEntries(
    mapResources(resources, choices).map(({ logicalId, setting }) => [logicalId, setting]),
  );
}

function reasonFor(
  resources: readonly StackResource[],
  logicalId: string,
  choices: Readonly<Record<string, string>> = {},
): string | undefined {
  return mapResources(resources, choices).find((each) => each.logicalId === logicalId)?.reason;
}

const buckets = [
  resource("One", "S3::Bucket", "dv-sample-events"),
  resource("Two", "S3::Bucket", "dv-sample-events-raw"),
];

describe("the resources of the article's stack", () => {
  it("are matched to settings by type, and by name where two have the same type", () => {
    expect(
      settingsFor([
        ...buckets,
        resource("KinesisKmsKey", "KMS::Key"),
        resource("S3Key", "KMS::Key"),
        resource("Events", "Kinesis::Stream"),
        resource("Delivery", "KinesisFirehose::DeliveryStream"),
        resource("FirehoseRole", "IAM::Role"),
        resource("Db", "Glue::Database"),
        resource("Table", "Glue::Table"),
      ]),
    ).toEqual({
      One: "lakeBucket",
      Two: "rawBucket",
      KinesisKmsKey: "streamKeyId",
      S3Key: "bucketKeyId",
      Events: "stream",
      Delivery: "deliveryStream",
      FirehoseRole: "deliveryRole",
      Db: "database",
      Table: "table",
    });
  });

  it.each([
    ["Lambda::Function", "deploys its own function"],
    ["Glue::Crawler", "Delete the old one before the first deploy"],
    ["IAM::Role", "deploys roles of its own"],
    ["SNS::Topic", "is not part of this project"],
  ])("are left with a reason when they are of type %s", (type, reason) => {
    const [mapped] = mapResources([resource("Other", type)], {});
    expect(mapped?.setting).toBeUndefined();
    expect(mapped?.reason).toContain(reason);
  });

  it("are left to the user when two match one setting", () => {
    const both = [resource("First", "Kinesis::Stream"), resource("Second", "Kinesis::Stream")];
    expect(settingsFor(both)).toEqual({ First: undefined, Second: undefined });
    expect(reasonFor(both, "First")).toContain("choose one: --map First=stream");
    expect(settingsFor(both, { Second: "stream" })).toEqual({ First: undefined, Second: "stream" });
  });

  it("are left to the user when a key's name matches no setting", () => {
    const key = [resource("Key", "KMS::Key")];
    expect(reasonFor(key, "Key")).toContain("--map Key=bucketKeyId");
    expect(settingsFor(key, { Key: "bucketKeyId" })).toEqual({ Key: "bucketKeyId" });
  });

  it("take the user's choice before a match by name", () => {
    expect(settingsFor(buckets, { One: "rawBucket", Two: "lakeBucket" })).toEqual({
      One: "rawBucket",
      Two: "lakeBucket",
    });
  });

  it.each([
    [{ Three: "rawBucket" }, "--map names Three, which the stack does not have."],
    [{ One: "stream" }, "--map One=stream is not possible: One is of type AWS::S3::Bucket."],
    [{ One: "bin" }, "--map One=bin is not possible"],
  ])("reject a choice that does not fit: %j", (choices, message) => {
    expect(() => mapResources(buckets, choices)).toThrow(message);
  });

  it("become settings of the environment, without those that nothing matches", () => {
    const mapped = mapResources([...buckets, resource("T", "Glue::Table", "db|events")], {});
    expect(existingResources(mapped, "orders")).toEqual({
      lakeBucket: "dv-sample-events",
      rawBucket: "dv-sample-events-raw",
      datasets: { orders: { table: "events" } },
    });
    expect(existingResources(mapResources(buckets, {}), "orders")).not.toHaveProperty("datasets");
  });
});
