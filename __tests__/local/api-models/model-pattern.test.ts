import { modelPattern } from "../../../local/api-models/model-pattern";

describe("a pattern of AWS's models", () => {
  it.each([
    ["[a-z]+", "abc", "abc!"],
    ["^[a-z]+$", "abc", "1abc"],
    // Unnecessary escapes, outside and inside of a class.
    ["^arn:aws([a-z]|\\-)*:events:.+\\/[\\.\\-_A-Za-z0-9]+$", "arn:aws-cn:events:x/y-z", "arn:x"],
    ["[a-zA-Z0-9\\.\\_]+", "a_b.c", "a-b"],
    ["[\\w+=,.@\\:-]*", "a:b-c", "a b"],
    ["[\\w-_]*", "a-_b", "a.b"],
    // A supplementary character is one character, as in Java.
    ["[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*", "data 🚀", "a\nb"],
    ["[\\p{L}\\p{N}]+", "häuser1", "a b"],
  ])("%s is matched as a whole", (pattern, good, bad) => {
    expect(modelPattern(pattern)?.test(good)).toBe(true);
    expect(modelPattern(pattern)?.test(bad)).toBe(false);
  });

  it.each(["(?<!a+b", "\\p{Nonsense}+", "(?>a)"])(
    "%s, which can't be read, is no pattern",
    (text) => {
      expect(modelPattern(text)).toBeUndefined();
    },
  );
});
