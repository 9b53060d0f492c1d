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
    [{ a: [{ b: 1 }] }, { a: [] }, ["a.b"]],
  ])("from %j to %j are %j", (before, after, expected) => {
    expect(paths(before, after)).toEqual(expected);
  });
});
