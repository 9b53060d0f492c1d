import { parseMath } from "../../../local/cloudwatch/metric-math";

function evaluate(text: string, values: Record<string, number | undefined> = {}) {
  return parseMath(text)(new Map(Object.entries(values)));
}

describe("metric math", () => {
  it.each([
    ["1 + 2 * 3 ^ 2", 19],
    ["2 ^ 3 ^ 2", 512],
    ["-(4 - 6) / 4", 0.5],
    ["1 / 1024^4 * 5", 5 / 1024 ** 4],
    ["2 > 1 AND 1 >= 1", 1],
    ["2 < 1 OR 1 != 1", 0],
    ["1 == 2 || 3 <= 3 && 1", 1],
    ["IF(1, 5, 7)", 5],
    ["IF(0 == 1, 5, 7)", 7],
  ])("evaluates %s to %d", (text, value) => {
    expect(evaluate(text)).toBe(value);
  });

  it("reads metrics by id, and has no value if one is missing", () => {
    expect(evaluate("a / b", { a: 6, b: 3 })).toBe(2);
    expect(evaluate("a / b", { a: 6 })).toBeUndefined();
    expect(evaluate("IF(a, 1, 2)", {})).toBeUndefined();
    expect(evaluate("IF(a, 1)", { a: 0 })).toBeUndefined();
  });

  it("fills missing values", () => {
    expect(evaluate("FILL(a, 0) + FILL(b, 3)", { b: 1 })).toBe(1);
  });

  it.each([
    [{ incoming: 5, read: 0 }, 5],
    [{ incoming: 5 }, 5],
    [{ incoming: 5, read: 1 }, 0],
    [{ read: 0 }, 0],
    [{}, 0],
  ])("finds unread records in %j", (values, unread) => {
    expect(evaluate("IF(FILL(read, 0) == 0, FILL(incoming, 0), 0)", values)).toBe(unread);
  });

  it.each([
    ["SUM(METRICS())", "METRICS of 0"],
    ["ANOMALY_DETECTION_BAND(a, 2)", "ANOMALY_DETECTION_BAND of 2"],
    ["FILL(a)", "FILL of 1"],
    ['a == "x"', '"x"'],
    ["a % 2", "%"],
    ["!a", "!"],
    ["[a, b]", "ArrayExpression"],
    ["a b", "Compound"],
  ])("rejects %s, which uses other times or is not metric math", (text, what) => {
    expect(() => parseMath(text)).toThrow(
      `Metric math with ${what} is not supported by the embedded CloudWatch`,
    );
  });
});
