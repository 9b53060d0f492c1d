import { partitionFilter } from "../../../../../local/glue/catalog/partitions/partition-filter";

const KEYS = [
  { Name: "year", Type: "int" },
  { Name: "city", Type: "string" },
  { Name: "day", Type: "date" },
  { Name: "at", Type: "timestamp" },
  { Name: "rate", Type: "decimal(10,2)" },
  { Name: "shape", Type: "double" },
];
const NULL = "__HIVE_DEFAULT_PARTITION__";
/** Identified by their first letter. */
const PARTITIONS = [
  ["9", "a", "2026-01-31", "2026-01-31 00:00:00", "1.10", "x"],
  ["10", "b", "2026-02-01", "2026-01-31 00:00:00.5", "1.1", "x"],
  ["-3", "c's", "2026-02-02", "2026-01-31 23:59:59", "-2", "x"],
  [NULL, NULL, NULL, NULL, NULL, NULL],
];

function found(expression: string, keys: readonly unknown[] = KEYS): string {
  const matches = partitionFilter(expression, keys);
  return PARTITIONS.filter(matches)
    .map(([, city = ""]) => city.charAt(0))
    .join("");
}

describe("an expression of GetPartitions", () => {
  it.each([
    ["year = 9", "a"],
    ["year > 9", "b"],
    ["year >= '09' AND year < 11", "ab"],
    ["year <> 9", "bc"],
    ["year != 9", "bc"],
    ["NOT year = 9", "bc"],
    ["not (year = 9 or city = 'b')", "c"],
    ["year in (9, '-3')", "ac"],
    ["year NOT IN (9, -3)", "b"],
    ["year between -5 and 9", "ac"],
    ["year NOT BETWEEN -5 AND 9", "b"],
    ["city like '_'", "ab"],
    ["city LIKE '%''s'", "c"],
    ["city NOT LIKE 'a%'", "bc"],
    ["city = 'c''s'", "c"],
    ["CITY = 'A'", ""],
    ["day > '2026-01-31' and day <= '2026-02-01'", "b"],
    ["at > '2026-01-31 00:00:00'", "bc"],
    ["at = '2026-01-31 00:00:00.500000000'", "b"],
    ["rate = 1.1", "ab"],
    ["rate < 0", "c"],
    ["((year) = (9))", "a"],
    ["(\"year\" = 10) OR (`city` = 'a')", "ab"],
    ["year = 9 OR year = 10 AND city = 'x'", "a"],
    ["year IS NULL", "_"],
    ["year is not null", "abc"],
    [`year = '${NULL}'`, "_"],
    [`city <> '${NULL}'`, "abc"],
    ["year = 9 OR year <> 9", "abc"],
  ])("finds by %s", (expression, partitions) => {
    expect(found(expression)).toBe(partitions);
  });

  it("compares by the type of the key", () => {
    const asText = KEYS.map((key) => ({ ...key, Type: "string" }));
    expect([found("year > 10"), found("year > 10", asText)]).toEqual(["", "a"]);
  });

  it.each([
    ["month = 1", /month is not a partition key; the table has year, city/],
    ["year = 'x'", /"x" is not an integer/],
    ["day = '2026-02-30'", /"2026-02-30" is not a date/],
    ["at = '2026-02-03'", /is not a timestamp/],
    ["rate = 'a'", /is not a decimal/],
    ["shape = 1", /Unknown type : 'double'/],
    ["year LIKE '1%'", /LIKE needs a key that is a string, year is an integer/],
    ["year", /expected =, <>.*got the end/],
    ["year = 9 city = 'a'", /expected AND, OR or the end, got city/],
    ["year = city", /expected a number or a quoted text, got city/],
    ["(year = 9", /expected \), got the end/],
    ["year ~ 9", /Unsupported expression/],
    ["year = 'a", /Unsupported expression/],
    ["year in ()", /expected a number or a quoted text/],
    ["9 = year", /expected a partition key, got 9/],
  ])("is rejected: %s", (expression, message) => {
    expect(() => found(expression)).toThrow(
      expect.objectContaining({
        name: "InvalidInputException",
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  it("fails for a registered value that is not of the key's type", () => {
    const keys = [{ Name: "city", Type: "int" }];
    const matches = partitionFilter("city = 1", keys);
    expect(() => matches(["a"])).toThrow(
      expect.objectContaining({ name: "InvalidStateException" }) as Error,
    );
  });

  it("matches a pattern of many wildcards without backtracking for each", () => {
    const matches = partitionFilter(`city LIKE '${"%a".repeat(900)}b'`, KEYS);
    expect(matches(["1", "a".repeat(20_000), "", "", "", ""])).toBe(false);
  });
});
