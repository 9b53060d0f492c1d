import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stop as stopEsbuild } from "esbuild";

import { TrinoServer } from "../../../local/athena/trino/server/trino-server";
import { AwsClients } from "../../../local/aws-clients";
import type { TrinoSource } from "../../../toolchain/trino/trino";
import { RunningEmulator } from "../emulator/running-emulator";
import type { TrinoBackend } from "./announced-backend";

/** The default of `lake up`. */
const MEMORY_MIB = 1536;

/**
 * Starts an embedded AWS and, as `lake up` does, the Trino server over its tables; one that runs gets their catalogs.
 *
 * @returns what stops both
 * @throws Error with the server's reason if it does not start; nothing is left behind then
 */
export async function startBackend(
  source: TrinoSource,
  progress: (line: string) => void = () => undefined,
): Promise<{ readonly backend: TrinoBackend; readonly stop: () => Promise<void> }> {
  const emulator = await RunningEmulator.start();
  const { endpointUrl, region } = emulator;
  const folder = mkdtempSync(join(tmpdir(), "trino-backend-"));
  const server = new TrinoServer({
    source,
    ...{ endpointUrl, region, memoryMiB: MEMORY_MIB },
    ...{ folder: join(folder, "server"), logFile: join(folder, "trino.log") },
    log: { info: (_, line) => progress(line), error: () => undefined },
  });
  const stop = async () => {
    await server.stop();
    await emulator.stop();
    // Its process bundles the engine of the embedded AWS, and would keep running.
    await stopEsbuild();
  };
  try {
    const connection = await server.connect(region);
    return { backend: { connection, endpointUrl, region }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Clients of a backend's embedded AWS. */
export function backendClients({ endpointUrl, region }: TrinoBackend): AwsClients {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new AwsClients({ region, endpointUrl, credentials });
}
