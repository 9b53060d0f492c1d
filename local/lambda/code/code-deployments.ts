import { join } from "node:path";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import type { EmulatorContext } from "../../emulator-context";
import type { AwsReply, AwsRequest } from "../../gateway/aws-request";
import { AwsServiceError } from "../../gateway/emulated-service";
import type { Forward } from "../../gateway/emulated-service";
import { CodeStore } from "./code-store";
import type { StagedCode } from "./code-store";
import { uploadedZip } from "./code-upload";
import type { JsonInput } from "./code-upload";
import type { FunctionRequest } from "../function-request";
import { bundleOnce } from "./program-bundle";
import { UnzipProcesses } from "./unzip/unzip-process";
import { ZIP_REJECTIONS, ZipRejectedError } from "./unzip/zip-limits";

/** Deploys the code of functions; the control plane gets a call only if the package can be unpacked here. */
export class CodeDeployments {
  readonly store: CodeStore;
  private readonly unzip: UnzipProcesses;

  constructor(private readonly context: EmulatorContext) {
    const folder = join(context.scratchFolder, "lambda");
    this.unzip = new UnzipProcesses(bundleOnce("unzip", folder));
    this.store = new CodeStore(folder, this.unzip, join(context.stateFolder, "lambda", "packages"));
  }

  /**
   * Handles a call of `CreateFunction` or `UpdateFunctionCode`.
   *
   * @throws AwsServiceError as Lambda rejects a package; the control plane has not seen the call then
   */
  async deploy(
    call: FunctionRequest,
    request: AwsRequest,
    input: JsonInput,
    forward: Forward,
  ): Promise<AwsReply> {
    const staged = await this.stage(call, request, input);
    if (staged === undefined) return forward(request);
    let isDeployed = false;
    try {
      const reply = await forward(request);
      isDeployed = reply.status < 300 && deployedSha256(reply) === staged.sha256;
      return reply;
    } finally {
      // If the object in S3 changed between the two reads, the control plane has other code.
      await (isDeployed ? staged.keep() : staged.discard());
    }
  }

  /** Removes the packages that no version of a function has. */
  removeUnused(): Promise<void> {
    return this.store.removeOthers(() => this.usedPackages());
  }

  private async usedPackages(): Promise<ReadonlySet<string>> {
    const used = await Promise.all(
      this.context.regions("lambda").map(async (region) => {
        const { lambda } = this.context.clients(region);
        const found: string[] = [];
        for await (const { Functions = [] } of paginateListFunctions(
          { client: lambda },
          { FunctionVersion: "ALL" },
        )) {
          found.push(...Functions.flatMap(({ CodeSha256 = [] }) => CodeSha256));
        }
        return found;
      }),
    );
    return new Set(used.flat());
  }

  /** Stops all unpacking. */
  stop(): void {
    this.unzip.stop();
  }

  private async stage(
    { operation, functionName }: FunctionRequest,
    { region }: AwsRequest,
    input: JsonInput,
  ): Promise<StagedCode | undefined> {
    const code = operation === "CreateFunction" ? input.Code : input;
    if (typeof code !== "object" || code === null) return undefined;
    try {
      // Checked above: a JSON object has string keys and unknown values.
      const zip = await uploadedZip(code as JsonInput, this.context.clients(region).s3);
      return zip === undefined ? undefined : await this.store.stage(zip);
    } catch (error) {
      if (!(error instanceof ZipRejectedError)) throw error;
      const name = functionName === "" ? String(input.FunctionName) : functionName;
      this.context.log.error("lambda", `${name}: its zip was rejected: ${error.detail}`);
      throw new AwsServiceError("InvalidParameterValueException", ZIP_REJECTIONS[error.rejection]);
    }
  }
}

function deployedSha256({ body }: AwsReply): unknown {
  // A successful answer is the function's configuration.
  return (JSON.parse(body.toString()) as { readonly CodeSha256?: unknown }).CodeSha256;
}
