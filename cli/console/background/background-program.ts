import { parseArgs } from "node:util";
import { messageOf } from "../../../errors/message-of";
import { lakeHome } from "../../../local/home/lake-home";
import { usePrivateUmask } from "../../../local/home/private-files";
import { ownIdentity } from "../../../local/processes/process-identity";
import { ConnectedLake } from "../../target/connected-lake";
import { LOCAL } from "../../target/local-emulator";
import { requireEnvironment } from "../../target/require-environment";
import { EXIT } from "../../terminal/exit-codes";
import { startConsole } from "../console-command";
import { readConsoleRecord, removeConsoleRecord, writeConsoleRecord } from "./console-record";

/** How often it looks whether it is still the console of its home. */
const LOOK_MS = 2_000;

/**
 * The background process of the console: `background-program --home FOLDER`. It records its address when it answers, and
 * ends with SIGTERM, or once its home has another console or none: nothing that deletes a home has to know of it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { home: { type: "string" } } });
  const home = lakeHome({ LAKE_HOME: values.home });
  usePrivateUmask();
  const lake = new ConnectedLake(requireEnvironment(LOCAL), false);
  const server = await startConsole(lake, 0);
  const isRecorded = () => readConsoleRecord(home)?.pid === process.pid;
  const end = (): void => {
    lake.close();
    if (isRecorded()) removeConsoleRecord(home);
    void server.stop().finally(() => process.exit());
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  writeConsoleRecord(home, { ...ownIdentity(), address: server.address });
  setInterval(() => {
    if (!isRecorded()) end();
  }, LOOK_MS);
}

main().catch((error: unknown) => {
  console.error(`Error: The console did not start: ${messageOf(error)}`);
  process.exit(EXIT.failed);
});
