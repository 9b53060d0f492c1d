import { repeatsKey } from "../../../../cli/review/policies/repeated-keys";

describe("repeated keys of JSON", () => {
  it.each([
    ['{"Action":"iam:*","Action":["s3:GetObject"]}', true],
    ['{"a":[{"b":1},{"b":2,"\\u0062":3}]}', true],
    ['{"a":{"b":1},"b":{"a":"a"}}', false],
    ['{"a":"\\"a\\":1,{","b":["a","a"]}', false],
  ])("%s: %s", (json, expected) => {
    expect(repeatsKey(json)).toBe(expected);
  });
});
