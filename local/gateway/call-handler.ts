import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { AwsReply, AwsRequest } from "./aws-request";
import { BodyError, bufferBody, declaredLength } from "./bodies/body-reader";
import { streamBody } from "./bodies/body-stream";
import type { BodyTimeouts } from "./bodies/body-timeouts";
import { ByteBudget } from "./bodies/byte-budget";
import type { Release } from "./bodies/byte-budget";
import { readQueryCall } from "./bodies/query-body";
import type { CallRecorder } from "./call-recorder";
import type { CallAuthorizer } from "./callers/call-authorizer";
import type { ChangeTracker } from "./change-tracker";
import { describeCall } from "./control-plane";
import type { ControlPlane } from "./control-plane";
import type {
  EmulatedService,
  Forward,
  StreamedCall,
  StreamedCalls,
  StreamedReply,
} from "./emulated-service";
import { rejectCall, send, sendStreamed } from "./replies";
import { S3_DOCUMENT_BYTES } from "./routing/pipeline-services";
import { errorReply, tooLarge, tooSlow } from "./routing/protocol-errors";
import type { CallRoute } from "./routing/protocol-routes";
import { toAwsReply } from "./routing/unexpected-reply";

/** Options of {@link CallHandler}. */
export interface CallHandlerProps {
  readonly controlPlane: ControlPlane;
  /** Records the calls that a service answers as a stream; the control plane records its own. */
  readonly changes: ChangeTracker;
  /** The first service that accepts a call handles it, or leaves it to the next one. */
  readonly services: readonly EmulatedService[];
  /** @default - every call is allowed */
  readonly authorizer?: CallAuthorizer | undefined;
  readonly bodyTimeouts: BodyTimeouts;
  /** @default - no call is recorded */
  readonly recorder?: CallRecorder | undefined;
}

/** Memory for request bodies in bytes. The largest body, a package of Lambda, takes all of it. */
const BUFFERED_BYTES = 72 * 1024 * 1024;
const MAXIMUM_WAITING_CALLS = 256;
const MAXIMUM_WAIT_MS = 300_000;

/**
 * Handles calls whose route is known: authorizes a call, and passes it to an emulated service or to the control plane.
 */
export class CallHandler {
  private readonly budget = new ByteBudget({
    totalBytes: BUFFERED_BYTES,
    maximumWaiting: MAXIMUM_WAITING_CALLS,
    waitMs: MAXIMUM_WAIT_MS,
  });

  constructor(private readonly props: CallHandlerProps) {}

  /** Handles a call. Its body is neither requested nor read before the head is accepted. */
  async handle(
    message: IncomingMessage,
    response: ServerResponse,
    route: CallRoute,
  ): Promise<void> {
    try {
      await this.respond(message, response, route);
    } catch (error) {
      if (!(error instanceof BodyError) || response.headersSent) throw error;
      rejectCall(message, response, bodyRejection(error, route));
    }
  }

  /** Closes the connections to the control plane. */
  close(): void {
    this.props.controlPlane.close();
  }

  private async respond(
    message: IncomingMessage,
    response: ServerResponse,
    route: CallRoute,
  ): Promise<void> {
    const { authorizer, changes, controlPlane, bodyTimeouts, recorder } = this.props;
    const { call, protocol, maximumBodyBytes } = route;
    if ((declaredLength(message) ?? 0) > maximumBodyBytes) throw new BodyError("too large");
    const readsEarly =
      protocol === "query" ||
      authorizer?.readsBody(call) === true ||
      recorder?.readsBody(call) === true;
    let releaseBody: Release = () => undefined;
    const readBody = async () => {
      const limit = call.service === "s3" ? S3_DOCUMENT_BYTES : maximumBodyBytes;
      requestBody(message, response);
      const { body, release } = await bufferBody(message, limit, this.budget, bodyTimeouts);
      releaseBody = release;
      if (response.closed) release();
      else response.once("close", release);
      return body;
    };
    let request = readsEarly ? { ...call, body: await readBody() } : call;
    if (protocol === "query") {
      const query = readQueryCall(request, maximumBodyBytes);
      if (query.rejection !== undefined) return send(response, query.rejection);
      request = query.call;
    }
    recorder?.record(request, readsEarly);
    const denial = await authorizer?.denialOf(request);
    if (denial !== undefined) return rejectCall(message, response, denial);
    const forward: Forward = (each) => controlPlane.answer(each);
    const streamed = this.streamedCallsFor(call);
    if (streamed !== undefined) {
      const body = readsEarly
        ? Readable.from([request.body])
        : streamBody(message, maximumBodyBytes, bodyTimeouts, () => requestBody(message, response));
      const reply = await answerStreamed(streamed, { ...request, body }, forward, changes);
      await sendStreamed(message, response, reply);
      return;
    }
    const services = this.servicesFor(call);
    if (services.length === 0 && !readsEarly) {
      requestBody(message, response);
      await controlPlane.stream(message, route, response, bodyTimeouts);
      return;
    }
    if (!readsEarly) request = { ...call, body: await readBody() };
    let handled: AwsReply | undefined;
    for (const service of services) {
      handled ??= await service.handle?.(request, forward, releaseBody);
    }
    const reply = handled ?? (await controlPlane.answer(request));
    if (authorizer?.readsBody(call) === true) authorizer.onReply(request, reply);
    send(response, toAwsReply(reply, protocol, describeCall(request)));
  }

  private streamedCallsFor(head: AwsRequest): StreamedCalls | undefined {
    return this.props.services.find(
      (each) => each.service === head.service && each.streamed?.accepts(head) === true,
    )?.streamed;
  }

  private servicesFor(head: AwsRequest): readonly EmulatedService[] {
    return this.props.services.filter(
      (each) =>
        each.service === head.service &&
        each.handle !== undefined &&
        each.accepts?.(head) !== false,
    );
  }
}

/** Answers a call, and records it before the caller can know of its effect. */
async function answerStreamed(
  calls: StreamedCalls,
  call: StreamedCall,
  forward: Forward,
  changes: ChangeTracker,
): Promise<StreamedReply> {
  try {
    return await calls.answer(call, forward);
  } finally {
    changes.record({ ...call, body: Buffer.alloc(0) });
  }
}

/** Node.js leaves `Expect: 100-continue` to the listener. */
function requestBody(message: IncomingMessage, response: ServerResponse): void {
  if (/^100-continue$/i.test(message.headers.expect ?? "")) response.writeContinue();
}

function bodyRejection({ problem }: BodyError, route: CallRoute): AwsReply {
  const { call, protocol, maximumBodyBytes } = route;
  switch (problem) {
    case "too large":
      return tooLarge(call.service, protocol, maximumBodyBytes);
    case "too slow":
    case "broken off":
      return tooSlow(call.service, protocol);
    case "too many":
      return errorReply(protocol, {
        code: call.service === "s3" ? "SlowDown" : "ThrottlingException",
        message: "Too many request bodies are being processed; try again.",
        status: call.service === "s3" ? 503 : 400,
      });
  }
}
