import { TestEngine } from "../../../support/athena/test-engine";

/** 400,000 rows: the first are streamed long before the last is computed. */
const ROWS =
  "UNNEST(sequence(1, 100)) AS a (x), UNNEST(sequence(1, 100)) AS b (y), UNNEST(sequence(1, 40)) AS c (z)";
const IS_LAST = "x = 100 AND y = 100 AND z = 40";

describe("a query that fails after most of its rows", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each([
    ["a division", `SELECT 1 / IF(${IS_LAST}, 0, 1) FROM ${ROWS}`, "DIVISION_BY_ZERO"],
    [
      "a cast",
      `SELECT CAST(IF(${IS_LAST}, 'one', '1') AS integer) FROM ${ROWS}`,
      "INVALID_CAST_ARGUMENT",
    ],
    [
      "a function of this program",
      `SELECT json_parse(IF(${IS_LAST}, '{', '1')) FROM ${ROWS}`,
      "INVALID_FUNCTION_ARGUMENT",
    ],
  ])("has no result: %s", async (_, sql, code) => {
    expect(await engine.errorOf(sql)).toMatch(code);
  });
});
