import { TestEngine } from "../../../support/athena/test-engine";
import { fillTable } from "../../../support/fake-aws/event-table";

/** A few values, repeated, which Parquet keeps as a dictionary: of each column some fail in a statement and some not. */
const ROWS = [
  ["''", "1", "DATE '2024-01-31'"],
  ["'ab'", "2", "DATE '1970-01-01'"],
  ["'xy'", "0", "DATE '2020-02-29'"],
  ["'a'", "7", "NULL"],
  ["'12'", "NULL", "DATE '1900-01-01'"],
] as const;
const REPEATS = 40;

/** Expressions of which each has a value for some rows. */
const TRIED = [
  "from_hex(lower(s))",
  "from_hex(substr(s, 1))",
  "codepoint(CAST(s AS varchar(1)))",
  "CAST(upper(s) AS integer)",
  "json_parse(trim(s))",
  "date_parse(lower(s), '%d')",
  "from_base64(lower(s))",
  "transform(split(s, 'b'), x -> CAST(x AS integer))",
  "filter(ARRAY[n], x -> 2 / x > 0)",
  "any_match(ARRAY[n], x -> 2 / x > 0)",
  "reduce(ARRAY[n], 0, (a, x) -> a + 2 / x, a -> a)",
  "CAST(split(s, 'b') AS array(integer))",
  "map_values(transform_values(map(ARRAY[1], ARRAY[n]), (k, v) -> 2 / v))",
  "zip_with(ARRAY[n], ARRAY[1], (x, y) -> y / x)",
  "sequence(DATE '2020-01-01', d, INTERVAL '365' day)",
  "element_at(ARRAY[1, 2], n)",
  "ARRAY[1, 2][n + 0]",
  "chr(n - 1)",
];

/** Expressions that fail for a row unless the condition holds. */
const GUARDED = [
  ["from_hex(lower(s))", "s NOT IN ('xy', 'a')"],
  ["CAST(upper(s) AS integer)", "s = '12'"],
  ["transform(split(s, 'b'), x -> CAST(x AS integer))", "s = '12'"],
  ["filter(ARRAY[n], x -> 2 / x > 0)", "n <> 0"],
  ["reduce(ARRAY[n], 0, (a, x) -> a + 2 / x, a -> a)", "n <> 0"],
] as const;

describe("values that Parquet keeps as a dictionary", () => {
  const engine = new TestEngine();
  const values = `(VALUES ${ROWS.map((row) => `(${row.join(", ")})`).join(", ")}) AS t(s, n, d)`;

  beforeAll(() =>
    fillTable(
      engine.aws,
      "repeated",
      { s: "string", n: "int", d: "date" },
      `SELECT t.* FROM range(${REPEATS}), ${values}`,
    ),
  );

  afterAll(() => engine.close());

  const answer = async (sql: string): Promise<readonly string[]> =>
    (await engine.run(sql)).rows.map((row) => JSON.stringify(row)).sort();

  // Of the same expressions over VALUES the answers of Trino are known.
  it.each([
    ...TRIED.map((expression) => `SELECT DISTINCT s, n, TRY(${expression})`),
    ...GUARDED.map(
      ([expression, condition]) =>
        `SELECT DISTINCT s, n, CASE WHEN ${condition} THEN ${expression} END`,
    ),
  ])("have the same answer as others: %s", async (select) => {
    const expected = await answer(`${select} FROM ${values}`);
    expect(await answer(`${select} FROM repeated`)).toEqual(expected);
    const results = expected.map((row) => (JSON.parse(row) as unknown[])[2]); // as written above
    expect(results.some((result) => result !== null)).toBe(true);
  });
});
