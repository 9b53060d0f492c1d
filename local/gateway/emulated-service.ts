import type { AwsReply, AwsRequest } from "./aws-request";
import type { Release } from "./bodies/byte-budget";
import { ownValue } from "../../formats/own-value";

/** Sends a call on to the control plane (moto) and brings back its answer. */
export type Forward = (request: AwsRequest) => Promise<AwsReply>;

/** A part of the data plane: it answers the calls that the control plane can't, and may work in the background. */
export interface EmulatedService {
  /** Signing name of the AWS service whose calls it wants to see. */
  readonly service: string;
  /**
   * Whether it wants to see a call, of which only the body is missing yet; a call that nobody wants is streamed
   * through.
   *
   * @default - it wants every call of its service
   */
  accepts?(head: AwsRequest): boolean;
  /**
   * Answers a call, or returns undefined to let the control plane answer.
   *
   * @param releaseBody gives the room of the body to other calls before this one is answered. A service whose answer
   * depends on calls that are made meanwhile needs this, since they may wait for that very room; it bounds what it keeps
   * of the body itself
   */
  handle?(
    request: AwsRequest,
    forward: Forward,
    releaseBody?: Release,
  ): Promise<AwsReply | undefined>;
  /** Begins background work; called once, when the endpoint is up. */
  start?(): Promise<void> | void;
  /** Ends background work; resolves when nothing of it runs any more. */
  stop?(): Promise<void>;
}

/** An error that reaches the caller as the AWS service would send it. */
export class AwsServiceError extends Error {
  constructor(
    /** AWS's error code, for example `CrawlerRunningException`. */
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}

/** The error of a call that an emulated service made for its caller, to be passed on; what is no AWS error is thrown on. */
export function toServiceError(error: unknown): AwsServiceError {
  if (!(error instanceof Error) || !("$metadata" in error)) throw error;
  // Only the SDK's service errors have this field, and always in this form.
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return new AwsServiceError(error.name, error.message, httpStatusCode);
}

/** Operations of an `X-Amz-Target` JSON service; an operation that returns undefined is left to the control plane. */
export type JsonOperations = Readonly<
  Record<
    string,
    (
      input: Readonly<Record<string, unknown>>,
      request: AwsRequest,
      forward: Forward,
    ) => Promise<unknown>
  >
>;

/** Serves AWS's JSON 1.0/1.1 protocol: parses the input, renders the output, turns {@link AwsServiceError} into a fault. */
export function serveJson(
  operations: JsonOperations,
): (request: AwsRequest, forward: Forward) => Promise<AwsReply | undefined> {
  return async (request, forward) => {
    const operation = ownValue(operations, request.operation);
    if (operation === undefined) return undefined;
    try {
      const output = await operation(parseInput(request.body), request, forward);
      return output === undefined ? undefined : jsonReply(200, output);
    } catch (error) {
      if (!(error instanceof AwsServiceError)) throw error;
      return jsonReply(
        error.status,
        { __type: error.code, message: error.message, Message: error.message },
        error.code,
      );
    }
  };
}

/** A JSON answer; `errorType` fills the header that SDKs read first. */
export function jsonReply(status: number, body: unknown, errorType?: string): AwsReply {
  return {
    status,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      ...(errorType === undefined ? {} : { "x-amzn-errortype": errorType }),
    },
    body: JSON.stringify(body),
  };
}

function parseInput(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  try {
    const input: unknown = JSON.parse(body.toString("utf8"));
    if (typeof input === "object" && input !== null && !Array.isArray(input)) {
      // Checked above: a JSON object has string keys and unknown values.
      return input as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Falls through to the fault below: AWS gives the same one for every unreadable body.
  }
  throw new AwsServiceError("SerializationException", "The request body is not a JSON object.");
}
