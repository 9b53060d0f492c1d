import { fillEvents } from "../fake-aws/event-table";
import { fillNumbers } from "../fake-aws/number-table";
import { checkError } from "./expected-error";
import { TestEngine } from "./test-engine";

/** Checks the rows of queries over the tables `events` and `n`. */
export function checkRows(
  cases: readonly (readonly [sql: string, rows: readonly (readonly (string | null)[])[]])[],
): void {
  const engine = filledEngine();

  it.each(cases)("answers %s", async (sql, rows) => {
    expect((await engine.run(sql)).rows).toEqual(rows);
  });
}

/** Checks that queries over the tables `events` and `n` fail as they do on Athena. */
export function checkQueryErrors(cases: readonly (readonly [sql: string, error: string])[]): void {
  const engine = filledEngine();

  it.each(cases)("rejects %s", async (sql, error) => {
    await checkError(() => engine.errorOf(sql), error);
  });
}

function filledEngine(): TestEngine {
  const engine = new TestEngine();

  beforeAll(async () => {
    await fillEvents(engine.aws);
    await fillNumbers(engine.aws);
  });

  afterAll(() => engine.close());

  return engine;
}
