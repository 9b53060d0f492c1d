import { RESOURCES_EXHAUSTED } from "../engine/engine-error";
import type { QueryOutcome } from "../execution/query-runner";
import { QueryError } from "../query-error";

/** How a process exited. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of its standard error. */
  readonly stderrTail: string;
}

/** Whose limit it is. */
const ALL_QUERIES = "it used the most when all running queries together exceeded";

/** The outcome of a query that exceeded the memory limit, or that of all queries. */
export function memoryLimitExceeded(memoryBytes: number, together = false): QueryOutcome {
  return failed(
    "EXCEEDED_LOCAL_MEMORY_LIMIT",
    `${RESOURCES_EXHAUSTED}: ${together ? ALL_QUERIES : "it exceeded"} the memory limit of ${mebibytes(memoryBytes)} of the embedded Athena`,
  );
}

/** The outcome of a query that exceeded the limit for spilled data, or that of all queries. */
export function spillLimitExceeded(diskBytes: number, together = false): QueryOutcome {
  return failed(
    "EXCEEDED_SPILL_LIMIT",
    `${RESOURCES_EXHAUSTED}: ${together ? ALL_QUERIES : "it exceeded"} the limit of ${mebibytes(diskBytes)} of the embedded Athena for data spilled to disk`,
  );
}

/** The outcome of a query that ran for too long. */
export function timedOut(timeoutMs: number): QueryOutcome {
  return failed(
    "EXCEEDED_TIME_LIMIT",
    `Query timeout: it ran for more than ${timeoutMs / 60_000} minutes`,
  );
}

/** The outcome of a query whose process was not ready in time. */
export function startTimedOut(timeoutMs: number): QueryOutcome {
  return failed(
    "GENERIC_INTERNAL_ERROR",
    `The query's process was not ready within ${timeoutMs / 1_000} s. Run the query again; if it fails again, check the load of this machine.`,
  );
}

/** The outcome of a query whose process exited. */
export function processExited({ code, signal, stderrTail }: ProcessExit): QueryOutcome {
  if (/heap out of memory|Zone Allocation failed/i.test(stderrTail)) {
    return failed(
      "EXCEEDED_LOCAL_MEMORY_LIMIT",
      `${RESOURCES_EXHAUSTED}: it exceeded the heap limit of the embedded Athena for functions and results`,
    );
  }
  const how = signal === null ? `exited with code ${code ?? "unknown"}` : `was killed by ${signal}`;
  const lastLine = stderrTail.trim().split("\n").at(-1) ?? "";
  return failed(
    "GENERIC_INTERNAL_ERROR",
    `The query's process ${how}. Run the query again.${lastLine === "" ? "" : ` Its last output: ${lastLine}`}`,
  );
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}

function failed(code: string, reason: string): QueryOutcome {
  return { state: "FAILED", code, reason: new QueryError(code, reason).message };
}
