import { TestEngine } from "../../../support/athena/test-engine";

/** Expressions with a value that is another one in each row, which hold wherever it is evaluated once. */
const ONCE: readonly string[] = [
  "cardinality(sequence(CAST(random() * 6 AS bigint), 3)) > 0",
  "cardinality(sequence(random(7), 3)) > 0",
  "substr('abc', random(3) + 1) IN ('abc', 'bc', 'c')",
  "coalesce(nullif(random(2), 0), 1) = 1",
  "CASE random(2) WHEN 0 THEN true WHEN 1 THEN true ELSE false END",
  "CASE WHEN nullif(random(2), 1) = 1 THEN false ELSE true END",
  "abs(round(random() * 10) - 5) <= 5",
  "power(random(2), 2) IN (0, 1)",
  "CAST(row(random(2), 1) AS row(a bigint, b bigint)).a IN (0, 1)",
  "element_at(ARRAY[1, 2], random(2) + 1) IN (1, 2)",
  "ARRAY[1, 2][random(2) + 1] IN (1, 2)",
  "MAP(ARRAY[0, 1], ARRAY['a', 'b'])[random(2)] IN ('a', 'b')",
  "random() * 2 - 1 BETWEEN -1 AND 1",
  "split_part('a,b', ',', CAST(random(2) + 1 AS integer)) IN ('a', 'b')",
];

describe("a volatile argument", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each(ONCE)("has one value in %s", async (expression) => {
    const { rows } = await engine.run(
      `SELECT count(*) FROM UNNEST(sequence(1, 500)) AS t(i) WHERE NOT coalesce(${expression}, false)`,
    );
    expect(rows).toEqual([["0"]]);
  });

  it.each([
    "UNNEST(sequence(1, CAST(random() * 6 AS bigint) + 1)) WITH ORDINALITY",
    "UNNEST(ARRAY[1], sequence(1, random(7))) WITH ORDINALITY",
    "UNNEST(map(sequence(0, random(7)), sequence(0, random(7))))",
  ])("is refused in %s", async (relation) => {
    expect(await engine.errorOf(`SELECT * FROM ${relation}`)).toMatch(/^NOT_SUPPORTED: /);
  });

  it("is evaluated in an UNNEST that has it once", async () => {
    const { rows } = await engine.run("SELECT count(*) > 0 FROM UNNEST(sequence(0, random(7)))");
    expect(rows).toEqual([["true"]]);
  });
});
