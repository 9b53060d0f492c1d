import { checkRows } from "../../../support/athena/check-queries";
import { TestEngine } from "../../../support/athena/test-engine";

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
