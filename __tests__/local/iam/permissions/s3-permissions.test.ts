import { restCall } from "../support/calls";
import { KEY, lines, needs } from "../support/needed-permissions";

describe("the permissions of S3's calls", () => {
  const lake = "arn:aws:s3:::lake";
  const object = `${lake}/data/a b`;
  it.each<[string, string[] | undefined]>([
    ["GET /", ["s3:ListAllMyBuckets *"]],
    ["GET /lake?list-type=2", [`s3:ListBucket ${lake}`]],
    ["HEAD /lake", [`s3:ListBucket ${lake}`]],
    ["GET /lake?location", [`s3:GetBucketLocation ${lake}`]],
    ["GET /lake/?location", [`s3:GetBucketLocation ${lake}`]],
    ["GET /lake?uploads", [`s3:ListBucketMultipartUploads ${lake}`]],
    ["GET /lake?versions&prefix=a", [`s3:ListBucketVersions ${lake}`]],
    ["PUT /lake?policy", [`s3:PutBucketPolicy ${lake}`]],
    ["PUT /lake", [`s3:CreateBucket ${lake}`]],
    ["GET /lake/data/a%20b", [`s3:GetObject ${object}`, `kms:Decrypt ${KEY}`]],
    ["GET /lake/data/a%20b?versionId=1", [`s3:GetObjectVersion ${object}`, `kms:Decrypt ${KEY}`]],
    ["GET /plain/k", ["s3:GetObject arn:aws:s3:::plain/k"]],
    ["HEAD /lake/data/a%20b", [`s3:GetObject ${object}`]],
    [
      "PUT /lake/data/a%20b?x-id=PutObject",
      [`s3:PutObject ${object}`, `kms:GenerateDataKey ${KEY}`],
    ],
    ["PUT /plain/k", ["s3:PutObject arn:aws:s3:::plain/k"]],
    [
      "POST /lake/data/a%20b?uploads",
      [`s3:PutObject ${object}`, `kms:GenerateDataKey ${KEY}`, `kms:Decrypt ${KEY}`],
    ],
    ["PUT /lake/data/a%20b?partNumber=1&uploadId=u", [`s3:PutObject ${object}`]],
    ["POST /lake/data/a%20b?uploadId=u", [`s3:PutObject ${object}`]],
    ["GET /lake/data/a%20b?uploadId=u", [`s3:ListMultipartUploadParts ${object}`]],
    ["DELETE /lake/data/a%20b?uploadId=u", [`s3:AbortMultipartUpload ${object}`]],
    ["DELETE /lake/data/a%20b", [`s3:DeleteObject ${object}`]],
    ["DELETE /lake/data/a%20b?versionId=1", [`s3:DeleteObjectVersion ${object}`]],
    ["GET /lake/data/a%20b?tagging", [`s3:GetObjectTagging ${object}`]],
    ["POST /lake/data/a%20b?select&select-type=2", undefined],
    ["PUT /lake?replication", undefined],
    ["GET /lake/data/a%20b?torrent", undefined],
    ["GET /plain/k?response-content-type=a&X-Amz-Expires=9", ["s3:GetObject arn:aws:s3:::plain/k"]],
  ])("are known: %s", async (line, expected) => {
    expect(await lines(restCall("s3", line))).toEqual(expected);
  });

  it("read the bucket from the host name as well", async () => {
    const call = restCall("s3", "GET /data/k", { host: "plain.s3.us-east-1.amazonaws.com" });
    expect(await lines(call)).toEqual(["s3:GetObject arn:aws:s3:::plain/data/k"]);
    const local = restCall("s3", "GET /data/k", { host: "plain.localhost:4566" });
    expect(await lines(local)).toEqual(["s3:GetObject arn:aws:s3:::plain/data/k"]);
  });

  it.each([
    ["<Object><Key>a&amp;b</Key></Object><Object><Key>c</Key></Object>", ["a&b", "c"]],
    ["<Object><Key><![CDATA[a&b]]></Key></Object>", ["a&b"]],
    ["<Object><Key >a</Key ></Object>", ["a"]],
    ['<Object><Key xml:space="preserve">a</Key></Object>', ["a"]],
    ["<Object><Key>a<!-- b -->c</Key></Object>", ["ac"]],
    ['<s:Object xmlns:s="urn:s"><s:Key>a</s:Key></s:Object>', ["a"]],
  ])("include each key of DeleteObjects, as the service reads it: %s", async (objects, keys) => {
    expect(
      await lines(restCall("s3", "POST /lake?delete", {}, `<Delete>${objects}</Delete>`)),
    ).toEqual(keys.map((key) => `s3:DeleteObject ${lake}/${key}`));
  });

  it("have another action for versions that DeleteObjects names", async () => {
    const body = "<Delete><Object><Key>a</Key><VersionId>1</VersionId></Object></Delete>";
    expect(await lines(restCall("s3", "POST /lake?delete", {}, body))).toEqual([
      `s3:DeleteObjectVersion ${lake}/a`,
    ]);
  });

  it.each(["", "<Delete/>", "<Delete><Object/></Delete>", "<Delete><Object><Key>a</Key></Object>"])(
    "are unknown if DeleteObjects names no key: %s",
    async (body) => {
      expect(await lines(restCall("s3", "POST /lake?delete", {}, body))).toBeUndefined();
    },
  );

  it("include the source of a copy, and what its headers set", async () => {
    const headers = {
      "x-amz-copy-source": "/lake/data/a%20b",
      "x-amz-tagging": "team=data",
      "x-amz-acl": "private",
    };
    expect(await lines(restCall("s3", "PUT /plain/k", headers))).toEqual([
      "s3:PutObject arn:aws:s3:::plain/k",
      "s3:PutObjectTagging arn:aws:s3:::plain/k",
      "s3:PutObjectAcl arn:aws:s3:::plain/k",
      `s3:GetObject ${object}`,
      `kms:Decrypt ${KEY}`,
    ]);
  });

  it.each([
    ["lake/data/a%20b", `s3:GetObject ${object}`],
    ["lake%2Fdata%2Fa%20b", `s3:GetObject ${object}`],
    ["%2Flake/data/a b", undefined],
    ["/lake/data/a%20b?versionId=1", `s3:GetObjectVersion ${object}`],
    ["lake/%", undefined],
  ])("name the source of a copy as the service reads it: %s", async (source, expected) => {
    const found = await lines(restCall("s3", "PUT /plain/k", { "x-amz-copy-source": source }));
    expect(found?.[1]).toBe(expected);
  });

  it("have the condition keys of a list call", async () => {
    const [list] = (await needs(restCall("s3", "GET /lake?list-type=2&prefix=data%2F"))) ?? [];
    expect(JSON.parse(JSON.stringify(list?.context))).toEqual({ "s3:prefix": "data/" });
  });

  it.each([
    ["the bucket's, with a bucket key", "PUT /lake/k", {}, "arn:aws:s3:::lake"],
    ["the object's, without one", "PUT /direct/k", {}, "arn:aws:s3:::direct/k"],
    [
      "the object's, when the call turns the bucket key off",
      "PUT /lake/k",
      { "x-amz-server-side-encryption-bucket-key-enabled": "false" },
      "arn:aws:s3:::lake/k",
    ],
    [
      "the bucket's, when the call names a key",
      "PUT /lake/k",
      {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": "k",
      },
      "arn:aws:s3:::lake",
    ],
    [
      "the bucket's, when a checksum is wanted",
      "HEAD /lake/k",
      { "x-amz-checksum-mode": "ENABLED" },
      "arn:aws:s3:::lake",
    ],
  ])("use the key in a context that is %s", async (_, line, headers, arn) => {
    const permission = (await needs(restCall("s3", line, headers)))?.[1];
    expect(permission?.context).toMatchObject({
      "kms:ViaService": "s3.us-east-1.amazonaws.com",
      "kms:EncryptionContext:aws:s3:arn": arn,
    });
  });

  it.each([
    { "x-amz-server-side-encryption": "AES256" },
    {
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": "alias/aws/s3",
    },
  ])("use no customer managed key with %j", async (headers) => {
    expect(await lines(restCall("s3", "PUT /lake/k", headers))).toEqual([`s3:PutObject ${lake}/k`]);
  });
});
