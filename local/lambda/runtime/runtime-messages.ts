import { isRecord } from "../../../errors/is-record";
/** Second argument of the runtime, after the folder for `/tmp`: enables the confinement. */
export const CONFINED = "confined";

/** A request to a function's process, one at a time. */
export type RuntimeRequest =
  | {
      readonly kind: "init";
      /** Written to both output streams after all output of this request, and repeated in the response. */
      readonly marker: string;
    }
  | {
      readonly kind: "invoke";
      readonly marker: string;
      readonly requestId: string;
      /** The event as JSON text. */
      readonly event: string;
      /** Deadline of the invocation in milliseconds since 1970. */
      readonly deadlineMs: number;
      readonly invokedFunctionArn: string;
      /** JSON text of the caller's client context. */
      readonly clientContext?: string;
    };

/** An error as Lambda's Node.js runtime reports it to the caller. */
export interface ReportedError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** Outcome of a request. */
export type RuntimeResponse = {
  /** Marker of the request. */
  readonly marker: string;
  readonly maxMemoryKiB: number;
} & (
  | {
      readonly kind: "success";
      /** The handler's result as JSON text; empty for `init`. */
      readonly payload: string;
    }
  | {
      /** The result or the error exceeds the maximum size of a response. */
      readonly kind: "too large";
    }
  | {
      readonly kind: "failure";
      readonly error: ReportedError;
      /** Whether the process can't be used any more. */
      readonly fatal: boolean;
    }
);

/**
 * Maximum size of a response in bytes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAXIMUM_RESPONSE_BYTES = 6_291_556;

/** Replaces a response that exceeds the maximum size. */
export function withinLimit(answer: RuntimeResponse): RuntimeResponse {
  const { marker, maxMemoryKiB } = answer;
  const text =
    answer.kind === "success"
      ? answer.payload
      : JSON.stringify(answer.kind === "failure" ? answer.error : "");
  if (Buffer.byteLength(text) <= MAXIMUM_RESPONSE_BYTES) return answer;
  return { marker, maxMemoryKiB, kind: "too large" };
}

/** Parses a response; undefined for anything else, because the function's own code can write to the channel. */
export function readRuntimeResponse(value: unknown): RuntimeResponse | undefined {
  if (!isRecord(value)) return undefined;
  const { marker, maxMemoryKiB, kind, payload, error, fatal } = value;
  if (typeof marker !== "string" || typeof maxMemoryKiB !== "number") return undefined;
  const common = { marker, maxMemoryKiB };
  if (kind === "too large") return { ...common, kind };
  if (kind === "success" && typeof payload === "string") {
    return withinLimit({ ...common, kind, payload });
  }
  if (kind !== "failure" || typeof fatal !== "boolean" || !isReportedError(error)) return undefined;
  const { errorType, errorMessage, trace } = error;
  return withinLimit({ ...common, kind, error: { errorType, errorMessage, trace }, fatal });
}

function isReportedError(value: unknown): value is ReportedError {
  if (!isRecord(value)) return false;
  const { errorType, errorMessage, trace } = value;
  return (
    typeof errorType === "string" &&
    typeof errorMessage === "string" &&
    Array.isArray(trace) &&
    trace.every((line) => typeof line === "string")
  );
}
