import { checkPrefixes } from "../../../modules/stream-delivery/check-prefixes";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import {
  backupPrefixExpression,
  dataPrefixExpression,
  errorPrefixExpression,
  hourExpression,
} from "../../../modules/stream-delivery/prefixes";

const errors = "errors/!{firehose:error-output-type}/";

describe("prefix expressions", () => {
  it("have a level for each hour in Hive's format", () => {
    const folders =
      "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";
    expect(dataPrefixExpression("data/orders/", partitionKeysOf({}))).toBe(
      `data/orders/${folders}`,
    );
    expect(backupPrefixExpression("orders/")).toBe(`orders/${folders}`);
  });

  it("have a level for each day, and one for each field below it", () => {
    const keys = partitionKeysOf({
      partitionGranularity: "day",
      partitionBy: [
        { name: "country", path: "buyer.country" },
        { name: "kind", path: "kind" },
      ],
    });
    expect(dataPrefixExpression("data/orders/", keys)).toBe(
      "data/orders/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/country=!{partitionKeyFromQuery:country}/kind=!{partitionKeyFromQuery:kind}/",
    );
  });

  it("have a level for each error output type", () => {
    expect(errorPrefixExpression("errors/orders/")).toBe(
      `errors/orders/!{firehose:error-output-type}/${hourExpression}`,
    );
  });
});

describe("a prefix and its error prefix", () => {
  it.each([
    ["nothing at all", undefined, undefined],
    ["text without an error prefix", "data/", undefined],
    ["text with text", "data/", "errors/"],
    ["an expression with the error type", `data/${hourExpression}`, errors],
    ["every namespace", "!{partitionKeyFromQuery:a}/!{firehose:random-string}/", errors],
    ["a quoted Y", "!{timestamp:yyyy'Y'}/", errors],
    ["text of 512 characters", "a".repeat(512), undefined],
    ["an exclamation mark", "wow!/", undefined],
    ["a token", "${TfToken[TOKEN.1]}", undefined],
  ])("may be %s", (_, prefix, errorOutputPrefix) => {
    expect(checkPrefixes("", prefix, errorOutputPrefix)).toEqual([]);
  });

  it.each([
    ["the week-based year", "!{timestamp:YYYY}/", errors, 'prefix has the week-based year "Y"'],
    ["a short week-based year", "!{timestamp:MM-Y}/", errors, 'prefix has the week-based year "Y"'],
    [
      "the week-based year in the error prefix",
      "data/",
      `${errors}!{timestamp:YYYY/MM}/`,
      'errorOutputPrefix has the week-based year "Y"',
    ],
    ["an expression alone", "!{timestamp:yyyy}/", undefined, "errorOutputPrefix is missing"],
    [
      "an expression with an empty error prefix",
      "!{timestamp:yyyy}/",
      "",
      "errorOutputPrefix is missing",
    ],
    [
      "an error prefix without the error type",
      "data/",
      "errors/!{timestamp:yyyy}/",
      "errorOutputPrefix must contain !{firehose:error-output-type}",
    ],
    ["an error type in the data", errors, errors, "prefix must not contain"],
    ["an unknown namespace", "!{date:yyyy}/", errors, 'does not support, "!{date:yyyy}"'],
    ["an unknown value", "!{firehose:name}/", errors, 'does not support, "!{firehose:name}"'],
    [
      "an expression without a value",
      "!{timestamp:}/",
      errors,
      'does not support, "!{timestamp:}"',
    ],
    ["an expression without an end", "!{timestamp:yyyy", errors, "does not support"],
    ["text of 513 characters", "a".repeat(513), undefined, "can reach 513"],
    [
      "an expression that grows over the limit",
      `${"a".repeat(509)}!{timestamp:yyyy}`,
      errors,
      "can reach 513",
    ],
  ])("may not be %s", (_, prefix, errorOutputPrefix, message) => {
    expect(checkPrefixes("", prefix, errorOutputPrefix)).toContainEqual(
      expect.stringContaining(message),
    );
  });

  it("are reported with all violations at once, by their label", () => {
    expect(checkPrefixes("backup ", `!{timestamp:YYYY}${"a".repeat(512)}`, undefined)).toEqual([
      expect.stringMatching(/^backup prefix has the week-based year/),
      expect.stringMatching(/^backup prefix may have at most 512 characters/),
      expect.stringMatching(/^backup errorOutputPrefix is missing/),
    ]);
  });
});
