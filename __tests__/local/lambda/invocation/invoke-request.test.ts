import type { AwsRequest } from "../../../../local/gateway/aws-request";
import { readInvokeRequest } from "../../../../local/lambda/invocation/invoke-request";

const call = (body: string | Buffer, headers: Record<string, string> = {}): AwsRequest => ({
  service: "lambda",
  operation: "",
  region: "eu-west-1",
  accessKeyId: undefined,
  method: "POST",
  url: "/2015-03-31/functions/pub/invocations",
  headers,
  body: Buffer.from(body),
});
/** A JSON text of this size. */
const json = (bytes: number) => Buffer.concat([Buffer.alloc(bytes - 1, " "), Buffer.from("1")]);
const asynchronous = { "x-amz-invocation-type": "Event" };

describe("a call of Invoke", () => {
  it("is synchronous and returns no log by default", () => {
    expect(readInvokeRequest(call('{"a":1}'))).toEqual({
      invocationType: "RequestResponse",
      logTail: false,
      event: '{"a":1}',
    });
  });

  it("reads the headers", () => {
    const headers = {
      ...asynchronous,
      "x-amz-log-type": "Tail",
      "x-amz-client-context": Buffer.from('{"custom":{}}').toString("base64"),
    };
    expect(readInvokeRequest(call("[]", headers))).toEqual({
      invocationType: "Event",
      logTail: true,
      event: "[]",
      clientContext: '{"custom":{}}',
    });
  });

  it("treats an empty body as an empty object", () => {
    expect(readInvokeRequest(call("")).event).toBe("{}");
  });

  it.each([
    ["that waits", {}, 6_291_456],
    ["that doesn't", asynchronous, 1_048_576],
  ])("%s accepts events up to its limit", (_, headers, limit) => {
    expect(readInvokeRequest(call(json(limit), headers)).event).toHaveLength(limit);
    expect(() => readInvokeRequest(call(json(limit + 1), headers))).toThrow(
      expect.objectContaining({ code: "RequestTooLargeException", status: 413 }) as Error,
    );
  });

  it.each([
    ["a body that is no JSON", "{", {}, "InvalidRequestContentException"],
    [
      "an unknown invocation type",
      "{}",
      { "x-amz-invocation-type": "Later" },
      "InvalidParameterValueException",
    ],
    [
      "a client context that is no JSON",
      "{}",
      { "x-amz-client-context": "?" },
      "InvalidRequestContentException",
    ],
  ])("rejects %s", (_, body, headers, code) => {
    expect(() => readInvokeRequest(call(body, headers))).toThrow(
      expect.objectContaining({ code, status: 400 }) as Error,
    );
  });
});
