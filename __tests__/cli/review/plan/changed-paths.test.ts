import { changedPaths } from "../../../../cli/review/plan/changed-paths";

const paths = (before: object, after: object) =>
  changedPaths({ actions: ["update"], before: { ...before }, after: { ...after } });

describe("changed paths", () => {
  it.each([
    [{ a: 1 }, { a: 2 }, ["a"]],
    [{ a: [{ b: 1, c: 1 }] }, { a: [{ b: 2, c: 1 }] }, ["a.b"]],
    [{ a: "" }, { a: null }, []],
    [
      { action: [{ block: [{}], allow: [] }] },
      { action: [{ block: [], allow: [{}] }] },
      ["action.block", "action.allow"],
    ],
    [
      { action: [{ block: [{ custom_response: [] }], allow: [] }] },
      { action: [{ block: [], allow: [{ custom_request_handling: [] }] }] },
      ["action.block", "action.allow"],
    ],
    [{ block: [{ custom_response: [] }] }, {}, ["block"]],
    [{ a: [{ b: 1 }] }, { a: [] }, ["a.b"]],
  ])("from %j to %j are %j", (before, after, expected) => {
    expect(paths(before, after)).toEqual(expected);
  });

  it.each([
    ["aws_lb_listener_rule", { action: [{ type: "forward" }] }, "action", ["action"]],
    ["aws_iam_role", { inline_policy: [{ name: "a" }] }, "inline_policy", ["inline_policy"]],
    ["aws_iam_role", { inline_policy: [] }, "inline_policy", []],
    ["aws_security_group", null, "ingress", ["ingress"]],
    ["aws_security_group", null, "owner_id", []],
    ["acme_thing", { version: "1" }, "version", ["version"]],
  ])("of %s from %j, without %s in the configuration, are %j", (type, before, name, expected) => {
    const change = { actions: ["update" as const], before, after: {} };
    const after_unknown = { [name]: true };
    expect(changedPaths({ ...change, after_unknown }, { type, expressions: {} })).toEqual(expected);
    const expressions = { [name]: { references: ["var.a"] } };
    expect(changedPaths({ ...change, after_unknown }, { type, expressions })).toEqual([name]);
  });
});
