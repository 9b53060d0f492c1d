import { basename } from "node:path";

import NodeEnvironment from "jest-environment-node";

import { lakeHome } from "../../../local/home/lake-home";
import { locatePyiceberg } from "../../../toolchain/iceberg/pyiceberg";

/**
 * Skips the tests of a file where pyiceberg is not installed, and says in a line how it is: tests download nothing. With
 * `REQUIRE_PYICEBERG=1` they fail instead. A file asks for it by `@jest-environment <rootDir>/__tests__/support/emulator/optional-pyiceberg-environment.ts`.
 */
export default class OptionalPyicebergEnvironment extends NodeEnvironment {
  private readonly file: string;
  private isMissing = false;

  constructor(...args: ConstructorParameters<typeof NodeEnvironment>) {
    super(...args);
    this.file = basename(args[1].testPath);
  }

  async handleTestEvent({ name, test }: TestEvent): Promise<void> {
    if (name === "run_start") await this.find();
    if (name === "test_start" && test !== undefined && this.isMissing) test.mode = "skip";
  }

  private async find(): Promise<void> {
    const { toolsFolder } = lakeHome();
    const python = await locatePyiceberg(toolsFolder);
    this.global.process.env["PYICEBERG_PYTHON"] = python;
    this.isMissing = python === undefined;
    if (!this.isMissing) return;
    const how = "pyiceberg is not installed: npx tsx toolchain/iceberg/install-pyiceberg.ts";
    if (process.env["REQUIRE_PYICEBERG"] === "1") throw new Error(how);
    process.stderr.write(`Not run: the tests of ${this.file}, since ${how}\n`);
  }
}

/** What is used of an event of jest-circus. */
interface TestEvent {
  readonly name: string;
  readonly test?: { mode?: string | null };
}
