import {
  MAXIMUM_PARTITION_KEY_LENGTH,
  partitionKeyAt,
} from "../../../lambda-src/publisher/partition-key";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe("partition key", () => {
  it.each([
    ["a number", 4, "4"],
    ["zero", 0, "0"],
    ["a text", "Active", "Active"],
    ["a boolean", false, "false"],
  ])("is %s at the path", (_, staffId, key) => {
    expect(partitionKeyAt("event.staffId")({ event: { staffId } })).toBe(key);
  });

  it.each([
    ["nothing", {}],
    ["null", { event: { staffId: null } }],
    ["an empty text", { event: { staffId: "" } }],
    ["an object", { event: { staffId: { id: 4 } } }],
    ["an array", { event: { staffId: [4] } }],
    ["a scalar half way", { event: 4 }],
    ["null half way", { event: null }],
  ])("is random when there is %s at the path", (_, event) => {
    const keys = [partitionKeyAt("event.staffId")(event), partitionKeyAt("event.staffId")(event)];
    expect(keys).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it("is random without a path", () => {
    expect(partitionKeyAt(undefined)({ event: { staffId: 4 } })).toMatch(UUID);
  });

  it("never reads what objects inherit", () => {
    expect(partitionKeyAt("constructor.name")({})).toMatch(UUID);
  });

  it.each([
    [255, 255],
    [256, 256],
    [257, 256],
  ])("of %i characters has %i", (length, expected) => {
    expect(partitionKeyAt("id")({ id: "k".repeat(length) })).toHaveLength(expected);
  });

  it("is never cut inside a character", () => {
    const key = partitionKeyAt("id")({ id: "😀".repeat(300) });
    expect([...key]).toEqual(Array<string>(MAXIMUM_PARTITION_KEY_LENGTH).fill("😀"));
  });
});
