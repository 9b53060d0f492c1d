import { readFileSync } from "node:fs";
import path from "node:path";
import { reviewRules } from "../../../cli/review/rules/review-rules";
import { CORPUS } from "./corpus/corpus";
import { ruleCases } from "./corpus/support/needed-rules";

/** Ids of rules for which the corpus has no plan that only they judge; the file may only shrink. */
const reported = readFileSync(path.join(__dirname, "corpus", "unneeded-rules.txt"), "utf8")
  .split("\n")
  .filter(Boolean);

describe("the rules of the review", () => {
  const cases = ruleCases(CORPUS);

  it("have different ids, titles and sources", () => {
    const ids = reviewRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(reviewRules.filter(({ title, source }) => title === "" || source === "")).toEqual([]);
  });

  it("are each needed, but for those reported: without it, a plan of the corpus is judged too mildly", () => {
    const unneeded = reviewRules
      .map(({ id }) => id)
      .filter((id) => (cases.get(id)?.needed ?? []).length === 0);
    expect(unneeded).toEqual(reported);
  });
});
