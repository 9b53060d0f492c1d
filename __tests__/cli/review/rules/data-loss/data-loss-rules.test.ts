import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import { findingsOf, rulesOf } from "../../support/findings-of";

const index = (name: string, rest: Values = {}) => ({
  name,
  hash_key: "id",
  projection_type: "ALL",
  ...rest,
});

/** Rule, type, before, after, and what the message has. */
const lost: readonly (readonly [string, string, Values | null, Values | null, string])[] = [
  [
    "data-loss/destroyed-data",
    "aws_db_instance",
    { identifier: "orders" },
    null,
    "every database of the instance orders",
  ],
  ["data-loss/destroyed-data", "aws_efs_file_system", {}, null, "every file"],
  [
    "data-loss/destroyed-unclassified",
    "aws_cloudformation_stack",
    { name: "app" },
    null,
    "every resource of the stack app",
  ],
  [
    "data-loss/destroyed-unclassified",
    "aws_no_such_type",
    {},
    null,
    "nobody has said what such a resource holds",
  ],
  ["data-loss/destroyed", "aws_iam_role_policy", {}, null, "is destroyed"],
  [
    "data-loss/deleting-workflow",
    "aws_sfn_state_machine",
    null,
    {
      definition: JSON.stringify({
        States: { A: { Resource: "arn:aws:states:::aws-sdk:s3:deleteBucket" } },
      }),
    },
    "calls s3:deleteBucket",
  ],
  [
    "data-loss/overwritten-object",
    "aws_s3_object",
    { bucket: "lake", content: "a" },
    { bucket: "lake", content: "b" },
    "is overwritten",
  ],
  [
    "data-loss/overwritten-value",
    "aws_ssm_parameter",
    { value: "a" },
    { value: "b" },
    "changes value",
  ],
  [
    "data-loss/engine-version",
    "aws_db_instance",
    { engine_version: "15" },
    { engine_version: "16" },
    "changes engine_version",
  ],
  [
    "data-loss/index",
    "aws_dynamodb_table",
    { global_secondary_index: [index("a"), index("b")] },
    { global_secondary_index: [index("b")] },
    "removes or changes an index",
  ],
];

describe("what loses data", () => {
  it.each(lost)("%s finds it in %s: %j to %j", (rule, type, before, after, text) => {
    const found = findingsOf({ type, before, after }).filter((each) => each.rule === rule);
    expect(found.map(({ message }) => message).join("; ")).toContain(text);
  });

  it("has a case for every rule", () => {
    const tested = new Set(lost.map(([rule]) => rule));
    expect(rulesOf("data-loss").filter((id) => !tested.has(id))).toEqual([]);
  });

  it.each([
    ["aws_s3_object", { bucket: "lake", content_type: "a" }, { bucket: "lake", content_type: "b" }],
    [
      "aws_dynamodb_table",
      { global_secondary_index: [index("b")] },
      { global_secondary_index: [index("a"), index("b", { read_capacity: 5 })] },
    ],
  ])("is not the change of %s from %j to %j", (type, before, after) => {
    expect(findingsOf({ type, before, after })).toEqual([]);
  });
});
