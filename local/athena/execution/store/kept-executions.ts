import { recordOutcome, type Execution } from "../query-execution";

/** Times of an execution. */
type Time = "submitted" | "started" | "planned" | "completed";

/**
 * How long Athena keeps an execution.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
const KEPT_MS = 45 * 24 * 60 * 60 * 1000;

/** An execution as it is in a file; times are ISO 8601. */
export type KeptExecution = Omit<Execution, "abort" | Time> &
  Partial<Record<Time, string>> & {
    /** ClientRequestToken of its request. */
    readonly token?: string | undefined;
  };

/** An execution for a file. */
export function keptExecution(execution: Execution, token: string | undefined): KeptExecution {
  const { abort, submitted, started, planned, completed, ...fields } = execution;
  void abort;
  return {
    ...fields,
    token,
    submitted: submitted.toISOString(),
    ...(started === undefined ? {} : { started: started.toISOString() }),
    ...(planned === undefined ? {} : { planned: planned.toISOString() }),
    ...(completed === undefined ? {} : { completed: completed.toISOString() }),
  };
}

/** Whether Athena has forgotten an execution by now. */
export function isExpired({ submitted }: Execution): boolean {
  return Date.now() - +submitted > KEPT_MS;
}

/** An execution from a file. One that had not ended when the embedded AWS did has failed. */
export function restoredExecution(kept: KeptExecution): Execution {
  const { token, submitted = "", started, planned, completed, ...fields } = kept;
  void token;
  const execution: Execution = {
    ...fields,
    abort: new AbortController(),
    submitted: new Date(submitted),
    ...(started === undefined ? {} : { started: new Date(started) }),
    ...(planned === undefined ? {} : { planned: new Date(planned) }),
    ...(completed === undefined ? {} : { completed: new Date(completed) }),
  };
  if (completed === undefined) {
    recordOutcome(execution, {
      state: "FAILED",
      code: "GENERIC_INTERNAL_ERROR",
      reason: "GENERIC_INTERNAL_ERROR: The embedded AWS ended while the query was running.",
    });
  }
  return execution;
}
