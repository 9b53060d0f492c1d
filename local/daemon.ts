import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Emulator } from "./emulator";
import type { Log } from "./emulator-context";
import { readAccessSettings } from "./gateway/access-settings";
import { lakeHome } from "./runtime/lake-home";
import { EXIT_PORT_IN_USE } from "./runtime/emulator-process";

/**
 * The background process of `lake up`: `daemon --home FOLDER --port N --moto-python FILE [--enforce-iam]`. Its home is
 * among its arguments, so that it is found also where its run file is gone.
 * It writes the run file when it is ready, and removes it when it ends in order.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      home: { type: "string" },
      port: { type: "string" },
      "moto-python": { type: "string" },
      "enforce-iam": { type: "boolean", default: false },
    },
  });
  const { port: portText = "", "moto-python": motoPython = "", "enforce-iam": enforceIam } = values;
  const home = lakeHome({ LAKE_HOME: values.home });
  mkdirSync(path.dirname(home.logFile), { recursive: true });
  const log = fileLog(home.logFile);
  const port = Number(portText);
  const startedAt = new Date().toISOString();

  const end = (exitCode: number): void => {
    emulator
      .stop()
      .catch((error: unknown) => {
        log.error("emulator", `It did not end in order: ${String(error)}`);
        exitCode = 1;
      })
      .finally(() => {
        rmSync(home.runFile, { force: true });
        process.exit(exitCode);
      });
  };
  const emulator = new Emulator({
    port,
    motoPython,
    stateFolder: home.stateFolder,
    log,
    enforceIam,
    access: readAccessSettings(process.env),
    onFailure: (reason) => {
      log.error("emulator", reason);
      end(1);
    },
    identity: { home: home.folder, pid: process.pid, startedAt },
  });
  process.once("SIGTERM", () => end(0));
  process.once("SIGINT", () => end(0));
  const endpointUrl = await emulator.start();
  writeFileSync(
    home.runFile,
    JSON.stringify({ pid: process.pid, endpointUrl, startedAt, enforceIam }),
  );
  log.info("emulator", `The embedded AWS answers at ${endpointUrl}`);
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
