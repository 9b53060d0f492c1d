import { TestEngine } from "./test-engine";

/** An expression of Trino's SQL, the text that Athena shows for it, and its type. */
export type Case = readonly [expression: string, value: string | null, type: string];

/** Checks expressions against what Athena gives; they run as one query. */
export function checkExpressions(cases: readonly Case[]): void {
  const engine = new TestEngine();
  let results: Awaited<ReturnType<TestEngine["evaluate"]>> = [];

  beforeAll(async () => {
    results = await engine.evaluate(cases.map(([expression]) => expression));
  });

  afterAll(() => engine.close());

  it.each(cases.map((each, index) => [...each, index] as const))(
    "gives %s as %s of type %s",
    (_, value, type, index) => {
      expect(results[index]).toEqual({ value, type });
    },
  );
}

/** Checks that queries fail as they do on Athena. */
export function checkErrors(faults: readonly (readonly [sql: string, fault: string])[]): void {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each(faults)("refuses %s", async (sql, fault) => {
    expect(await engine.errorOf(`SELECT ${sql}`)).toBe(fault);
  });
}
