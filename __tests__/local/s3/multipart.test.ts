import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { RunningEmulator } from "../../support/emulator/running-emulator";

const Bucket = "uploads";
const PART_BYTES = 5 * 1024 * 1024;

describe("uploads in parts", () => {
  let aws: RunningEmulator;
  const s3 = () => aws.clients.s3;
  const create = async (Key: string, more = {}) => {
    const { UploadId } = await s3().send(
      new CreateMultipartUploadCommand({ Bucket, Key, ...more }),
    );
    return { Bucket, Key, UploadId };
  };

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    await s3().send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => aws.stop());

  it("become one object, of parts that can be read alone", async () => {
    const parts = [randomBytes(PART_BYTES), randomBytes(PART_BYTES + 1), randomBytes(10)];
    const upload = await create("whole", {
      ...{ ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT", Metadata: { a: "1" } },
    });
    const Parts = [];
    for (const [at, Body] of parts.entries()) {
      const PartNumber = at + 1;
      const { ETag } = await s3().send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    const listed = await s3().send(new ListPartsCommand(upload));
    expect(listed.Parts?.map(({ Size }) => Size)).toEqual(parts.map(({ length }) => length));
    const uploads = await s3().send(new ListMultipartUploadsCommand({ Bucket }));
    expect(uploads.Uploads?.map(({ Key }) => Key)).toEqual(["whole"]);
    const done = await s3().send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
    );
    const md5s = createHash("md5");
    for (const part of parts) md5s.update(createHash("md5").update(part).digest());
    expect(done.ETag).toBe(`"${md5s.digest("hex")}-3"`);
    const whole = Buffer.concat(parts);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(whole));
    expect([done.ChecksumCRC32, done.ChecksumType]).toEqual([
      sum.toString("base64"),
      "FULL_OBJECT",
    ]);
    const read = async (more: object) => {
      const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key: "whole", ...more }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    };
    expect((await read({})).equals(whole)).toBe(true);
    expect((await read({ PartNumber: 2 })).equals(parts[1] ?? whole)).toBe(true);
    const across = { Range: `bytes=${PART_BYTES - 5}-${2 * PART_BYTES + 5}` };
    expect((await read(across)).equals(whole.subarray(PART_BYTES - 5, 2 * PART_BYTES + 6))).toBe(
      true,
    );
    const head = await s3().send(new HeadObjectCommand({ Bucket, Key: "whole", PartNumber: 3 }));
    expect(head).toMatchObject({ ContentLength: 10, PartsCount: 3, Metadata: { a: "1" } });
    const after = await s3().send(new ListMultipartUploadsCommand({ Bucket }));
    expect(after.Uploads).toBeUndefined();
  });

  it("take parts from objects", async () => {
    await s3().send(new PutObjectCommand({ Bucket, Key: "source", Body: "0123456789" }));
    const upload = await create("copied");
    const copy = { ...upload, PartNumber: 1, CopySource: `${Bucket}/source` };
    const { CopyPartResult } = await s3().send(
      new UploadPartCopyCommand({ ...copy, CopySourceRange: "bytes=2-4" }),
    );
    const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
    await s3().send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key: "copied" }));
    expect(await Body?.transformToString()).toBe("234");
  });

  it("are refused if parts are missing, small or in another order, and leave nothing when aborted", async () => {
    const upload = await create("refused");
    const tags: (string | undefined)[] = [];
    for (const PartNumber of [1, 2]) {
      const part = new UploadPartCommand({ ...upload, PartNumber, Body: "small" });
      tags.push((await s3().send(part)).ETag);
    }
    const complete = (...numbers: number[]) =>
      s3().send(
        new CompleteMultipartUploadCommand({
          ...upload,
          MultipartUpload: {
            Parts: numbers.map((PartNumber) => ({
              PartNumber,
              ETag: tags[PartNumber - 1] ?? '"0"',
            })),
          },
        }),
      );
    await expect(complete(2, 1)).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete(1, 3)).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete(1, 2)).rejects.toMatchObject({ name: "EntityTooSmall" });
    await s3().send(new AbortMultipartUploadCommand(upload));
    await expect(complete(1)).rejects.toMatchObject({ name: "NoSuchUpload" });
  });
});
