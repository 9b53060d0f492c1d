/** The context of an event, serialized for the transform's process. */
export interface RecordToTransform {
  readonly text: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  /** Milliseconds since 1970. */
  readonly arrival: number;
  readonly place: string;
}

/** A request to the process of a transform. */
export type TransformRequest =
  | { readonly type: "load"; readonly code: string; readonly file: string }
  | { readonly type: "apply"; readonly id: number; readonly record: RecordToTransform };

/** Its response: to `load` with `loaded` or `unusable`, to `apply` with the others. */
export type TransformResponse =
  | { readonly reply: "loaded" }
  | { readonly reply: "unusable"; readonly problem: string }
  | { readonly reply: "data"; readonly id: number; readonly data: string }
  | { readonly reply: "skipped"; readonly id: number }
  | { readonly reply: "failed"; readonly id: number; readonly reason: string };

/** Sent before the process exits: an error that was thrown outside of any call. */
export interface UncaughtErrorMessage {
  readonly reply: "fatal";
  readonly reason: string;
}

/** File descriptor of the channel between a run and the process of its transform. */
export const CHANNEL_FD = 3;

/** File descriptor on which its watchdog reports why it kills the process, as one word. */
export const WATCHDOG_FD = 4;

/** Environment variable that passes the memory limit to the process. */
export const LIMIT_VARIABLE = "LAKE_TRANSFORM_MEMORY_BYTES";

/** Parses a line that the process of a transform wrote; undefined for anything but a response of this protocol. */
export function parseResponse(line: string): TransformResponse | UncaughtErrorMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof message !== "object" || message === null) return undefined;
  const { reply, id, data, reason, problem } = message as Readonly<Record<string, unknown>>;
  const isValid =
    reply === "loaded" ||
    (reply === "unusable" && typeof problem === "string") ||
    (reply === "data" && typeof id === "number" && typeof data === "string") ||
    (reply === "skipped" && typeof id === "number") ||
    (reply === "failed" && typeof id === "number" && typeof reason === "string") ||
    (reply === "fatal" && typeof reason === "string");
  // Each field of its kind was checked.
  return isValid ? (message as TransformResponse | UncaughtErrorMessage) : undefined;
}
