import { readFileSync } from "node:fs";
import { join } from "node:path";

import NodeEnvironment from "jest-environment-node";

/** Tests that hold for the engine `duckdb` only, each with the reason, by the path of their file below `__tests__`. */
type Differences = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What is used of an event of jest-circus. */
interface TestEvent {
  readonly name: string;
  readonly test?: { readonly name: string; readonly errors: unknown[] };
}

/** Runs tests on Trino. A test that is listed as a difference has to fail there, so that the list stays true. */
export default class DifferenceEnvironment extends NodeEnvironment {
  private readonly listed: Readonly<Record<string, string>>;

  constructor(...args: ConstructorParameters<typeof NodeEnvironment>) {
    super(...args);
    const [, context] = args;
    // Written by hand, with these fields.
    const all = JSON.parse(
      readFileSync(join(__dirname, "differences.json"), "utf8"),
    ) as Differences;
    const [, file = ""] = context.testPath.split("/__tests__/");
    this.listed = all[file] ?? {};
  }

  handleTestEvent({ name, test }: TestEvent): void {
    if (name !== "test_done" || test === undefined) return;
    const reason = this.listed[test.name];
    if (reason === undefined) return;
    if (test.errors.length > 0) test.errors.length = 0;
    else test.errors.push(new Error(`It is listed as a difference (${reason}), but it holds.`));
  }
}
