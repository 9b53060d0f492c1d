import { TestEngine } from "../../../support/athena/test-engine";
import { repeatToLength } from "../../../support/athena/repeat-to-length";

describe("a statement with a deep syntax tree that is not nested", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each([
    ["a sum", repeatToLength("SELECT 1", "+1", 60_000)],
    ["a condition", repeatToLength("SELECT 1 WHERE TRUE", " OR FALSE", 100_000)],
  ])("runs, or fails with Trino's error: %s", async (_, sql) => {
    const outcome = await engine.run(sql).then(
      ({ rows }) => String(rows.length),
      () => engine.errorOf(sql),
    );
    expect([
      "1",
      "STACK_OVERFLOW: statement is too large (stack overflow during analysis)",
    ]).toContain(outcome);
  });
});
