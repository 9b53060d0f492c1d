import type { TrinoConnection } from "../../../local/athena/trino/trino-runner-props";

/** Variable by which the set-up of the tests tells them of the backend. */
const VARIABLE = "LAKE_TEST_TRINO_BACKEND";

/** A Trino server with an embedded AWS that its catalogs read. */
export interface TrinoBackend {
  readonly connection: TrinoConnection;
  readonly endpointUrl: string;
  readonly region: string;
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
