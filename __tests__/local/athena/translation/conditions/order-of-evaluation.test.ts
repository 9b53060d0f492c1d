import { checkRows } from "../../../../support/athena/check-queries";
import { TestEngine } from "../../../../support/athena/test-engine";
import { fillTable } from "../../../../support/fake-aws/event-table";

/** The numbers 0 and 5, of which the first one is no divisor. */
const NUMBERS = "(VALUES 0, 5) AS t(x)";

describe("an expression that can fail", () => {
  checkRows([
    [`SELECT x FROM ${NUMBERS} WHERE x <> 0 AND 10 / x = 2`, [["5"]]],
    [`SELECT x FROM ${NUMBERS} WHERE x <> 0 AND x < 9 AND 10 / x = 2 AND 20 / x = 4`, [["5"]]],
    [`SELECT x <> 0 AND 10 / x = 2 FROM ${NUMBERS} ORDER BY x`, [["false"], ["true"]]],
    [`SELECT x = 0 OR 10 / x = 3 FROM ${NUMBERS} ORDER BY x`, [["true"], ["false"]]],
    [`SELECT x + 1 <> 1 AND 10 / x = 2 FROM ${NUMBERS} ORDER BY x`, [["false"], ["true"]]],
    [`SELECT count_if(x <> 0 AND 10 / x = 2) FROM ${NUMBERS}`, [["1"]]],
    [`SELECT max(x) FROM ${NUMBERS} GROUP BY x HAVING max(x) <> 0 AND 10 / max(x) > 1`, [["5"]]],
    [`SELECT max(x) FROM ${NUMBERS} GROUP BY x HAVING x <> 0 AND 10 / max(x) = 2`, [["5"]]],
    [
      `SELECT t.x, u.y FROM ${NUMBERS} JOIN (VALUES 2) AS u(y) ON t.x <> 0 AND 10 / t.x >= u.y`,
      [["5", "2"]],
    ],
    [
      "SELECT CAST(NULL AS boolean) AND 1 / x = 1 FROM (VALUES 1, 2) AS t(x) ORDER BY x",
      [[null], ["false"]],
    ],
  ]);
});

describe("a volatile condition", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it("is evaluated once for a row, also before one that can fail", async () => {
    const { rows } = await engine.run(
      "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS t(i) WHERE random() < 0.5 AND 10 / i >= 0",
    );
    // A second evaluation would leave a quarter.
    expect(Number(rows[0]?.[0])).toBeGreaterThan(4000);
  });
});

describe("a query that failed", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  // As Trino 476 answers: a null leaves out arguments after it, of which these can't fail.
  it.each([
    "SELECT 1 / x, s < ltrim(s) FROM (VALUES (0, 'a')) AS t(x, s)",
    "SELECT 1 / x, d < now() FROM (VALUES (0, now())) AS t(x, d)",
  ])(
    "fails with its error next to functions that have a value for each argument: %s",
    async (sql) => {
      expect(await engine.errorOf(sql)).toMatch(/^DIVISION_BY_ZERO: /);
    },
  );

  it("is refused next to functions that can fail", async () => {
    const sql = "SELECT 1 / x, s < chr(x) FROM (VALUES (0, 'a')) AS t(x, s)";
    expect(await engine.errorOf(sql)).toMatch(
      /^NOT_SUPPORTED: An argument after one that may be null/,
    );
  });
});

describe("a term of AND or OR whose value follows from the query or its files", () => {
  const engine = new TestEngine();

  beforeAll(() =>
    fillTable(
      engine.aws,
      "numbered",
      { id: "int", s: "string" },
      "SELECT CAST(id AS INTEGER) AS id, s FROM (VALUES (1, 'x'), (2, 'y'), (3, '1')) AS t(id, s)",
    ),
  );

  afterAll(() => engine.close());

  // Trino 476 fails for each of these.
  it.each([
    ["SELECT 1 / (id - 1) > 0 AND id > 2 FROM numbered WHERE id = 1", "DIVISION_BY_ZERO"],
    ["SELECT 1 / (id - 1) > 0 OR id < 2 FROM numbered WHERE id = 1", "DIVISION_BY_ZERO"],
    ["SELECT NOT (1 / (id - 1) > 0 OR id <= 2) FROM numbered WHERE id = 1", "DIVISION_BY_ZERO"],
    ["SELECT CAST(s AS integer) = 1 AND id IS NULL FROM numbered", "INVALID_CAST_ARGUMENT"],
    [
      "SELECT CAST(s AS integer) = 1 AND id > 2 AND s = 'q' FROM numbered WHERE id = 1",
      "INVALID_CAST_ARGUMENT",
    ],
    [
      "SELECT IF(CAST(s AS integer) = 1 AND id > 2, 1, 2) FROM numbered WHERE id <= 1",
      "INVALID_CAST_ARGUMENT",
    ],
    [
      "SELECT id FROM numbered WHERE id IN (1, 2) AND (CAST(s AS integer) = 1 OR id > 0)",
      "NOT_SUPPORTED: A condition next to another one where an expression fails (INVALID_CAST_ARGUMENT",
    ],
    [
      "SELECT id FROM numbered WHERE id = 1 ORDER BY CAST(s AS integer) = 1 AND id > 2",
      "NOT_SUPPORTED: ORDER BY of an expression where an expression fails (INVALID_CAST_ARGUMENT",
    ],
  ])("does not leave out one before it that fails: %s", async (sql, error) => {
    expect((await engine.errorOf(sql)).slice(0, error.length + 1)).toBe(`${error}:`);
  });

  it("is left out before one that fails, and a constant after one", async () => {
    const sql =
      "SELECT id > 2 AND 1 / (id - 1) > 0, 1 / (id - 1) > 0 AND 1 = 2 FROM numbered WHERE id = 1";
    expect((await engine.run(sql)).rows).toEqual([["false", "false"]]);
  });

  // Trino 476 answers these: its connector evaluates conditions on columns first, and others stop early.
  it.each([
    ["SELECT id FROM numbered WHERE CAST(s AS integer) = 1 AND id > 2", "A condition next to"],
    ["SELECT id FROM numbered WHERE 1 / id > 9 AND id = NULL", "A comparison with NULL"],
    [
      "SELECT any_match(ARRAY[2, id], x -> 1 / (x - 1) > 0) FROM numbered",
      "A condition on the elements of an array",
    ],
    [
      "SELECT count(*) FILTER (WHERE 1 / (id - 1) > 0 AND id > 2) FROM numbered WHERE id = 1",
      "FILTER of an aggregate",
    ],
    // Of rows beyond a LIMIT, Trino 476 computes what it reads from a table, and nothing else.
    [
      "SELECT CAST(s AS integer) FROM numbered ORDER BY id DESC LIMIT 1",
      "LIMIT over an expression",
    ],
    [
      "SELECT sequence(1, CAST(s AS integer)) AS z FROM numbered ORDER BY id DESC LIMIT 1",
      "LIMIT over an expression",
    ],
    [
      "SELECT date_diff('day', DATE '-200000-01-01', DATE '+200000-01-01')",
      "A difference of times",
    ],
  ])("is refused by name where Trino evaluates it first: %s", async (sql, construct) => {
    expect(await engine.errorOf(sql)).toMatch(
      new RegExp(`^NOT_SUPPORTED: (?:line 1:\\d+: )?${construct}`),
    );
  });
});
