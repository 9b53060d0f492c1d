import type { FieldKey } from "../../../model/dataset/partition-keys";
import { fieldKeysOf } from "../../../model/dataset/partition-keys";
import { JqQuery } from "../../../local/firehose/partitioning/jq-query";
import { partitionKeyQuery } from "../../../modules/stream-delivery/partition-key-query";

const any = fieldKeysOf({ partitionBy: [{ name: "status", path: "event.status" }] });
const declared = fieldKeysOf({
  partitionBy: [{ name: "status", path: "event.status", values: ["Active", "true", "7", "null"] }],
});

/** The partition keys of a record, evaluated like in Firehose. */
async function keysOf(keys: readonly FieldKey[], record: unknown): Promise<unknown> {
  const [outcome] = await new JqQuery(partitionKeyQuery(keys)).evaluate([JSON.stringify(record)]);
  return outcome !== undefined && "outputs" in outcome ? outcome.outputs : outcome;
}

const withStatus = (status: unknown) => ({ event: { status }, metadata: {} });

describe("the query of partition keys", () => {
  it.each([
    ["text", "Active", "Active"],
    ["a whole number", 42, "42"],
    ["a negative number", -1, "-1"],
    ["false, which is a value", false, "false"],
    ["a slash", "../a/b=c", ".._a_b_c"],
    ["letters that need more than a byte", "Zürich 東京 😀", "Z_rich_____"],
    ["control characters and an expression", "\n!{x}", "___x_"],
    ["text that is too long", "x".repeat(100), "x".repeat(64)],
    ["nothing", undefined, "unknown"],
    ["null", null, "unknown"],
    ["empty text", "", "unknown"],
    ["a list", ["Active"], "unknown"],
    ["an object", { a: 1 }, "unknown"],
  ])("extracts a valid prefix from %s", async (_what, status, folder) => {
    expect(await keysOf(any, withStatus(status))).toEqual([{ status: folder }]);
  });

  it.each([
    ["text"],
    [7],
    [null],
    [true],
    [[]],
    [[1]],
    [{ event: "text" }],
    [{ event: [1] }],
    [{}],
  ])("does not fail for any record: %j", async (record) => {
    expect(await keysOf(any, record)).toEqual([{ status: "unknown" }]);
    expect(await keysOf(declared, record)).toEqual([{ status: "unknown" }]);
  });

  it.each([
    ["Active", "Active"],
    ["active", "unknown"],
    [true, "true"],
    [7, "7"],
    ["null", "null"],
    [null, "unknown"],
    [undefined, "unknown"],
    [["Active"], "unknown"],
  ])("maps %j to the declared value %s", async (status, folder) => {
    expect(await keysOf(declared, withStatus(status))).toEqual([{ status: folder }]);
  });

  it("extracts several keys at once, also with keywords of jq as names", async () => {
    const keys = fieldKeysOf({
      partitionBy: [
        { name: "label", path: "and.or" },
        { name: "reduce", path: "_b", values: ["x"] },
      ],
    });
    expect(await keysOf(keys, { and: { or: 1 }, _b: "x" })).toEqual([{ label: "1", reduce: "x" }]);
  });
});
