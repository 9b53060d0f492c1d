import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AwsClients } from "../../local/aws-clients";
import { lakeHome } from "../../local/home/lake-home";
import { startEmulator } from "../../local/lifecycle/start-emulator";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { freePort } from "../../local/processes/free-port";

/** What a benchmark of queries compares. */
export interface QueryBench {
  /** Clients of an embedded AWS that is empty. */
  readonly clients: AwsClients;
  readonly endpointUrl: string;
  /** Its background process, which started all others. */
  readonly pid: number;
  /** DuckDB alone. */
  readonly connection: DuckDBConnection;
  /** Folder for files, removed at the end. */
  readonly folder: string;
}

/**
 * Runs a benchmark with an embedded AWS of its own.
 *
 * @param name also the access key of its calls
 */
export async function withQueryBench<Result>(
  name: string,
  measure: (bench: QueryBench) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), `bench-${name}-`));
  const home = lakeHome({ LAKE_HOME: path.join(folder, "lake") });
  const { endpointUrl, pid } = await startEmulator(home, {
    port: await freePort(),
    enforceIam: false,
  });
  const credentials = { accessKeyId: name, secretAccessKey: name };
  const clients = new AwsClients({ region: "us-east-1", endpointUrl, credentials });
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    return await measure({ clients, endpointUrl, pid, connection, folder });
  } finally {
    connection.closeSync();
    instance.closeSync();
    clients.destroy();
    await stopEmulator(home);
    rmSync(folder, { recursive: true });
  }
}
