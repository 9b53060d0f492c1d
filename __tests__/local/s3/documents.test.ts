import {
  CreateBucketCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
} from "@aws-sdk/client-s3";
import { RunningEmulator } from "../../support/emulator/running-emulator";

const Bucket = "documents";
const authorization = "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request";

describe("what a call of S3 sends as a document or a form", () => {
  let aws: RunningEmulator;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => aws.stop());

  const post = async (fields: Readonly<Record<string, string>>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["content"]), "file.txt");
    const answer = await fetch(`${aws.endpointUrl}/${Bucket}`, { method: "POST", body: form });
    return { status: answer.status, text: await answer.text() };
  };

  it("is refused if it is longer than any document", async () => {
    const url = `${aws.endpointUrl}/${Bucket}/k?uploads`;
    const created = await fetch(url, { method: "POST", headers: { authorization } });
    const id = /<UploadId>(.*)<\/UploadId>/.exec(await created.text())?.[1] ?? "";
    const answer = await fetch(`${aws.endpointUrl}/${Bucket}/k?uploadId=${id}`, {
      ...{ method: "POST", headers: { authorization } },
      body: `<CompleteMultipartUpload>${" ".repeat(2 ** 21)}</CompleteMultipartUpload>`,
    });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("<Code>MaxMessageLengthExceeded</Code>"),
    ]);
  });

  it("says of an object what its fields say", async () => {
    const tagging =
      "<Tagging><TagSet><Tag><Key>team</Key><Value>a=b +c</Value></Tag></TagSet></Tagging>";
    const fields = { "content-type": "text/plain", "x-amz-meta-a": "1", acl: "private" };
    const { status } = await post({ key: "form/${filename}", ...fields, tagging });
    expect(status).toBe(204);
    const object = { Bucket, Key: "form/file.txt" };
    expect(await aws.clients.s3.send(new HeadObjectCommand(object))).toMatchObject({
      ...{ ContentType: "text/plain", Metadata: { a: "1" }, TagCount: 1 },
    });
    const { TagSet } = await aws.clients.s3.send(new GetObjectTaggingCommand(object));
    expect(TagSet).toEqual([{ Key: "team", Value: "a=b +c" }]);
  });

  it.each([
    [{ acl: "public-read" }, "AccessControlListNotSupported"],
    [{ "x-amz-server-side-encryption-customer-algorithm": "AES256" }, "NotImplemented"],
    [{ "x-amz-object-lock-mode": "GOVERNANCE" }, "NotImplemented"],
    [{ key: "k".repeat(1_025) }, "KeyTooLongError"],
    [{ tagging: "<Tagging>" }, "MalformedXML"],
    [{ "content-md5": "AAAAAAAAAAAAAAAAAAAAAA==" }, "BadDigest"],
  ])("is refused as PutObject would refuse it: %j", async (fields, code) => {
    const { text } = await post({ key: "refused", ...fields });
    expect(text).toContain(`<Code>${code}</Code>`);
  });
});
