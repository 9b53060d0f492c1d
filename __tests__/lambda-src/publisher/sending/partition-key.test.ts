import {
  MAXIMUM_PARTITION_KEY_LENGTH,
  partitionKeyAt,
} from "../../../../lambda-src/publisher/sending/partition-key";

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
    ["a scalar in the middle", { event: 4 }],
    ["null in the middle", { event: null }],
  ])("is random when there is %s at the path", (_, event) => {
    const keys = [partitionKeyAt("event.staffId")(event), partitionKeyAt("event.staffId")(event)];
    expect(keys).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it.each([
    ["all lower-case", { event: { staffid: 4 } }],
    ["all upper-case", { EVENT: { STAFFID: 4 } }],
    ["capitals in the middle", { Event: { staffId: 4 } }],
  ])("is found at a path in another case, %s", (_, event) => {
    expect(partitionKeyAt("event.staffId")(event)).toBe("4");
  });

  it("is found at the exact path before other cases", () => {
    const event = { event: { STAFFID: 1, staffId: 2, staffid: 3 } };
    expect(partitionKeyAt("event.staffId")(event)).toBe("2");
    expect(partitionKeyAt("event.staffId")({ event: { STAFFID: 1, staffId: null } })).toMatch(UUID);
  });

  it("is random when there is only a longer name at the path", () => {
    expect(partitionKeyAt("event.staffId")({ event: { staffIds: 4, aStaffId: 4 } })).toMatch(UUID);
  });

  it("is random without a path", () => {
    expect(partitionKeyAt(undefined)({ event: { staffId: 4 } })).toMatch(UUID);
  });

  it("never reads inherited properties", () => {
    expect(partitionKeyAt("constructor.name")({})).toMatch(UUID);
  });

  it.each([
    [255, 255],
    [256, 256],
    [257, 256],
  ])("of %i characters has %i", (length, expected) => {
    expect(partitionKeyAt("id")({ id: "k".repeat(length) })).toHaveLength(expected);
  });

  it("is never truncated inside a character", () => {
    const key = partitionKeyAt("id")({ id: "😀".repeat(300) });
    expect([...key]).toEqual(Array<string>(MAXIMUM_PARTITION_KEY_LENGTH).fill("😀"));
  });
});
