import type { StackResource } from "../../../cli/import/cloudformation-resources";
import { existingResources, mapResources } from "../../../cli/import/kept-resources";

function resource(logicalId: string, type: string, physicalId = logicalId): StackResource {
  return { logicalId, type: `AWS::${type}`, physicalId };
}

function placesOf(
  resources: readonly StackResource[],
  choices: Readonly<Record<string, string>> = {},
) {
  return Object.fromEntries(
    mapResources(resources, choices).map(({ logicalId, place }) => [logicalId, place]),
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
  it("find their places by type, and by name where there are two of a type", () => {
    expect(
      placesOf([
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
    ["SNS::Topic", "is no part of this project"],
  ])("are left with a reason when they are of the type %s", (type, reason) => {
    const [mapped] = mapResources([resource("Other", type)], {});
    expect(mapped?.place).toBeUndefined();
    expect(mapped?.reason).toContain(reason);
  });

  it("are left to the user when two could have one place", () => {
    const both = [resource("First", "Kinesis::Stream"), resource("Second", "Kinesis::Stream")];
    expect(placesOf(both)).toEqual({ First: undefined, Second: undefined });
    expect(reasonFor(both, "First")).toContain("choose: --map First=stream");
    expect(placesOf(both, { Second: "stream" })).toEqual({ First: undefined, Second: "stream" });
  });

  it("are left to the user when a key's name says nothing", () => {
    const key = [resource("Key", "KMS::Key")];
    expect(reasonFor(key, "Key")).toContain("--map Key=bucketKeyId");
    expect(placesOf(key, { Key: "bucketKeyId" })).toEqual({ Key: "bucketKeyId" });
  });

  it("go where the user says, before what their names say", () => {
    expect(placesOf(buckets, { One: "rawBucket", Two: "lakeBucket" })).toEqual({
      One: "rawBucket",
      Two: "lakeBucket",
    });
  });

  it.each([
    [{ Three: "rawBucket" }, "--map names Three, which the stack does not have."],
    [{ One: "stream" }, "--map can't make One, of the type AWS::S3::Bucket, stream."],
    [{ One: "bin" }, "--map can't make One"],
  ])("can't go elsewhere: %j", (choices, message) => {
    expect(() => mapResources(buckets, choices)).toThrow(message);
  });

  it("become settings of the environment, without places that nothing has", () => {
    const mapped = mapResources([...buckets, resource("T", "Glue::Table", "db|events")], {});
    expect(existingResources(mapped, "orders")).toEqual({
      lakeBucket: "dv-sample-events",
      rawBucket: "dv-sample-events-raw",
      datasets: { orders: { table: "events" } },
    });
    expect(existingResources(mapResources(buckets, {}), "orders")).not.toHaveProperty("datasets");
  });
});
