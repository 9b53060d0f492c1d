import { readFileSync } from "node:fs";
import { join } from "node:path";

import NodeEnvironment from "jest-environment-node";

/** Form of `differences.json`, which is written by hand. */
export interface Differences {
  /** Why a test holds for the engine `duckdb` only, and where that is to be seen, by a short name. */
  readonly reasons: Readonly<Record<string, { readonly reason: string; readonly source: string }>>;
  /** Name of the reason, by the path of a file below `__tests__` and the name of a test in it. */
  readonly tests: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What is used of an event of jest-circus. */
interface TestEvent {
  readonly name: string;
  readonly test?: { readonly name: string; readonly errors: unknown[] };
}

/** What is used of the state of jest-circus. */
interface RunState {
  readonly unhandledErrors: unknown[];
}

/**
 * Runs tests on Trino. A test that is listed as a difference has to exist and to fail there, so that the list stays
 * true.
 */
export default class DifferenceEnvironment extends NodeEnvironment {
  private readonly listed: ReadonlyMap<string, string>;
  private readonly unseen: Set<string>;

  constructor(...args: ConstructorParameters<typeof NodeEnvironment>) {
    super(...args);
    const [, context] = args;
    const { reasons, tests } = JSON.parse(
      readFileSync(join(__dirname, "differences.json"), "utf8"),
    ) as Differences;
    const [, file = ""] = context.testPath.split("/__tests__/");
    this.listed = new Map(
      Object.entries(tests[file] ?? {}).map(([test, name]) => [test, reasons[name]?.reason ?? ""]),
    );
    this.unseen = new Set(this.listed.keys());
  }

  handleTestEvent({ name, test }: TestEvent, { unhandledErrors }: RunState): void {
    if (test !== undefined && (name === "test_done" || name === "test_skip")) {
      this.unseen.delete(test.name);
    }
    if (name === "run_finish") {
      for (const missing of this.unseen) {
        unhandledErrors.push(new Error(`"${missing}" is listed as a difference, but is no test.`));
      }
    }
    if (name !== "test_done" || test === undefined) return;
    const reason = this.listed.get(test.name);
    if (reason === undefined) return;
    if (test.errors.length > 0) test.errors.length = 0;
    else test.errors.push(new Error(`It is listed as a difference (${reason}), but it holds.`));
  }
}
