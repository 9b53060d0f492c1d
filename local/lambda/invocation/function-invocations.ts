import { randomUUID } from "node:crypto";
import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaServiceException,
} from "@aws-sdk/client-lambda";
import type { FunctionEventInvokeConfig } from "@aws-sdk/client-lambda";
import type { EmulatorContext } from "../../emulator-context";
import type { AwsReply, AwsRequest } from "../../gateway/aws-request";
import type { Release } from "../../gateway/bodies/byte-budget";
import { toServiceError } from "../../gateway/emulated-service";
import type { FunctionRequest } from "../function-request";
import type { FunctionRunner } from "../function-runner";
import { toFunctionSettings } from "../function-settings";
import type { FunctionSettings } from "../function-settings";
import type { Invocation, InvocationResult } from "../process/function-instance";
import { AsyncInvocations } from "./async-invocations";
import { EventBudget } from "./event-budget";
import { publishMetrics } from "./function-metrics";
import { KeptEvents } from "./kept-events";
import type { KeptEvent } from "./kept-events";
import { readInvokeRequest } from "./invoke-request";

/** Size of the log tail that a caller can request. */
const LOG_TAIL_BYTES = 4096;

/** AWS's defaults for asynchronous invocations. */
const MAXIMUM_RETRY_ATTEMPTS = 2;
const MAXIMUM_EVENT_AGE_SECONDS = 6 * 60 * 60;

/** Answers calls of `Invoke`: synchronous and asynchronous invocations, and dry runs. */
export class FunctionInvocations {
  private readonly asynchronous: AsyncInvocations;
  private readonly events = new EventBudget();
  private readonly kept: KeptEvents;
  /** The events of an earlier start: calls are answered before this one continues with them. */
  private readonly interrupted: readonly KeptEvent[];
  private readonly publishing = new Set<Promise<void>>();

  /** @param retryDelaysMs delays between attempts of asynchronous invocations @default RETRY_DELAYS_MS */
  constructor(
    private readonly context: EmulatorContext,
    private readonly runner: FunctionRunner,
    retryDelaysMs?: readonly number[],
  ) {
    this.asynchronous = new AsyncInvocations(context.log, retryDelaysMs);
    this.kept = new KeptEvents(context.stateFolder);
    this.interrupted = this.kept.all();
  }

  /** Continues with the events that an earlier embedded AWS of this folder had accepted. */
  start(): void {
    for (const event of this.interrupted) {
      this.enqueue(event, this.events.take(event.invocation.event));
    }
  }

  /**
   * Answers a call.
   *
   * @param releaseBody see `EmulatedService.handle`
   * @throws AwsServiceError as Lambda answers
   */
  async invoke(
    call: FunctionRequest,
    request: AwsRequest,
    releaseBody: Release,
  ): Promise<AwsReply> {
    const { invocationType, logTail, event, clientContext } = readInvokeRequest(request);
    const settings = await this.settingsOf(call, request.region);
    const requestId = randomUUID();
    const invocation = {
      requestId,
      event,
      invokedFunctionArn: settings.functionArn,
      ...(clientContext === undefined ? {} : { clientContext }),
    };
    const headers = { "x-amzn-requestid": requestId, "x-amz-executed-version": settings.version };
    switch (invocationType) {
      case "DryRun":
        return { status: 204, headers, body: "" };
      case "Event":
        await this.accept(call, request.region, invocation);
        return { status: 202, headers: { "x-amzn-requestid": requestId }, body: "" };
      case "RequestResponse": {
        const release = this.events.take(event, request.body.length);
        // The function's own calls may be waiting for this memory.
        releaseBody();
        const { payload, failed, log } = await this.run(settings, invocation).finally(release);
        return {
          status: 200,
          headers: {
            ...headers,
            "content-type": "application/json",
            ...(failed ? { "x-amz-function-error": "Unhandled" } : {}),
            ...(logTail ? { "x-amz-log-result": tailOf(log) } : {}),
          },
          body: payload,
        };
      }
    }
  }

  /** Ends every function's process; resolves when no invocation is in progress. */
  async stop(): Promise<void> {
    await Promise.all([this.runner.stop(), this.asynchronous.stop()]);
    await Promise.all(this.publishing);
  }

  /** Accepts an event of an asynchronous invocation, which is kept when it returns. */
  private async accept(
    call: FunctionRequest,
    region: string,
    invocation: Invocation,
  ): Promise<void> {
    const limits = await this.eventInvokeConfig(call, region);
    const event: KeptEvent = {
      ...{ call, region, invocation, acceptedAt: Date.now() },
      maximumRetryAttempts: limits.MaximumRetryAttempts ?? MAXIMUM_RETRY_ATTEMPTS,
      maximumAgeSeconds: limits.MaximumEventAgeInSeconds ?? MAXIMUM_EVENT_AGE_SECONDS,
    };
    const release = this.events.take(invocation.event);
    try {
      this.kept.add(event);
    } catch (error) {
      release();
      throw error;
    }
    this.enqueue(event, release);
  }

  private enqueue(event: KeptEvent, release: () => void): void {
    const { call, region, invocation, ...limits } = event;
    const done = this.asynchronous.add({
      ...limits,
      functionName: call.functionName,
      requestId: invocation.requestId,
      invoke: async () => this.run(await this.settingsOf(call, region), invocation),
      failedAttempts: this.kept.failedAttempts(event),
      onFailure: () => this.kept.addFailure(event),
      onEnd: () => this.kept.remove(event),
    });
    void done.finally(release);
  }

  private async run(settings: FunctionSettings, invocation: Invocation): Promise<InvocationResult> {
    const result = await this.runner.invoke(settings, invocation);
    const published: Promise<void> = publishMetrics(this.context, settings, result).finally(() =>
      this.publishing.delete(published),
    );
    this.publishing.add(published);
    return result;
  }

  private async settingsOf(
    { functionName: FunctionName, qualifier: Qualifier }: FunctionRequest,
    region: string,
  ): Promise<FunctionSettings> {
    const { lambda } = this.context.clients(region);
    try {
      const configuration = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName, Qualifier }),
      );
      return toFunctionSettings(configuration, region);
    } catch (error) {
      throw toServiceError(error);
    }
  }

  private async eventInvokeConfig(
    { functionName: FunctionName, qualifier: Qualifier }: FunctionRequest,
    region: string,
  ): Promise<FunctionEventInvokeConfig> {
    const { lambda } = this.context.clients(region);
    try {
      return await lambda.send(
        new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier }),
      );
    } catch (error) {
      if (error instanceof LambdaServiceException && error.name === "ResourceNotFoundException") {
        return {};
      }
      throw error;
    }
  }
}

function tailOf(log: string): string {
  const bytes = Buffer.from(log);
  return bytes.subarray(Math.max(0, bytes.length - LOG_TAIL_BYTES)).toString("base64");
}
