import type { AwsRequest } from "../gateway/aws-request";

/** A call of the Lambda API that concerns the data plane. */
export interface FunctionRequest {
  readonly operation:
    | "CreateFunction"
    | "UpdateFunctionCode"
    | "UpdateFunctionConfiguration"
    | "DeleteFunction"
    | "GetFunction"
    | "GetFunctionConfiguration"
    | "Invoke";
  /** Empty for `CreateFunction`, whose body names the function. */
  readonly functionName: string;
  /** Version or alias. */
  readonly qualifier?: string;
}

const ROUTES: readonly (readonly [FunctionRequest["operation"], string, RegExp])[] = [
  ["CreateFunction", "POST", /^\/2015-03-31\/functions\/?$/],
  ["UpdateFunctionCode", "PUT", /^\/2015-03-31\/functions\/([^/]+)\/code\/?$/],
  ["UpdateFunctionConfiguration", "PUT", /^\/2015-03-31\/functions\/([^/]+)\/configuration\/?$/],
  ["DeleteFunction", "DELETE", /^\/2015-03-31\/functions\/([^/]+)\/?$/],
  ["GetFunction", "GET", /^\/2015-03-31\/functions\/([^/]+)\/?$/],
  ["GetFunctionConfiguration", "GET", /^\/2015-03-31\/functions\/([^/]+)\/configuration\/?$/],
  ["Invoke", "POST", /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/],
];

/** Reads operation and function of a call; undefined for all others, which the control plane answers. */
export function readFunctionRequest(request: AwsRequest): FunctionRequest | undefined {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  for (const [operation, method, pattern] of ROUTES) {
    const match = method === request.method ? pattern.exec(pathname) : null;
    if (match === null) continue;
    const name = parseFunctionName(decode(match[1] ?? ""));
    const qualifier = searchParams.get("Qualifier") ?? name.qualifier;
    return {
      operation,
      functionName: name.functionName,
      ...(qualifier === undefined ? {} : { qualifier }),
    };
  }
  return undefined;
}

/**
 * Name and qualifier of a function reference: `name`, `name:qualifier`, `account:function:name` or a whole ARN.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function parseFunctionName(reference: string): { functionName: string; qualifier?: string } {
  const name = reference.replace(/^(arn:[^:]+:lambda:[^:]*:)?(\d{12}:)?function:/, "");
  const [functionName = name, qualifier] = name.split(":");
  return { functionName, ...(qualifier === undefined ? {} : { qualifier }) };
}

/** A name that is not encoded as it should be is no function's. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
