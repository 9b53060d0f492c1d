import { RESOURCES_EXHAUSTED } from "../engine/engine-error";
import type { QueryOutcome } from "../execution/query-runner";
import { QueryError } from "../query-error";

/** How a process ended by itself. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote last. */
  readonly stderrTail: string;
}

/** A query that took more memory than it may. */
export function memoryLimitExceeded(memoryBytes: number): QueryOutcome {
  return failed(
    "EXCEEDED_LOCAL_MEMORY_LIMIT",
    `${RESOURCES_EXHAUSTED}: it exceeded the memory limit of ${mebibytes(memoryBytes)} of the embedded Athena`,
  );
}

/** A query that took more of the disk than it may. */
export function spillLimitExceeded(diskBytes: number): QueryOutcome {
  return failed(
    "EXCEEDED_SPILL_LIMIT",
    `${RESOURCES_EXHAUSTED}: it exceeded the limit of ${mebibytes(diskBytes)} of the embedded Athena for what doesn't fit into memory`,
  );
}

/** A query that ran for too long. */
export function timedOut(timeoutMs: number): QueryOutcome {
  return failed(
    "EXCEEDED_TIME_LIMIT",
    `Query timeout: it ran for more than ${timeoutMs / 60_000} minutes`,
  );
}

/** A query whose process was not ready in time: it never ran. */
export function startTimedOut(timeoutMs: number): QueryOutcome {
  return failed(
    "GENERIC_INTERNAL_ERROR",
    `The process for the query was not ready within ${timeoutMs / 1_000} s. Run the query again; if that fails too, look for what keeps this machine busy.`,
  );
}

/** A query whose process is gone. */
export function processExited({ code, signal, stderrTail }: ProcessExit): QueryOutcome {
  if (/heap out of memory|Zone Allocation failed/i.test(stderrTail)) {
    return failed(
      "EXCEEDED_LOCAL_MEMORY_LIMIT",
      `${RESOURCES_EXHAUSTED}: it exceeded the memory limit of functions and results of the embedded Athena`,
    );
  }
  const end = signal === null ? `with exit code ${code ?? "unknown"}` : `by ${signal}`;
  const words = stderrTail.trim().split("\n").at(-1) ?? "";
  return failed(
    "GENERIC_INTERNAL_ERROR",
    `The process that ran the query was ended ${end}. Run the query again.${words === "" ? "" : ` It said: ${words}`}`,
  );
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}

function failed(code: string, reason: string): QueryOutcome {
  return { state: "FAILED", code, reason: new QueryError(code, reason).message };
}
