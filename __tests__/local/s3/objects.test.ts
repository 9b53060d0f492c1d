import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { createHash, randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { Readable } from "node:stream";
import { RunningEmulator } from "../../support/emulator/running-emulator";

const Bucket = "objects";
const md5 = (content: Buffer | string) => createHash("md5").update(content).digest("hex");

describe("the objects of S3", () => {
  let aws: RunningEmulator;
  const s3 = () => aws.clients.s3;
  const put = (Key: string, Body: NonNullable<PutObjectCommandInput["Body"]>, more = {}) =>
    s3().send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const read = async (Key: string, more = {}) => {
    const answer = await s3().send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...answer, bytes: Buffer.from((await answer.Body?.transformToByteArray()) ?? []) };
  };

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    await s3().send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => aws.stop());

  it.each([
    ...[
      "plain",
      "a//b",
      "../up",
      "folder/",
      "ä ö+&?=%.txt",
      "A",
      "a",
      "a/b",
      " ",
      "é\u{1f600}\u{ffee}",
    ],
    "k".repeat(1_024),
  ])("have any key: %s", async (key) => {
    const content = `content of ${key}`;
    const { ETag } = await put(key, content);
    expect(ETag).toBe(`"${md5(content)}"`);
    expect((await read(key)).bytes.toString()).toBe(content);
    const listed = await s3().send(new ListObjectsV2Command({ Bucket, Prefix: key }));
    expect(listed.Contents?.map(({ Key }) => Key)).toContain(key);
  });

  it("have what their caller said of them, and a checksum on request", async () => {
    await put("described", "abc", {
      ContentType: "text/plain",
      CacheControl: "no-cache",
      ContentEncoding: "identity",
      Metadata: { purpose: "test" },
      Tagging: "a=1&b=2",
      StorageClass: "STANDARD_IA",
      ChecksumAlgorithm: "SHA256",
    });
    const head = await s3().send(
      new HeadObjectCommand({ Bucket, Key: "described", ChecksumMode: "ENABLED" }),
    );
    expect(head).toMatchObject({
      ContentLength: 3,
      ContentType: "text/plain",
      CacheControl: "no-cache",
      ContentEncoding: "identity",
      Metadata: { purpose: "test" },
      TagCount: 2,
      StorageClass: "STANDARD_IA",
      ServerSideEncryption: "AES256",
      // printf abc | openssl dgst -sha256 -binary | base64
      ChecksumSHA256: "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
      ChecksumType: "FULL_OBJECT",
    });
    const attributes = await s3().send(
      new GetObjectAttributesCommand({
        ...{ Bucket, Key: "described" },
        ObjectAttributes: ["ETag", "ObjectSize", "StorageClass", "Checksum"],
      }),
    );
    expect(attributes).toMatchObject({
      ETag: md5("abc"),
      ObjectSize: 3,
      StorageClass: "STANDARD_IA",
    });
    await s3().send(
      new PutObjectTaggingCommand({
        ...{ Bucket, Key: "described" },
        Tagging: { TagSet: [{ Key: "c", Value: "a+b=c:d" }] },
      }),
    );
    const tags = await s3().send(new GetObjectTaggingCommand({ Bucket, Key: "described" }));
    expect(tags.TagSet).toEqual([{ Key: "c", Value: "a+b=c:d" }]);
  });

  it("are streamed in both directions, whatever their size", async () => {
    const content = randomBytes(3_000_017);
    await put(
      "large",
      Readable.from([content.subarray(0, 1_000_003), content.subarray(1_000_003)]),
      {
        ContentLength: content.length,
      },
    );
    expect((await read("large")).bytes.equals(content)).toBe(true);
    const part = await read("large", { Range: "bytes=999990-2000009" });
    expect(part.bytes.equals(content.subarray(999_990, 2_000_010))).toBe(true);
    expect(part.ContentRange).toBe("bytes 999990-2000009/3000017");
  });

  it("are refused if a checksum is false", async () => {
    const sums = [
      { ChecksumCRC32: "AAAAAA==" },
      { ChecksumCRC32C: "AAAAAA==" },
      { ChecksumCRC64NVME: "AAAAAAAAAAA=" },
      { ChecksumSHA1: Buffer.alloc(20).toString("base64") },
      { ChecksumSHA256: Buffer.alloc(32).toString("base64") },
      { ContentMD5: Buffer.alloc(16).toString("base64") },
    ];
    for (const sum of sums) {
      await expect(put("false", "abc", sum)).rejects.toMatchObject({ name: "BadDigest" });
    }
    await expect(read("false")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it.each([
    ["a prefix", "bytes=0-1", "01", 206],
    ["an open range", "bytes=8-", "89", 206],
    ["a suffix", "bytes=-3", "789", 206],
    ["more than there is", "bytes=5-100", "56789", 206],
    ["something else", "lines=1-2", "0123456789", 200],
  ])("are read in part: %s", async (_, Range, expected, status) => {
    await put("digits", "0123456789");
    const answer = await read("digits", { Range });
    expect([answer.bytes.toString(), answer.$metadata.httpStatusCode]).toEqual([expected, status]);
  });

  it("have nothing beyond their end", async () => {
    await put("digits", "0123456789");
    await expect(read("digits", { Range: "bytes=10-" })).rejects.toMatchObject({
      name: "InvalidRange",
    });
  });

  it("are read and written on conditions", async () => {
    const { ETag } = await put("conditional", "one", { IfNoneMatch: "*" });
    const failed = { name: "PreconditionFailed" };
    await expect(put("conditional", "two", { IfNoneMatch: "*" })).rejects.toMatchObject(failed);
    await expect(put("conditional", "two", { IfMatch: '"0"' })).rejects.toMatchObject(failed);
    await expect(put("missing", "two", { IfMatch: ETag })).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    await expect(read("conditional", { IfMatch: '"0"' })).rejects.toMatchObject(failed);
    await expect(read("conditional", { IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    const later = new Date(Date.now() + 60_000);
    await expect(read("conditional", { IfModifiedSince: later })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    const racers = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => put("lock", String(at), { IfNoneMatch: "*" })),
    );
    expect(racers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    let begin: (() => void) | undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const quick = begun.then(() => put("overtaken", "quick", { IfNoneMatch: "*" }));
    async function* slowly() {
      yield Buffer.from("sl");
      begin?.();
      await quick;
      yield Buffer.from("ow");
    }
    // Nothing is there when it begins to arrive, but something is when it has arrived.
    const slow = { ContentLength: 4, IfNoneMatch: "*" };
    const overtaken = put("overtaken", Readable.from(slowly()), slow);
    await expect(overtaken).rejects.toMatchObject(failed);
    await put("conditional", "two", { IfMatch: ETag });
    expect((await read("conditional")).bytes.toString()).toBe("two");
  });

  it("are listed page by page, with their common prefixes", async () => {
    const keys = ["p/1", "p/a/1", "p/a/2", "p/b", "p/c/1", "p/d"];
    for (const key of keys) await put(key, "x");
    const pages: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3().send(
        new ListObjectsV2Command({
          ...{ Bucket, Prefix: "p/", Delimiter: "/", MaxKeys: 2 },
          ContinuationToken,
        }),
      );
      const contents = page.Contents?.map(({ Key = "" }) => Key) ?? [];
      pages.push([...contents, ...(page.CommonPrefixes?.map(({ Prefix = "" }) => Prefix) ?? [])]);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(pages).toEqual([["p/1", "p/a/"], ["p/b", "p/c/"], ["p/d"]]);
  });

  it("are closed again when a copy of them is refused", async () => {
    await put("large", Buffer.alloc(1_000_000));
    const copy = { Bucket, Key: "copy", CopySource: `${Bucket}/large` };
    // A name that the SDK's types do not have.
    const ChecksumAlgorithm = "MD4" as "SHA256";
    const before = readdirSync("/dev/fd").length;
    for (let copies = 0; copies < 20; copies += 1) {
      const refused = s3().send(new CopyObjectCommand({ ...copy, ChecksumAlgorithm }));
      await expect(refused).rejects.toMatchObject({ name: "NotImplemented" });
    }
    expect(readdirSync("/dev/fd").length - before).toBeLessThan(20);
  });

  it("are copied with what describes them, or with something else", async () => {
    await put("source ä", "copied", { Metadata: { a: "1" }, ContentType: "text/plain" });
    const CopySource = `${Bucket}/${encodeURIComponent("source ä")}`;
    await s3().send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource }));
    expect(await read("copy")).toMatchObject({ Metadata: { a: "1" }, ContentType: "text/plain" });
    await s3().send(
      new CopyObjectCommand({
        ...{ Bucket, Key: "copy", CopySource, MetadataDirective: "REPLACE", Metadata: { b: "2" } },
      }),
    );
    const replaced = await read("copy");
    expect([replaced.Metadata, replaced.bytes.toString()]).toEqual([{ b: "2" }, "copied"]);
    const itself = new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/copy` });
    await expect(s3().send(itself)).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("keep their versions where the bucket has some, and the bucket is not empty before them", async () => {
    const versioned = "versioned";
    const Key = "k";
    await s3().send(new CreateBucketCommand({ Bucket: versioned }));
    await put(Key, "null", { Bucket: versioned });
    const status = (Status: "Enabled" | "Suspended") =>
      s3().send(
        new PutBucketVersioningCommand({
          Bucket: versioned,
          VersioningConfiguration: { Status },
        }),
      );
    await status("Enabled");
    const first = await put(Key, "one", { Bucket: versioned });
    await put(Key, "two", { Bucket: versioned });
    const deleted = await s3().send(new DeleteObjectCommand({ Bucket: versioned, Key }));
    expect(deleted.DeleteMarker).toBe(true);
    await expect(read(Key, { Bucket: versioned })).rejects.toMatchObject({ name: "NoSuchKey" });
    const old = { Bucket: versioned, VersionId: first.VersionId };
    expect((await read(Key, old)).bytes.toString()).toBe("one");
    await status("Suspended");
    await put(Key, "new null", { Bucket: versioned });
    const all = await s3().send(new ListObjectVersionsCommand({ Bucket: versioned }));
    expect(
      all.Versions?.map(({ VersionId, IsLatest }) => [VersionId === "null", IsLatest]),
    ).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ]);
    expect(all.DeleteMarkers).toHaveLength(1);
    const remove = new DeleteBucketCommand({ Bucket: versioned });
    await expect(s3().send(remove)).rejects.toMatchObject({ name: "BucketNotEmpty" });
    const Objects = [...(all.Versions ?? []), ...(all.DeleteMarkers ?? [])].map((each) => ({
      ...{ Key: each.Key, VersionId: each.VersionId },
    }));
    const result = await s3().send(
      new DeleteObjectsCommand({ Bucket: versioned, Delete: { Objects } }),
    );
    expect(result.Deleted).toHaveLength(4);
    await s3().send(new DeleteBucketCommand({ Bucket: versioned }));
    await expect(read(Key, { Bucket: versioned })).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  it.each([
    ["object lock", { ObjectLockMode: "GOVERNANCE" }, "NotImplemented"],
    ["customer keys", { SSECustomerAlgorithm: "AES256" }, "NotImplemented"],
    ["archives", { StorageClass: "GLACIER" }, "NotImplemented"],
    ["public objects", { ACL: "public-read" }, "AccessControlListNotSupported"],
    [
      "keys that do not exist",
      { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "none" },
      "KMS.NotFoundException",
    ],
    ["buckets of others", { ExpectedBucketOwner: "999999999999" }, "AccessDenied"],
    ["too much metadata", { Metadata: { a: "x".repeat(2_048) } }, "MetadataTooLarge"],
  ])("are refused by name: %s", async (_, members, name) => {
    await expect(put("refused", "x", members)).rejects.toMatchObject({ name });
    await expect(read("refused")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});
