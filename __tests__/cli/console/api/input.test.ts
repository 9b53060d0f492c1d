import { choice, flag, optionalCount, optionalText, text } from "../../../../cli/console/api/input";
import { RequestError } from "../../../../cli/console/server/request-error";

describe("the input of a call", () => {
  it("is read by its type", () => {
    const input = { name: "x", empty: "", yes: true, count: 3, word: "lake" };
    expect(text(input, "name")).toBe("x");
    expect(optionalText(input, "empty")).toBeUndefined();
    expect(flag(input, "yes")).toBe(true);
    expect(optionalCount(input, "count", 1, 3)).toBe(3);
    expect(optionalCount(input, "missing", 1, 3)).toBeUndefined();
    expect(choice(input, "word", ["lake", "backup"])).toBe("lake");
  });

  it.each([
    ["a missing text", () => text({}, "name")],
    ["an empty text", () => text({ name: "" }, "name")],
    ["a number for a text", () => text({ name: 1 }, "name")],
    ["a text above its limit", () => text({ name: "x".repeat(2_049) }, "name")],
    ["a missing flag", () => flag({}, "dryRun")],
    ["a text for a flag", () => flag({ dryRun: "true" }, "dryRun")],
    ["a count above its limit", () => optionalCount({ count: 4 }, "count", 1, 3)],
    ["a fraction", () => optionalCount({ count: 1.5 }, "count", 1, 3)],
    ["an unknown word", () => choice({ word: "errors" }, "word", ["lake"])],
  ])("can't be %s", (_, read) => {
    expect(read).toThrow(RequestError);
  });
});
