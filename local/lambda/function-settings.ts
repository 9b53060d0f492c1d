import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { AwsServiceError } from "../gateway/emulated-service";

/** Deployed settings that the execution of a function depends on. */
export interface FunctionSettings {
  readonly functionName: string;
  readonly functionArn: string;
  readonly version: string;
  readonly region: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly codeSha256: string;
  readonly timeoutSeconds: number;
  readonly memorySizeMiB: number;
  /** Size of `/tmp`. */
  readonly ephemeralStorageMiB: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly logFormat: string;
  readonly applicationLogLevel?: string | undefined;
  readonly logGroup: string;
}

/**
 * Reads the output of `GetFunctionConfiguration`.
 *
 * @throws AwsServiceError for a function that does not run Node.js from a zip, or that has layers
 */
export function toFunctionSettings(
  configuration: FunctionConfiguration,
  region: string,
): FunctionSettings {
  const { FunctionName: functionName = "", Runtime: runtime = "" } = configuration;
  const { LoggingConfig: logging, Layers: layers = [] } = configuration;
  if (!runtime.startsWith("nodejs")) {
    const kind = runtime === "" ? `a function of type ${configuration.PackageType}` : runtime;
    throw unsupportedFunction(
      `it supports Node.js functions packed as a zip; ${functionName} is ${kind}`,
    );
  }
  if (layers.length > 0) {
    throw unsupportedFunction(`it does not support layers; ${functionName} has ${layers.length}`);
  }
  return {
    functionName,
    functionArn: configuration.FunctionArn ?? "",
    version: configuration.Version ?? "$LATEST",
    region,
    roleArn: configuration.Role ?? "",
    runtime,
    handler: configuration.Handler ?? "",
    codeSha256: configuration.CodeSha256 ?? "",
    timeoutSeconds: configuration.Timeout ?? 3,
    memorySizeMiB: configuration.MemorySize ?? 128,
    ephemeralStorageMiB: configuration.EphemeralStorage?.Size ?? 512,
    variables: configuration.Environment?.Variables ?? {},
    logFormat: logging?.LogFormat ?? "Text",
    applicationLogLevel: logging?.ApplicationLogLevel,
    logGroup: logging?.LogGroup ?? `/aws/lambda/${functionName}`,
  };
}

function unsupportedFunction(reason: string): AwsServiceError {
  return new AwsServiceError(
    "InvalidRuntimeException",
    `The embedded AWS can't run this function: ${reason}.`,
    502,
  );
}
