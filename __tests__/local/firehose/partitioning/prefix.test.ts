import { objectKey } from "../../../../local/firehose/destination/object-key";
import {
  evaluateErrorPrefix,
  evaluatePrefix,
} from "../../../../local/firehose/partitioning/prefix";

const values = { arrival: Date.parse("2026-11-22T23:30:00Z") };
const failed = { ...values, errorOutputType: "format-conversion-failed" };

describe("prefixes", () => {
  it.each([
    [undefined, "2026/11/22/23/"],
    ["", "2026/11/22/23/"],
    ["legacy", "legacy2026/11/22/23/"],
    ["folder/", "folder/2026/11/22/23/"],
    ["data/year=!{timestamp:yyyy}/", "data/year=2026/"],
    ["!{timestamp:'year='yyyy'/hour='HH}/", "year=2026/hour=23/"],
  ])("evaluates %s to %s", (prefix, expected) => {
    expect(evaluatePrefix(prefix, values)).toBe(expected);
  });

  it("uses the time zone of the destination", () => {
    expect(evaluatePrefix("!{timestamp:yyyy-MM-dd}/", { ...values, timeZone: "Asia/Tokyo" })).toBe(
      "2026-11-23/",
    );
  });

  it("generates a new random string of 11 characters for each use and appends nothing", () => {
    const evaluated = evaluatePrefix(
      "!{firehose:random-string}/!{firehose:random-string}/",
      values,
    );
    const [first, second] =
      /^([A-Za-z0-9]{11})\/([A-Za-z0-9]{11})\/$/.exec(evaluated)?.slice(1) ?? [];
    expect(first).toBeDefined();
    expect(first).not.toBe(second);
  });

  it.each([
    ["errors/!{firehose:error-output-type}/", "errors/format-conversion-failed/"],
    ["errors/", "errors/format-conversion-failed/"],
    [undefined, "data/format-conversion-failed/2026/11/22/23/"],
  ])("evaluates the error prefix %s to %s", (errorPrefix, expected) => {
    expect(evaluateErrorPrefix(errorPrefix, "data/", failed)).toBe(expected);
  });

  it.each([
    ["!{firehose:error-output-type}/", /is invalid; expected/],
    ["!{firehose:nothing}/", /is invalid; expected/],
    ["!{unknown:yyyy}/", /is invalid; expected/],
    ["!{partitionKeyFromQuery:customer}/", /requires dynamic partitioning/],
    ["!{partitionKeyFromLambda:customer}/", /requires a Lambda processor/],
    ["!{timestamp:bad}/", /unknown letter "b"/],
    ["x".repeat(500), /evaluates to 514 characters; at most 512/],
  ])("rejects %s", (prefix, message) => {
    expect(() => evaluatePrefix(prefix, values)).toThrow(message);
  });
});

describe("prefixes of dynamic partitioning", () => {
  const partitionKeys = new Map([
    ["app", "Web App"],
    ["user", "7"],
  ]);

  it("contain the values of the partition keys", () => {
    const prefix =
      "app=!{partitionKeyFromQuery:app}/!{timestamp:yyyy}/!{partitionKeyFromQuery:user}/";
    expect(evaluatePrefix(prefix, { ...values, partitionKeys })).toBe("app=Web App/2026/7/");
  });

  it("reject a key that the query does not return", () => {
    expect(() =>
      evaluatePrefix("!{partitionKeyFromQuery:team}/", { ...values, partitionKeys }),
    ).toThrow("names a partition key that the query does not return");
  });
});

describe("object keys", () => {
  const name = { ...values, prefix: "data/", deliveryStreamName: "events", versionId: "3" };

  it("contain the delivery stream, its version and the arrival of the oldest record", () => {
    expect(objectKey({ ...name, extension: ".parquet" })).toMatch(
      /^data\/events-3-2026-11-22-23-30-00-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.parquet$/,
    );
  });

  it("have no extension by default, and are unique", () => {
    expect(objectKey(name)).toMatch(/[0-9a-f]{12}$/);
    expect(objectKey(name)).not.toBe(objectKey(name));
  });

  it("use the time zone of the destination", () => {
    expect(objectKey({ ...name, timeZone: "Asia/Tokyo" })).toContain("2026-11-23-08-30-00");
  });
});
