const KIB = 1024;
const MIB = 1024 * KIB;

/** A name or an ARN, each optionally with a qualifier; colons of an ARN may be escaped. */
const FUNCTION = "((?:[\\w:$-]|%3[Aa]|%24)+)";

/**
 * Maximum size of a `CreateFunction` or `UpdateFunctionCode` request, as in Lambda's error message: 50 MiB as base64,
 * and 256 KiB for everything else.
 */
export const PACKAGE_REQUEST_BYTES = 70_167_211;

/** An operation of the Lambda API. */
interface LambdaOperation {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly maximumBodyBytes: number;
}

/** What the method and the path of a call determine. */
export interface LambdaCall {
  /** Name of the operation, for example `UpdateFunctionCode`. */
  readonly operation: string;
  /** The function in the path, still escaped; empty for operations without one. */
  readonly functionReference: string;
  readonly maximumBodyBytes: number;
}

/**
 * The operations of Lambda that Terraform's provider, the `lake` command and code deployments use. moto has more, some
 * of which would run code in containers: event source mappings, layers, and asynchronous invocation by its old path.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
const OPERATIONS: readonly LambdaOperation[] = [
  of("ListFunctions", "GET", "2015-03-31/functions"),
  of("CreateFunction", "POST", "2015-03-31/functions", PACKAGE_REQUEST_BYTES),
  of("GetFunction", "GET", `2015-03-31/functions/${FUNCTION}`),
  of("DeleteFunction", "DELETE", `2015-03-31/functions/${FUNCTION}`),
  of("UpdateFunctionCode", "PUT", `2015-03-31/functions/${FUNCTION}/code`, PACKAGE_REQUEST_BYTES),
  of("GetFunctionConfiguration", "GET", `2015-03-31/functions/${FUNCTION}/configuration`),
  of("UpdateFunctionConfiguration", "PUT", `2015-03-31/functions/${FUNCTION}/configuration`),
  // Six MiB; a little more, since the service reports which of its limits was exceeded.
  of("Invoke", "POST", `2015-03-31/functions/${FUNCTION}/invocations`, 7 * MIB),
  of("ListVersionsByFunction", "GET", `2015-03-31/functions/${FUNCTION}/versions`),
  of("PublishVersion", "POST", `2015-03-31/functions/${FUNCTION}/versions`),
  of("ListAliases", "GET", `2015-03-31/functions/${FUNCTION}/aliases`),
  of("CreateAlias", "POST", `2015-03-31/functions/${FUNCTION}/aliases`),
  of("GetAlias", "GET", `2015-03-31/functions/${FUNCTION}/aliases/[\\w-]+`),
  of("UpdateAlias", "PUT", `2015-03-31/functions/${FUNCTION}/aliases/[\\w-]+`),
  of("DeleteAlias", "DELETE", `2015-03-31/functions/${FUNCTION}/aliases/[\\w-]+`),
  of("GetPolicy", "GET", `2015-03-31/functions/${FUNCTION}/policy`),
  of("AddPermission", "POST", `2015-03-31/functions/${FUNCTION}/policy`),
  of("RemovePermission", "DELETE", `2015-03-31/functions/${FUNCTION}/policy/[\\w-]+`),
  of("ListTags", "GET", `2017-03-31/tags/${FUNCTION}`),
  of("TagResource", "POST", `2017-03-31/tags/${FUNCTION}`),
  of("UntagResource", "DELETE", `2017-03-31/tags/${FUNCTION}`),
  of("PutFunctionConcurrency", "PUT", `2017-10-31/functions/${FUNCTION}/concurrency`),
  of("DeleteFunctionConcurrency", "DELETE", `2017-10-31/functions/${FUNCTION}/concurrency`),
  of("GetFunctionConcurrency", "GET", `2019-09-30/functions/${FUNCTION}/concurrency`),
  of("GetFunctionEventInvokeConfig", "GET", `2019-09-25/functions/${FUNCTION}/event-invoke-config`),
  of("PutFunctionEventInvokeConfig", "PUT", `2019-09-25/functions/${FUNCTION}/event-invoke-config`),
  of(
    "UpdateFunctionEventInvokeConfig",
    "POST",
    `2019-09-25/functions/${FUNCTION}/event-invoke-config`,
  ),
  of(
    "DeleteFunctionEventInvokeConfig",
    "DELETE",
    `2019-09-25/functions/${FUNCTION}/event-invoke-config`,
  ),
  of(
    "ListFunctionEventInvokeConfigs",
    "GET",
    `2019-09-25/functions/${FUNCTION}/event-invoke-config/list`,
  ),
  of("GetFunctionCodeSigningConfig", "GET", `2020-06-30/functions/${FUNCTION}/code-signing-config`),
];

/** Parses the method and the path of a call; undefined for an operation that is not listed. */
export function readLambdaCall(method: string, path: string): LambdaCall | undefined {
  for (const operation of OPERATIONS) {
    const match = operation.method === method ? operation.path.exec(path) : null;
    if (match === null) continue;
    const { name, maximumBodyBytes } = operation;
    return { operation: name, functionReference: match[1] ?? "", maximumBodyBytes };
  }
  return undefined;
}

function of(
  name: string,
  method: string,
  path: string,
  maximumBodyBytes: number = MIB,
): LambdaOperation {
  return { name, method, path: new RegExp(`^/${path}/?$`), maximumBodyBytes };
}
