import { TestEngine } from "../../../../support/athena/test-engine";

/** Lists whose lengths differ from row to row, in several vectors of DuckDB. */
const ROWS = "(SELECT i, sequence(1, i % 6 + 1) AS a FROM UNNEST(sequence(1, 5000)) AS t(i)) AS r";

describe("lambdas of reduce and array_sort that use a column", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each([
    "reduce(a, CAST(0 AS bigint), (s, x) -> s + i, s -> s)",
    "reduce(a, CAST(0 AS bigint), (s, x) -> s + r.i, s -> s)",
    "transform(ARRAY[1], y -> reduce(a, CAST(0 AS bigint), (s, x) -> s + y, s -> s))",
    "array_sort(a, (x, y) -> IF(x * i < y * i, 1, IF(x = y, 0, -1)))",
  ])("refuses %s over lists of several lengths", async (sql) => {
    expect(await engine.errorOf(`SELECT ${sql} FROM ${ROWS}`)).toMatch(
      /^NOT_SUPPORTED: .*(reduce|array_sort) by a lambda that uses [iry], which is not its parameter, is not supported by the SQL engine duckdb/,
    );
  });

  it.each([
    ["reduce(ARRAY[1, i], CAST(0 AS bigint), (s, x) -> s + x + i, s -> s)", "3 * i + 1"],
    ["reduce(a, i, (s, x) -> s + 1, s -> s + i)", "2 * i + cardinality(a)"],
    [
      "reduce(a, CAST(0 AS bigint), (s, x) -> s + cardinality(filter(ARRAY[1, 2], y -> y <= x)), s -> s)",
      "2 * cardinality(a) - 1",
    ],
    ["array_sort(a, (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))[1]", "cardinality(a)"],
  ])("answers %s", async (sql, expected) => {
    const { rows } = await engine.run(
      `SELECT count(*), count_if(${sql} = ${expected}) FROM ${ROWS}`,
    );
    expect(rows).toEqual([["5000", "5000"]]);
  });
});
