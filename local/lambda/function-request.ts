import type { AwsRequest } from "../gateway/aws-request";
import { readLambdaCall } from "../gateway/routing/lambda-operations";

const DATA_PLANE_OPERATIONS = [
  "CreateFunction",
  "UpdateFunctionCode",
  "UpdateFunctionConfiguration",
  "DeleteFunction",
  "GetFunction",
  "GetFunctionConfiguration",
  "Invoke",
] as const;

/** A call of the Lambda API that the data plane takes part in. */
export interface FunctionRequest {
  readonly operation: (typeof DATA_PLANE_OPERATIONS)[number];
  /** Empty for `CreateFunction`, whose body names the function. */
  readonly functionName: string;
  /** Version or alias. */
  readonly qualifier?: string;
}

/** Parses operation and function of a call; undefined for all others, which the control plane answers. */
export function readFunctionRequest(request: AwsRequest): FunctionRequest | undefined {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const call = readLambdaCall(request.method, pathname);
  const operation = DATA_PLANE_OPERATIONS.find((each) => each === call?.operation);
  if (call === undefined || operation === undefined) return undefined;
  const name = parseFunctionName(decodeURIComponent(call.functionReference));
  const qualifier = searchParams.get("Qualifier") ?? name.qualifier;
  return {
    operation,
    functionName: name.functionName,
    ...(qualifier === undefined ? {} : { qualifier }),
  };
}

/**
 * Parses a function reference: `name`, `name:qualifier`, `account:function:name` or an ARN.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function parseFunctionName(reference: string): { functionName: string; qualifier?: string } {
  const name = reference.replace(/^(arn:[^:]+:lambda:[^:]*:)?(\d{12}:)?function:/, "");
  const [functionName = name, qualifier] = name.split(":");
  return { functionName, ...(qualifier === undefined ? {} : { qualifier }) };
}
