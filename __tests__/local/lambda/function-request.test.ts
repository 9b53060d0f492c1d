import type { AwsRequest } from "../../../local/gateway/aws-request";
import { readFunctionRequest } from "../../../local/lambda/function-request";

const call = (method: string, url: string): AwsRequest => ({
  service: "lambda",
  operation: "",
  region: "eu-west-1",
  accessKeyId: undefined,
  method,
  url,
  headers: {},
  body: Buffer.alloc(0),
});
const functions = "/2015-03-31/functions";
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:pub";

describe("a call of the Lambda API", () => {
  it.each([
    ["POST", functions, "CreateFunction", ""],
    ["POST", `${functions}/`, "CreateFunction", ""],
    ["PUT", `${functions}/pub/code`, "UpdateFunctionCode", "pub"],
    ["PUT", `${functions}/pub/configuration`, "UpdateFunctionConfiguration", "pub"],
    ["DELETE", `${functions}/pub`, "DeleteFunction", "pub"],
    ["GET", `${functions}/pub`, "GetFunction", "pub"],
    ["GET", `${functions}/pub/configuration`, "GetFunctionConfiguration", "pub"],
    ["POST", `${functions}/pub/invocations`, "Invoke", "pub"],
    ["POST", `${functions}/${encodeURIComponent(arn)}/invocations`, "Invoke", "pub"],
    ["POST", `${functions}/${arn}/invocations`, "Invoke", "pub"],
    ["POST", `${functions}/123456789012:function:pub/invocations`, "Invoke", "pub"],
  ])("%s %s is %s of '%s'", (method, url, operation, functionName) => {
    expect(readFunctionRequest(call(method, url))).toEqual({ operation, functionName });
  });

  it.each([
    [`${functions}/pub/invocations?Qualifier=live`, "live"],
    [`${functions}/pub:3/invocations`, "3"],
    [`${functions}/${encodeURIComponent(`${arn}:live`)}/invocations`, "live"],
    [`${functions}/pub/invocations?Qualifier=%24LATEST`, "$LATEST"],
  ])("%s names the version or alias %s", (url, qualifier) => {
    expect(readFunctionRequest(call("POST", url))).toEqual({
      operation: "Invoke",
      functionName: "pub",
      qualifier,
    });
  });

  it.each([
    ["GET", functions],
    ["GET", `${functions}/pub/versions`],
    ["POST", `${functions}/pub/versions`],
    ["GET", `${functions}/pub/policy`],
    ["GET", "/2017-03-31/tags/x"],
  ])("%s %s is left to the control plane", (method, url) => {
    expect(readFunctionRequest(call(method, url))).toBeUndefined();
  });
});
