import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stop as stopEsbuild } from "esbuild";

import { TrinoServer } from "../../../local/athena/trino/server/trino-server";
import type { TrinoConnection } from "../../../local/athena/trino/trino-runner-props";
import { AwsClients } from "../../../local/aws-clients";
import type { TrinoSource } from "../../../toolchain/trino/trino";
import { RunningEmulator } from "../emulator/running-emulator";

/** Variable by which the set-up of the tests tells them of the backend. */
const VARIABLE = "LAKE_TEST_TRINO_BACKEND";

/** The default of `lake up`. */
const MEMORY_MIB = 1536;

/** A Trino server with an embedded AWS that its catalogs read. */
export interface TrinoBackend {
  readonly connection: TrinoConnection;
  readonly endpointUrl: string;
  readonly region: string;
}

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

/** Tells the tests' workers of the backend. */
export function announceBackend(backend: TrinoBackend): void {
  process.env[VARIABLE] = JSON.stringify(backend);
}

/** The backend of this run of the tests; undefined if they test the engine `duckdb`. */
export function announcedBackend(): TrinoBackend | undefined {
  const text = process.env[VARIABLE];
  // Written by announceBackend.
  return text === undefined ? undefined : (JSON.parse(text) as TrinoBackend);
}

/** Clients of a backend's embedded AWS. */
export function backendClients({ endpointUrl, region }: TrinoBackend): AwsClients {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new AwsClients({ region, endpointUrl, credentials });
}
