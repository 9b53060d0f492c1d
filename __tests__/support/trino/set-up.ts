import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { lakeHome } from "../../../local/home/lake-home";
import { findTrino } from "../../../toolchain/trino/trino";
import setUpRun from "../test-run/set-up";
import tearDownRun from "../test-run/tear-down";
import { announceBackend } from "./announced-backend";
import { startBackend } from "./trino-backend";

/** Global set-up of the tests on Trino: one embedded AWS and one Trino server for all. */
export default async function setUp(): Promise<void> {
  setUpRun();
  try {
    const { toolsFolder } = lakeHome();
    const source = await findTrino({ toolsFolder, progress });
    progress(
      source.type === "url"
        ? `Trino: the server at ${source.url}`
        : `Trino: starting that of ${source.folder} with ${source.java}`,
    );
    const { backend, stop } = await startBackend(source, progress);
    announceBackend(backend);
    stopBackend = stop;
  } catch (error) {
    tearDownRun();
    // Jest would print a trace as well.
    progress(messageOf(error));
    if (error instanceof UserError) progress(error.advice);
    process.exit(1);
  }
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Stops what the set-up started. */
export let stopBackend: () => Promise<void> = () => Promise.resolve();
