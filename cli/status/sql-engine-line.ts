import type { SqlEngineStatus } from "../../local/athena/trino/server/engine-settings";

const MIB = 1024 ** 2;

/** The engine that answers queries, in one line. */
export function describeSqlEngine(status: SqlEngineStatus): string {
  if (status.engine === "duckdb") return "SQL engine: duckdb.";
  const { version, state, url, pid, heapMiB, residentBytes, reason } = status;
  const details = [
    state,
    url === undefined ? [] : `at ${url}`,
    pid === undefined ? [] : `pid ${pid}`,
    residentBytes === undefined ? [] : `memory ${Math.round(residentBytes / MIB)} MiB`,
    heapMiB === undefined ? [] : `heap of at most ${heapMiB} MiB`,
    reason ?? [],
  ].flat();
  return `SQL engine: trino ${version}, ${details.join(", ")}.`;
}
