import { mayHaveSucceeded } from "../../../aws/transient-errors";
import { TimeLimitError } from "../../../aws/with-timeout";

/** A record that Kinesis has not confirmed, and why. */
export interface FailedRecord extends FailureReason {
  /** Position of the record in what the caller sent. */
  readonly index: number;
}

/** Why a record is not confirmed. */
export interface FailureReason {
  /**
   * AWS's error code, or one of this project: `NotSent` (no time left), `HeldBack` (an earlier record of its partition key
   * failed), `NoResponse` (the request timed out), `NoResult` (the response has no result for the record).
   */
  readonly code: string;
  readonly message: string;
  /**
   * Whether the response to a request with this record was lost, so that the record may be in the stream nevertheless.
   *
   * @default false
   */
  readonly mayBePublished?: true;
}

/** The result of one record in a response of `PutRecords`. */
export interface RecordResult {
  readonly SequenceNumber?: string | undefined;
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

/** The invocation ended before the record was sent. */
export const NOT_SENT: FailureReason = {
  code: "NotSent",
  message: "the time of the invocation ended before the record could be sent",
};

/** The record would overtake an earlier one of its partition key. */
export const HELD_BACK: FailureReason = {
  code: "HeldBack",
  message: "an earlier record of its partition key was not confirmed, and their order is kept",
};

/** Why a record of a successful request failed, if it did: single records can fail although the request succeeds. */
export function recordFailure(result: RecordResult | undefined): FailureReason | undefined {
  if (result?.ErrorCode !== undefined) {
    return { code: result.ErrorCode, message: result.ErrorMessage ?? "" };
  }
  if (result?.SequenceNumber !== undefined) return undefined;
  return {
    code: "NoResult",
    message: "the response has no result for this record",
    mayBePublished: true,
  };
}

/** Why every record of a failed request failed. */
export function requestFailure(error: unknown): FailureReason {
  const reason =
    error instanceof TimeLimitError
      ? { code: "NoResponse", message: `${error.message}; the record may be in the stream` }
      : error instanceof Error
        ? { code: error.name, message: error.message }
        : { code: "UnknownError", message: String(error) };
  return mayHaveSucceeded(error) ? { ...reason, mayBePublished: true } : reason;
}
