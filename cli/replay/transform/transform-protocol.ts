/** What a transform is told beside the event, as it crosses to its process. */
export interface RecordToTransform {
  readonly text: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  /** Milliseconds since 1970. */
  readonly arrival: number;
  readonly place: string;
}

/** What the process of a transform is asked. */
export type TransformRequest =
  | { readonly type: "load"; readonly code: string; readonly file: string }
  | { readonly type: "apply"; readonly id: number; readonly record: RecordToTransform };

/** What it answers: to `load` with `loaded` or `unusable`, to `apply` with the rest. */
export type TransformResponse =
  | { readonly reply: "loaded" }
  | { readonly reply: "unusable"; readonly problem: string }
  | { readonly reply: "data"; readonly id: number; readonly data: string }
  | { readonly reply: "skipped"; readonly id: number }
  | { readonly reply: "failed"; readonly id: number; readonly reason: string };

/** What it says unasked, before it ends: an error that no record's call threw. */
export interface UncaughtErrorMessage {
  readonly reply: "fatal";
  readonly reason: string;
}

/** File descriptor on which its watchdog says why it ends the process, as one word. */
export const WATCHDOG_FD = 4;

/** Names of the variables by which the process learns what it is held to. */
export const LIMIT_VARIABLE = "LAKE_TRANSFORM_MEMORY_BYTES";
