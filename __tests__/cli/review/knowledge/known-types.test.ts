import { attributeKnowledge, judgedAttributes } from "../../../../cli/review/knowledge/known-types";
import { reviewRules } from "../../../../cli/review/rules/review-rules";

describe("the knowledge of the review", () => {
  it("names only rules that exist", () => {
    const ids = new Set(reviewRules.map(({ id }) => id));
    expect(judgedAttributes().filter(({ rule }) => !ids.has(rule))).toEqual([]);
  });

  it("has rules with ids of their own", () => {
    const ids = reviewRules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.filter((id) => !/^[a-z-]+\/[a-z0-9-]+$/.test(id))).toEqual([]);
  });

  it.each([
    ["aws_iam_role", "assume_role_policy", "judged"],
    ["aws_iam_role", "description", "harmless"],
    ["aws_iam_role", "tags.team", "harmless"],
    ["aws_iam_role", "descriptions", "unknown"],
    ["aws_lambda_function", "environment.variables.STREAM", "judged"],
    ["aws_lambda_function", "environment", "unknown"],
    ["constructor", "name", "unknown"],
  ])("of %s.%s is: %s", (type, path, kind) => {
    expect(attributeKnowledge(type, path).kind).toBe(kind);
  });
});
