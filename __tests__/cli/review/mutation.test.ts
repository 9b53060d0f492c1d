import { reviewRules } from "../../../cli/review/rules/review-rules";
import { CORPUS } from "./corpus/corpus";
import { ruleCases } from "./corpus/support/needed-rules";

describe("the rules of the review", () => {
  const cases = ruleCases(CORPUS);

  it("have different ids, titles and sources", () => {
    const ids = reviewRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(reviewRules.filter(({ title, source }) => title === "" || source === "")).toEqual([]);
  });

  it("are each needed: without it, a plan of the corpus is judged too mildly", () => {
    const unneeded = reviewRules
      .map(({ id }) => id)
      .filter((id) => (cases.get(id)?.needed ?? []).length === 0);
    expect(unneeded).toEqual([]);
  });
});
