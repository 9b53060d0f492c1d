import { checkNesting } from "../../../../cli/publish/input/check-nesting";
import { parseDocuments } from "../../../../formats/openx-json";

const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

describe("the nesting of JSON", () => {
  it.each([
    ["as deep as the parser of records accepts", nested(1000)],
    ["wide, but not deep", `[${Array.from({ length: 2_000 }, () => '{"a":[]}').join(",")}]`],
    ["lines that are not deep", `{"a":[[{}]]}\n`.repeat(2_000)],
    ["brackets in a text", `{"a":"${"[".repeat(2_000)}","b":"\\"${"{".repeat(2_000)}\\\\"}`],
  ])("is accepted: %s", (_, text) => {
    checkNesting(text, "a.json");
    expect(() => parseDocuments(text, { caseInsensitive: false })).not.toThrow();
  });

  it("is rejected from the level on that the parser rejects, which is named", () => {
    const text = `{"é":1}\n{"é":${nested(1000)}}`;
    expect(() => parseDocuments(text, { caseInsensitive: false })).toThrow("nesting deeper");
    expect(() => checkNesting(text, "a.json")).toThrow(
      "a.json, line 2, byte 1006: values are nested in more than 1000 levels.",
    );
  });

  it("ends where a text is not closed", () => {
    for (const text of ['{"a":"[[[', '{"a":"\\']) {
      expect(() => checkNesting(text, "a.json")).not.toThrow();
    }
  });
});
