import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CallRecorder } from "../../../local/gateway/call-recorder";
import type { RecordedCall } from "../../../local/gateway/call-recorder";
import type { AwsRequest } from "../../../local/gateway/aws-request";

const SECRET = "c2VjcmV0";

function callOf(changes: Partial<AwsRequest>): AwsRequest {
  return {
    ...{ service: "s3", operation: "", region: "us-east-1", accessKeyId: SECRET },
    ...{ method: "PUT", url: "/lake/data/1.parquet", headers: {}, body: Buffer.alloc(0) },
    ...changes,
  };
}

describe("the recorder of calls", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "recorder-")), "calls.jsonl");
  const recorder = new CallRecorder(file);

  /** @returns the text of the new line */
  function record(call: AwsRequest): string {
    recorder.record(call, recorder.readsBody(call));
    return readFileSync(file, "utf8").trim().split("\n").at(-1) ?? "";
  }

  it("writes no credential, of headers and of addresses neither", () => {
    const line = record(
      callOf({
        url: `/lake/a?X-Amz-Signature=${SECRET}&X-Amz-Credential=${SECRET}&X-Amz-Security-Token=${SECRET}&Signature=${SECRET}&AWSAccessKeyId=${SECRET}&x-id=PutObject`,
        headers: {
          authorization: SECRET,
          cookie: SECRET,
          "x-amz-security-token": SECRET,
          "x-amz-server-side-encryption-customer-key": SECRET,
          "x-amz-copy-source-server-side-encryption-customer-key": SECRET,
          "x-amz-acl": "private",
        },
      }),
    );
    expect(line).not.toContain(SECRET);
    expect(JSON.parse(line)).toMatchObject({
      url: "/lake/a?x-id=PutObject",
      headers: { "x-amz-acl": "private" },
    });
  });

  it("writes files that only their owner reads", () => {
    record(callOf({}));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["an object", { url: "/lake/data/1.parquet?x-id=PutObject" }],
    ["a part of one", { url: "/lake/data/1.parquet?partNumber=1&uploadId=abc" }],
  ])("lets the bytes of %s through unread", (_, call) => {
    expect(recorder.readsBody(callOf(call))).toBe(false);
    expect(JSON.parse(record(callOf({ ...call, body: Buffer.from(SECRET) })))).not.toHaveProperty(
      "text",
    );
  });

  it.each([
    ["a bucket", { url: "/lake", body: Buffer.from("<CreateBucketConfiguration/>") }],
    ["a bucket's settings", { url: "/lake?lifecycle", body: Buffer.from("<Rule/>") }],
    ["an object's tags", { url: "/lake/data/1.parquet?tagging", body: Buffer.from("<Tagging/>") }],
    ["the end of an upload", { method: "POST", url: "/lake/a?uploadId=1", body: Buffer.from("x") }],
    ["another service", { service: "glue", operation: "GetTable", body: Buffer.from("{}") }],
  ])("writes what a call about %s says", (_, changes) => {
    const call = callOf(changes);
    // Only the recorder writes these lines.
    const recorded = JSON.parse(record(call)) as RecordedCall;
    expect(recorded.text).toBe(call.body.toString());
  });

  it("writes bytes that are no text in base64", () => {
    const body = Buffer.from([0xff, 0xfe, 0x00]);
    expect(JSON.parse(record(callOf({ service: "kinesis", body })))).toMatchObject({
      base64: body.toString("base64"),
    });
  });
});
