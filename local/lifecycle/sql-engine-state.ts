import type { SqlEngineStatus } from "../athena/trino/server/engine-settings";
import { INTERNAL_PATH } from "../gateway/gateway";
import { HEALTH_TIMEOUT_MS } from "./emulator-state";

/** State of the engine that answers the queries of an embedded AWS; undefined if it does not respond. */
export async function readSqlEngine(endpointUrl: string): Promise<SqlEngineStatus | undefined> {
  try {
    const response = await fetch(`${endpointUrl}${INTERNAL_PATH}sql-engine`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
      redirect: "error",
    });
    // The embedded AWS of this project writes it.
    return response.ok ? ((await response.json()) as SqlEngineStatus) : undefined;
  } catch {
    return undefined;
  }
}
