import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Emulator } from "./emulator";
import type { Log } from "./emulator-context";
import { readAccessSettings } from "./gateway/callers/access-settings";
import { EXIT_PORT_IN_USE } from "./lifecycle/emulator-options";
import { parseTrinoArguments, TRINO_ARGUMENTS } from "./lifecycle/trino-arguments";
import { lakeHome } from "./home/lake-home";
import { usePrivateUmask } from "./home/private-files";
import { identifyProcess, ownIdentity } from "./processes/process-identity";
import { removeRunFile, writeRunFile } from "./home/run-file";
import type { RunningEmulator } from "./home/run-file";

/**
 * The background process of `lake up`: `daemon --home FOLDER --port N --moto-python FILE [--enforce-iam]
 * [--record-calls FILE] [--trino-home FOLDER --trino-java FILE | --trino-url URL] [--trino-memory MIB]`. The home is an argument so that the process can be found without its run file. It writes the
 * run file when it is ready, and removes it when it exits normally.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      home: { type: "string" },
      port: { type: "string" },
      "moto-python": { type: "string" },
      "enforce-iam": { type: "boolean", default: false },
      "record-calls": { type: "string" },
      ...TRINO_ARGUMENTS,
    },
  });
  const { port: portText = "", "moto-python": motoPython = "", "enforce-iam": enforceIam } = values;
  const home = lakeHome({ LAKE_HOME: values.home });
  usePrivateUmask();
  const log = fileLog(home.logFile);
  const port = Number(portText);
  const startedAt = new Date().toISOString();
  const trino = parseTrinoArguments(values, home.trinoLogFile);
  let running: RunningEmulator | undefined;

  const end = (exitCode: number): void => {
    emulator
      .stop()
      .catch((error: unknown) => {
        log.error("emulator", `Could not stop cleanly: ${String(error)}`);
        exitCode = 1;
      })
      .finally(() => {
        // After a failure the run file stays, with the reason.
        if (running?.ended === undefined) removeRunFile(home);
        process.exit(exitCode);
      });
  };
  const emulator = new Emulator({
    port,
    motoPython,
    stateFolder: home.stateFolder,
    scratchFolder: home.scratchFolder,
    toolsFolder: home.toolsFolder,
    log,
    enforceIam,
    trino,
    recordCalls: values["record-calls"],
    access: readAccessSettings(process.env),
    onFailure: (reason) => {
      log.error("emulator", reason);
      if (running !== undefined) {
        running = { ...running, ended: { at: new Date().toISOString(), reason } };
        writeRunFile(home, running);
      }
      end(1);
    },
    identity: { home: home.folder, pid: process.pid, startedAt },
  });
  process.once("SIGTERM", () => end(0));
  process.once("SIGINT", () => end(0));
  const endpointUrl = await emulator.start();
  const { controlPlanePid: pid = 0 } = emulator;
  const found = identifyProcess(pid);
  const controlPlane = typeof found === "object" ? found : { pid, startTime: "", commandLine: "" };
  const sqlEngine = trino === undefined ? "duckdb" : "trino";
  running = { ...ownIdentity(), endpointUrl, startedAt, enforceIam, sqlEngine, controlPlane };
  writeRunFile(home, running);
  log.info("emulator", `Listening at ${endpointUrl}`);
}

function fileLog(file: string): Log {
  const write = (level: string) => (part: string, message: string) =>
    appendFileSync(file, `${new Date().toISOString()} ${level} ${part}: ${message}\n`);
  return { info: write("INFO "), error: write("ERROR") };
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  process.stderr.write(`${String(error)}\n`);
  process.exit(inUse ? EXIT_PORT_IN_USE : 1);
});
