import type { AwsCredentialIdentity } from "@aws-sdk/types";
import type { FunctionSettings } from "../function-settings";
import type { FilteredVariables } from "./function-variables";

/** Inputs of {@link functionEnvironment}. */
export interface EnvironmentProps {
  readonly settings: FunctionSettings;
  /** Credentials of the function's role. */
  readonly credentials: AwsCredentialIdentity;
  readonly endpointUrl: string;
  readonly taskRoot: string;
  /** Folder that is `/tmp` to the function. */
  readonly tmpFolder: string;
  /** The configured variables that are passed to the function. */
  readonly variables: FilteredVariables["kept"];
  readonly logStream: string;
}

/**
 * Returns the environment variables of a function's process: Lambda's own, the configured ones, and `AWS_ENDPOINT_URL`,
 * which directs the function's SDK to this endpoint. Lambda's reserved names override configured ones.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(props: EnvironmentProps): Record<string, string> {
  const { settings, credentials, endpointUrl, taskRoot, tmpFolder, logStream } = props;
  const { functionName, version, region, memorySizeMiB, applicationLogLevel } = settings;
  return {
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    TZ: ":UTC",
    AWS_ENDPOINT_URL: endpointUrl,
    ...newerRuntime(settings.runtime),
    // A function has no access to the user's home, which contains AWS configuration and credentials.
    HOME: tmpFolder,
    TMPDIR: tmpFolder,
    ...props.variables,
    _HANDLER: settings.handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined
      ? {}
      : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySizeMiB),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_FORMAT: settings.logFormat,
    ...(applicationLogLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: applicationLogLevel }),
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LAMBDA_TASK_ROOT: taskRoot,
  };
}

/** The SDK warns about an older Node.js; in Lambda the function would run on the configured version. */
function newerRuntime(runtime: string): Record<string, string> {
  const asked = Number(/^nodejs(\d+)/.exec(runtime)?.[1]);
  const here = Number(process.versions.node.split(".")[0]);
  return here < asked ? { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" } : {};
}
