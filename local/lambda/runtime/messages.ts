/** What a function's process is asked to do; it does one thing at a time. */
export type RuntimeRequest =
  | {
      readonly kind: "init";
      /** Written to both output streams when all output of this step is out. */
      readonly marker: string;
    }
  | {
      readonly kind: "invoke";
      readonly marker: string;
      readonly requestId: string;
      /** The event as JSON text. */
      readonly event: string;
      /** When the invocation ends, in milliseconds since 1970. */
      readonly deadlineMs: number;
      readonly invokedFunctionArn: string;
      /** JSON text of the caller's client context. */
      readonly clientContext?: string;
    };

/** An error as the Node.js runtime of Lambda reports it to the caller. */
export interface ReportedError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** How a request ended. */
export type RuntimeAnswer =
  | {
      readonly kind: "success";
      /** The handler's result as JSON text; empty for `init`. */
      readonly payload: string;
      readonly maxMemoryKiB: number;
    }
  | {
      readonly kind: "failure";
      readonly error: ReportedError;
      /** The process is of no use any more. */
      readonly fatal: boolean;
      readonly maxMemoryKiB: number;
    };
