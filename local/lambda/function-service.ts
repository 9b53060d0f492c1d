import type { EmulatorContext } from "../emulator-context";
import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import type { Release } from "../gateway/bodies/byte-budget";
import { AwsServiceError } from "../gateway/emulated-service";
import type { EmulatedService, Forward } from "../gateway/emulated-service";
import { CodeDeployments } from "./code/code-deployments";
import { readInput } from "./code/code-upload";
import { DroppedSettings } from "./dropped-settings";
import { readFunctionRequest } from "./function-request";
import type { FunctionRequest } from "./function-request";
import { FunctionRunner } from "./function-runner";
import { FunctionInvocations } from "./invocation/function-invocations";
import { checkVariables } from "./process/function-variables";
import { openMap } from "../storage/durable-map";

/** Options of {@link FunctionService}. */
export interface FunctionServiceOptions {
  /** @default RETRY_DELAYS_MS */
  readonly retryDelaysMs?: readonly number[];
  /** Whether functions may access only their own files, by Node.js's permission model. @default true */
  readonly confined?: boolean;
}

const CODE_CHANGES: ReadonlySet<FunctionRequest["operation"]> = new Set([
  "CreateFunction",
  "UpdateFunctionCode",
]);
const CHANGES: ReadonlySet<FunctionRequest["operation"]> = new Set([
  ...CODE_CHANGES,
  "UpdateFunctionConfiguration",
]);

/**
 * AWS Lambda's data plane: it stores the code of deployed functions and runs them in Node.js processes. The control
 * plane stores their configuration.
 */
export class FunctionService implements EmulatedService {
  readonly service = "lambda";
  private readonly code: CodeDeployments;
  private readonly droppedSettings: DroppedSettings;
  private readonly invocations: FunctionInvocations;

  constructor(context: EmulatorContext, options: FunctionServiceOptions = {}) {
    this.code = new CodeDeployments(context);
    this.droppedSettings = new DroppedSettings(openMap(context.stateFolder, "lambda", "settings"));
    const runner = new FunctionRunner(context, this.code.store, options.confined ?? true);
    this.invocations = new FunctionInvocations(context, runner, options.retryDelaysMs);
  }

  /** Answers calls that concern code or invocations; the control plane answers all others. */
  async handle(
    request: AwsRequest,
    forward: Forward,
    releaseBody: Release = () => undefined,
  ): Promise<AwsReply | undefined> {
    const call = readFunctionRequest(request);
    if (call === undefined) return undefined;
    try {
      if (call.operation === "Invoke") {
        return await this.invocations.invoke(call, request, releaseBody);
      }
      return await this.answer(call, request, forward);
    } catch (error) {
      if (!(error instanceof AwsServiceError)) throw error;
      return lambdaErrorReply(error);
    }
  }

  /** Continues with asynchronous invocations, and removes packages that no function has any more. */
  async start(): Promise<void> {
    await this.code.removeUnused();
    this.invocations.start();
  }

  /** Ends every function's process. */
  async stop(): Promise<void> {
    this.code.stop();
    await this.invocations.stop();
  }

  /** Handles a call that the control plane answers. */
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
}

/** Renders an error as Lambda's REST API does. */
function lambdaErrorReply({ code, message, status }: AwsServiceError): AwsReply {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ Type: status < 500 ? "User" : "Service", message }),
  };
}
