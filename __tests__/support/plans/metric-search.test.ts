import { finds } from "./metric-search";

// The examples of the documentation:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
const search = (terms: string) => `SEARCH('{AWS/Lambda,FunctionName} ${terms}', 'Sum', 300)`;
const metric = (value: string, name = "Errors") => ({
  namespace: "AWS/Lambda",
  dimension: "FunctionName",
  value,
  name,
});

describe("a search expression of CloudWatch", () => {
  it.each([
    ["CustomCount1", ["customcount1", "custom", "count", "1"], ["cust", "count1"]],
    ["SDBFailure", ["sdbfailure", "sdb", "failure"], ["fail"]],
    ["Project2-trial333", ["project2trial333", "project", "2", "trial", "333"], ["trial333"]],
  ])("finds %s by its tokens %j, and not by %j", (value, found, missed) => {
    for (const word of found) {
      expect([word, finds(search(`FunctionName=${word}`), metric(value))]).toEqual([word, true]);
    }
    for (const word of missed) {
      expect([word, finds(search(`FunctionName=${word}`), metric(value))]).toEqual([word, false]);
    }
  });

  it("finds exactly what is in quotes", () => {
    const exact = search('FunctionName="Network-Errors-2"');
    expect(finds(exact, metric("Network-Errors-2"))).toBe(true);
    expect(finds(exact, metric("Network_Errors_2"))).toBe(false);
    expect(finds(exact, metric("network-errors-2"))).toBe(false);
  });

  it("combines terms, and only of its own namespace and dimension", () => {
    const nested = search(
      'MetricName="Errors" OR (MetricName="Invocations" AND (FunctionName=a OR FunctionName=b))',
    );
    expect(finds(nested, metric("c"))).toBe(true);
    expect(finds(nested, metric("b", "Invocations"))).toBe(true);
    expect(finds(nested, metric("c", "Invocations"))).toBe(false);
    expect(finds(nested, { ...metric("c"), dimension: "Resource" })).toBe(false);
    expect(finds(nested, { ...metric("c"), namespace: "AWS/Kinesis" })).toBe(false);
  });

  it.each(["NOT FunctionName=a", "lake", "(FunctionName=a", "FunctionName=a)", "FunctionName=a-b"])(
    "is rejected where it is not understood: %s",
    (terms) => {
      expect(() => finds(search(terms), metric("a"))).toThrow(/Not (understood|closed)/);
    },
  );
});
