import { findJson } from "../../../../../../local/athena/engine/udf/json/json-stream";

describe("a value found by its path", () => {
  it.each([
    ['{"a": {"b": [1, 2.50]}}', ["a", "b", 1], "2.50", 0],
    ['{"k":"v1","k":"v2"}', ["k"], '"v1"', 0],
    ['{"k":"v1","k":"v2"}', [], '{"k":"v1","k":"v2"}', 2],
    // What follows the value is not read.
    ['{"a":1', ["a"], "1", 0],
    ['{"h":"x","r":None}', ["h"], '"x"', 0],
    ["[1,2]x", [], "[1,2]", 2],
    ['{"a":{"0":7}}', ["a", 0], "7", 0],
  ] as const)("of %s at %j is %s", (text, path, found, size) => {
    expect(findJson(text, path)).toEqual({ text: found, size });
  });

  it.each([
    ["1x", []],
    ['{"a":01}', ["a"]],
    ['{"a":truex}', ["a"]],
    ['{"b":[1,2,"a":1}', ["a"]],
    ['{"a":{"c":1', ["a"]],
    ["[".repeat(5000), [0]],
  ] as const)("is none where the text before its end is not JSON: %s", (text, path) => {
    expect(findJson(text, path)).toBeUndefined();
  });
});
