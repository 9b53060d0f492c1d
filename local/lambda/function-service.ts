import { randomUUID } from "node:crypto";
import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaServiceException,
} from "@aws-sdk/client-lambda";
import type { FunctionEventInvokeConfig } from "@aws-sdk/client-lambda";
import type { EmulatorContext } from "../emulator-context";
import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import type { Release } from "../gateway/bodies/byte-budget";
import { AwsServiceError, toServiceError } from "../gateway/emulated-service";
import type { EmulatedService, Forward } from "../gateway/emulated-service";
import { AsyncInvocations } from "./async-invocations";
import { CodeDeployments } from "./code/code-deployments";
import { readInput } from "./code/code-upload";
import { EventBudget } from "./event-budget";
import { DroppedSettings } from "./dropped-settings";
import type { Invocation, InvocationResult } from "./process/function-instance";
import { publishMetrics } from "./function-metrics";
import { readFunctionRequest } from "./function-request";
import type { FunctionRequest } from "./function-request";
import { FunctionRunner } from "./function-runner";
import { toFunctionSettings } from "./function-settings";
import type { FunctionSettings } from "./function-settings";
import { checkVariables } from "./process/function-variables";
import { readInvokeRequest } from "./invoke-request";

/** How the service differs from its defaults. */
export interface FunctionServiceOptions {
  /** @default RETRY_DELAYS_MS */
  readonly retryDelaysMs?: readonly number[];
  /** Whether functions may touch only their own files, by Node.js's permission model. @default true */
  readonly confined?: boolean;
}

/** Bytes of the log's end that a caller can ask for. */
const LOG_TAIL_BYTES = 4096;

/** AWS's defaults for events of callers that don't wait. */
const MAXIMUM_RETRY_ATTEMPTS = 2;
const MAXIMUM_EVENT_AGE_SECONDS = 6 * 60 * 60;

const CODE_CHANGES: ReadonlySet<FunctionRequest["operation"]> = new Set([
  "CreateFunction",
  "UpdateFunctionCode",
]);
const CHANGES: ReadonlySet<FunctionRequest["operation"]> = new Set([
  ...CODE_CHANGES,
  "UpdateFunctionConfiguration",
]);

/**
 * AWS Lambda's data plane: it keeps the code of functions as they are deployed, and runs them in Node.js processes.
 * The control plane keeps their configuration.
 */
export class FunctionService implements EmulatedService {
  readonly service = "lambda";
  private readonly code: CodeDeployments;
  private readonly runner: FunctionRunner;
  private readonly droppedSettings = new DroppedSettings();
  private readonly asynchronous: AsyncInvocations;
  private readonly events = new EventBudget();
  private readonly background = new Set<Promise<void>>();

  constructor(
    private readonly context: EmulatorContext,
    options: FunctionServiceOptions = {},
  ) {
    this.code = new CodeDeployments(context);
    this.runner = new FunctionRunner(context, this.code.store, options.confined ?? true);
    this.asynchronous = new AsyncInvocations(context.log, options.retryDelaysMs);
  }

  /** Answers calls that concern code or its running; the control plane answers all others. */
  async handle(
    request: AwsRequest,
    forward: Forward,
    releaseBody: Release = () => undefined,
  ): Promise<AwsReply | undefined> {
    const call = readFunctionRequest(request);
    if (call === undefined) return undefined;
    try {
      if (call.operation === "Invoke") return await this.invoke(call, request, releaseBody);
      return await this.answer(call, request, forward);
    } catch (error) {
      if (!(error instanceof AwsServiceError)) throw error;
      return lambdaErrorReply(error);
    }
  }

  /** Ends every function's process. */
  async stop(): Promise<void> {
    this.code.stop();
    await Promise.all([this.runner.stop(), this.asynchronous.stop()]);
    await Promise.all(this.background);
  }

  /** Does this side's part of a call that the control plane answers. */
  private async answer(
    call: FunctionRequest,
    request: AwsRequest,
    forward: Forward,
  ): Promise<AwsReply> {
    const { region } = request;
    const input = CHANGES.has(call.operation) ? readInput(call, request) : {};
    checkVariables(input);
    const reply = CODE_CHANGES.has(call.operation)
      ? await this.code.deploy(call, request, input, forward)
      : await forward(request);
    if (reply.status >= 300) return reply;
    this.droppedSettings.remember(call, region, input);
    return call.operation === "DeleteFunction"
      ? reply
      : this.droppedSettings.complete(reply, region);
  }

  private async invoke(
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
        await this.enqueue(call, request.region, invocation);
        return { status: 202, headers: { "x-amzn-requestid": requestId }, body: "" };
      case "RequestResponse": {
        const release = this.events.take(event, request.body.length);
        // Calls of the function that are larger than a few KiB wait for room.
        releaseBody();
        const result = this.run(settings, invocation).finally(release);
        const { payload, failed, log } = await result;
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

  private async enqueue(
    call: FunctionRequest,
    region: string,
    invocation: Invocation,
  ): Promise<void> {
    const limits = await this.eventInvokeConfig(call, region);
    const release = this.events.take(invocation.event);
    const done = this.asynchronous.add({
      functionName: call.functionName,
      requestId: invocation.requestId,
      invoke: async () => this.run(await this.settingsOf(call, region), invocation),
      maximumRetryAttempts: limits.MaximumRetryAttempts ?? MAXIMUM_RETRY_ATTEMPTS,
      maximumAgeSeconds: limits.MaximumEventAgeInSeconds ?? MAXIMUM_EVENT_AGE_SECONDS,
    });
    void done.finally(release);
  }

  private async run(settings: FunctionSettings, invocation: Invocation): Promise<InvocationResult> {
    const result = await this.runner.invoke(settings, invocation);
    const published: Promise<void> = publishMetrics(this.context, settings, result).finally(() =>
      this.background.delete(published),
    );
    this.background.add(published);
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

/** A fault in Lambda's REST protocol. */
function lambdaErrorReply({ code, message, status }: AwsServiceError): AwsReply {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ Type: status < 500 ? "User" : "Service", message }),
  };
}

function tailOf(log: string): string {
  const bytes = Buffer.from(log);
  return bytes.subarray(Math.max(0, bytes.length - LOG_TAIL_BYTES)).toString("base64");
}
