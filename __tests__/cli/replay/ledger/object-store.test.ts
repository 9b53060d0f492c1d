import { S3Client } from "@aws-sdk/client-s3";
import { S3ObjectStore } from "../../../../cli/replay/ledger/object-store";
import type { WriteOptions } from "../../../../cli/replay/ledger/object-store";

/** The headers with which an object is written. */
async function headersOf(options?: WriteOptions): Promise<Readonly<Record<string, string>>> {
  const requests: { headers: Record<string, string> }[] = [];
  const s3 = new S3Client({
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: {
      handle: (request: { headers: Record<string, string> }) => {
        requests.push(request);
        return Promise.resolve({ response: { statusCode: 200, headers: { etag: '"1"' } } });
      },
    },
  });
  expect(await new S3ObjectStore(s3, "lake").write("key", "content", options)).toBe('"1"');
  return requests[0]?.headers ?? {};
}

describe("an object", () => {
  it("is written with its tag, which S3 expects as a query string", async () => {
    const headers = await headersOf({ tag: { key: "Content", value: "a & b" } });
    expect(headers).toMatchObject({ "x-amz-tagging": "Content=a+%26+b" });
  });

  it.each([
    ["where nothing is", { absent: true }, { "if-none-match": "*" }],
    ["over the version that was read", { etag: '"0"' }, { "if-match": '"0"' }],
  ] as const)("is written %s, without a tag", async (_, condition, expected) => {
    const headers = await headersOf({ condition });
    expect(headers).toMatchObject(expected);
    expect(headers).not.toHaveProperty("x-amz-tagging");
  });
});
