import type { AwsReply, AwsRequest } from "./aws-request";
import type { Release } from "./bodies/byte-budget";
import { ownValue } from "../../formats/own-value";
import { isRecord } from "../../errors/is-record";

/** Forwards a call to the control plane (moto) and returns its reply. */
export type Forward = (request: AwsRequest) => Promise<AwsReply>;

/** A call whose body is read as it arrives. */
export interface StreamedCall extends Omit<AwsRequest, "body"> {
  /**
   * To be read at most once, to its end if the call succeeds. Reading throws a `BodyError`, which the service must not
   * hide, if the body is too large or too slow. A client that sent `Expect: 100-continue` is asked for it only then.
   */
  readonly body: AsyncIterable<Buffer>;
}

/** A reply whose body may be sent as it is read. */
export interface StreamedReply extends Omit<AwsReply, "body"> {
  /** With a stream, the headers must say its length. @default - nothing, and the headers may say the length of HEAD */
  readonly body?: Buffer | string | AsyncIterable<Buffer> | undefined;
}

/** Calls that a service answers without having their bodies in memory. */
export interface StreamedCalls {
  /** Whether it answers a call, which is passed without its body. */
  accepts(head: AwsRequest): boolean;
  answer(call: StreamedCall, forward: Forward): Promise<StreamedReply>;
}

/** A part of the data plane: it answers calls that the control plane can't, and may run in the background. */
export interface EmulatedService {
  /** Signing name of the AWS service whose calls it handles. */
  readonly service: string;
  /**
   * Whether it handles a call, which is passed without its body; other calls are streamed to the control plane.
   *
   * @default - it handles every call of its service
   */
  accepts?(head: AwsRequest): boolean;
  /**
   * Answers a call; returns undefined if the next service that accepts it should, or else the control plane.
   *
   * @param releaseBody releases the memory of the body before the call is answered. A service whose answer depends on
   * other calls must use it, since those may be waiting for the memory; it must bound what it keeps of the body
   */
  handle?(
    request: AwsRequest,
    forward: Forward,
    releaseBody?: Release,
  ): Promise<AwsReply | undefined>;
  /** The calls that are never buffered; they come before those of {@link handle}. @default - none */
  readonly streamed?: StreamedCalls;
  /** Starts background work; called once, after the endpoint is open. */
  start?(): Promise<void> | void;
  /** Stops background work; resolves when all of it has ended. */
  stop?(): Promise<void>;
}

/** An error that is sent to the caller in the protocol of the AWS service. */
export class AwsServiceError extends Error {
  constructor(
    /** AWS's error code, for example `CrawlerRunningException`. */
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Other members of the error in the service's model. */
    readonly members: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/**
 * Converts the error of a call that an emulated service made on behalf of its caller; other errors are thrown again.
 */
export function toServiceError(error: unknown): AwsServiceError {
  if (!(error instanceof Error) || !("$metadata" in error)) throw error;
  // Only the SDK's service errors have this field, always in this form.
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return new AwsServiceError(error.name, error.message, httpStatusCode);
}

/** Operations of an `X-Amz-Target` JSON service; if one returns undefined, the control plane answers. */
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

/**
 * Serves AWS's JSON 1.0/1.1 protocol: parses the input, renders the output, and turns an {@link AwsServiceError} into
 * an error reply.
 */
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
        {
          ...error.members,
          __type: error.code,
          message: error.message,
          Message: error.message,
        },
        error.code,
      );
    }
  };
}

/** Renders a JSON reply; `errorType` sets the header that SDKs read first. */
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
    if (isRecord(input)) return input;
  } catch {
    // Falls through to the error below: AWS returns the same one for every invalid body.
  }
  throw new AwsServiceError("SerializationException", "The request body is not a JSON object.");
}
