import { AwsClients } from "../../../local/aws-clients";
import { RunningEmulator } from "../emulator/running-emulator";
import {
  CATALOGS,
  catalogDefinitions,
} from "../../../local/athena/trino/server/catalog-properties";
import { createCatalogs } from "../../../local/athena/trino/server/create-catalogs";
import type { TrinoConnection } from "../../../local/athena/trino/trino-runner-props";

/** Variable by which the set-up of the tests tells them of the backend. */
const VARIABLE = "LAKE_TEST_TRINO_BACKEND";

/** A Trino server with an embedded AWS that its catalogs read. */
export interface TrinoBackend {
  readonly connection: TrinoConnection;
  readonly endpointUrl: string;
  readonly region: string;
}

/** Starts an embedded AWS, whose tables a running Trino server reads. @returns what stops it */
export async function startBackend(trinoUrl: string): Promise<{
  readonly backend: TrinoBackend;
  readonly stop: () => Promise<void>;
}> {
  const emulator = await RunningEmulator.start();
  const { endpointUrl, region } = emulator;
  const endpoint = { url: trinoUrl, headers: { "X-Trino-User": "athena" } };
  await createCatalogs(endpoint, catalogDefinitions(endpointUrl, region));
  const connection = { endpoint, catalogs: CATALOGS };
  return { backend: { connection, endpointUrl, region }, stop: () => emulator.stop() };
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
