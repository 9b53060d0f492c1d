import { basename } from "node:path";

import NodeEnvironment from "jest-environment-node";

import { optionalTrino } from "../emulator/optional-trino";
import { announcedBackend } from "./announced-backend";
import { announceTrino } from "./found-trino";

/** What is used of an event of jest-circus. */
interface TestEvent {
  readonly name: string;
  readonly test?: { mode?: string | null };
}

/**
 * Skips the tests of a file where no Trino is found, and says so in a line. A file asks for it by
 * `@jest-environment <rootDir>/__tests__/support/trino/optional-trino-environment.ts`; those that start a server of
 * their own, which `TRINO_URL` can't be, add `@trino-server own`.
 */
export default class OptionalTrinoEnvironment extends NodeEnvironment {
  private readonly file: string;
  private readonly url: boolean;
  private missing = false;

  constructor(...args: ConstructorParameters<typeof NodeEnvironment>) {
    super(...args);
    const [, { docblockPragmas, testPath }] = args;
    this.file = basename(testPath);
    this.url = docblockPragmas["trino-server"] !== "own";
  }

  async handleTestEvent({ name, test }: TestEvent): Promise<void> {
    if (name === "run_start") await this.find();
    if (name === "test_start" && test !== undefined && this.missing) test.mode = "skip";
  }

  private async find(): Promise<void> {
    if (announcedBackend() !== undefined) return;
    const source = await optionalTrino(`the tests of ${this.file}`, { url: this.url });
    this.missing = source === undefined;
    if (source !== undefined) announceTrino(source, this.global.process.env);
  }
}
