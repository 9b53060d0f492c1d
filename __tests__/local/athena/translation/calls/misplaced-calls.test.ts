import { TestEngine } from "../../../../support/athena/test-engine";

describe("calls that a clause cannot contain", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each([
    ["WHERE", "SELECT 1 FROM (VALUES 1) t(x) WHERE sum(x) = 1"],
    ["JOIN", "SELECT 1 FROM (VALUES 1) t(x) JOIN (VALUES 1) u(y) ON rank() OVER () = 1"],
    ["UNNEST", "SELECT 1 FROM (VALUES 1) t(x) CROSS JOIN UNNEST(ARRAY[sum(x)])"],
    ["GROUP BY", "SELECT 1 FROM (VALUES 1) t(x) GROUP BY x, sum(x)"],
    ["Lambda", "SELECT transform(ARRAY[1], e -> e + max(x)) FROM (VALUES 1) t(x)"],
  ])("name the clause: %s", async (clause, sql) => {
    const error = await engine.errorOf(sql);
    expect(error).toMatch(new RegExp(`^EXPRESSION_NOT_SCALAR: line 1:\\d+: ${clause}`));
    expect(error).toContain("cannot contain aggregations");
  });

  it.each([
    "SELECT x FROM (VALUES 1) t(x) GROUP BY x HAVING rank() OVER () = 1",
    "SELECT sum(rank() OVER ()) FROM (VALUES 1) t(x)",
    "SELECT lag(rank() OVER ()) OVER (ORDER BY x) FROM (VALUES 1) t(x)",
    "SELECT 1 FROM (VALUES 1) t(x) WINDOW w AS (ORDER BY rank() OVER ())",
  ])("are nested windows: %s", async (sql) => {
    expect(await engine.errorOf(sql)).toMatch(/^NESTED_WINDOW: line 1:\d+: /);
  });
});
