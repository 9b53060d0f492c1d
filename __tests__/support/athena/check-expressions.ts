import { checkError } from "./expected-error";
import { TestEngine } from "./test-engine";

/** An expression of Trino's SQL, the value that Athena's result shows, and its type. */
export type ExpressionCase = readonly [expression: string, value: string | null, type: string];

/** Checks the values and types of expressions against Athena's; they run as one query. */
export function checkExpressions(cases: readonly ExpressionCase[]): void {
  const engine = new TestEngine();
  let results: Awaited<ReturnType<TestEngine["evaluate"]>> = [];

  beforeAll(async () => {
    results = await engine.evaluate(cases.map(([expression]) => expression));
  });

  afterAll(() => engine.close());

  it.each(cases.map((each, index) => [...each, index] as const))(
    "evaluates %s to %s of type %s",
    (_, value, type, index) => {
      expect(results[index]).toEqual({ value, type });
    },
  );
}

/** Checks that expressions fail as they do on Athena. */
export function checkErrors(
  cases: readonly (readonly [expression: string, error: string])[],
): void {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each(cases)("rejects %s", async (expression, error) => {
    await checkError(() => engine.errorOf(`SELECT ${expression}`), error);
  });
}
