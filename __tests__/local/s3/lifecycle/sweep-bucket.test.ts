import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sweepBucket } from "../../../../local/s3/lifecycle/sweep-bucket";
import { BucketStore } from "../../../../local/s3/store/bucket-store";

const DAY = 86_400_000;
const start = Date.UTC(2026, 0, 10, 15, 30);
const encryption = { algorithm: "AES256" };

function bucketWith(rule: string): BucketStore {
  const bucket = new BucketStore(mkdtempSync(path.join(tmpdir(), "sweep-bucket-")), "lake");
  const document = `<LifecycleConfiguration><Rule><ID>r</ID><Status>Enabled</Status>${rule}</Rule></LifecycleConfiguration>`;
  bucket.commit([{ type: "lifecycle", document }]);
  return bucket;
}

function put(
  bucket: BucketStore,
  key: string,
  { versionId = "null", bytes = 1, modified = start, tags = {}, isMarker = false } = {},
): void {
  const content = {
    ...{ segments: [], bytes, etag: "", headers: {}, metadata: {}, encryption, tags },
  };
  bucket.commit([
    {
      type: "put",
      version: isMarker
        ? { key, versionId, modified, isMarker: true }
        : { key, versionId, modified, ...content },
    },
  ]);
}

const left = (bucket: BucketStore) => [...bucket.index.keys.from(() => false)];
const plain = { versioning: "none", encryption } as const;
const versioned = { versioning: "Enabled", encryption } as const;

describe("lifecycle rules", () => {
  it("end objects at the midnight after the number of days, and not before", () => {
    // The example of S3's documents: created on 15 January at 10:30, expired three days later, on 19 January at 00:00.
    const created = Date.UTC(2014, 0, 15, 10, 30);
    const bucket = bucketWith("<Filter/><Expiration><Days>3</Days></Expiration>");
    put(bucket, "k", { modified: created });
    sweepBucket(bucket, plain, Date.UTC(2014, 0, 19) - 1);
    expect(left(bucket)).toEqual(["k"]);
    sweepBucket(bucket, plain, Date.UTC(2014, 0, 19));
    expect(left(bucket)).toEqual([]);
  });

  it("end only what their filter names: prefix, tags and sizes", () => {
    const bucket = bucketWith(
      "<Filter><And><Prefix>a/</Prefix><Tag><Key>k</Key><Value>v</Value></Tag><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan><ObjectSizeLessThan>10</ObjectSizeLessThan></And></Filter><Expiration><Date>2026-01-01T00:00:00Z</Date></Expiration>",
    );
    const tags = { k: "v" };
    put(bucket, "a/due", { bytes: 6, tags });
    put(bucket, "a/small", { bytes: 5, tags });
    put(bucket, "a/large", { bytes: 10, tags });
    put(bucket, "a/other", { bytes: 6 });
    put(bucket, "b/due", { bytes: 6, tags });
    sweepBucket(bucket, plain, start);
    expect(left(bucket)).toEqual(["a/large", "a/other", "a/small", "b/due"]);
  });

  it("are not carried out while they are disabled", () => {
    const bucket = bucketWith("<Filter/><Expiration><Days>1</Days></Expiration>");
    const disabled = bucket.lifecycle?.replace("Enabled", "Disabled") ?? "";
    bucket.commit([{ type: "lifecycle", document: disabled }]);
    put(bucket, "k");
    expect(sweepBucket(bucket, plain, start + 100 * DAY)).toBe(0);
  });

  it("end versions: the current one by a delete marker, others by their age, markers that are alone", () => {
    const bucket = bucketWith(
      "<Filter/><Expiration><Days>1</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>10</NoncurrentDays><NewerNoncurrentVersions>1</NewerNoncurrentVersions></NoncurrentVersionExpiration>",
    );
    for (const [at, versionId] of ["one", "two", "three"].entries()) {
      put(bucket, "k", { versionId, modified: start + at });
    }
    put(bucket, "marked", { versionId: "m", isMarker: true });
    sweepBucket(bucket, versioned, start + 3 * DAY);
    expect(left(bucket)).toEqual(["k"]);
    expect(bucket.index.versionsOf("k").map(({ isMarker }) => isMarker === true)).toEqual([
      ...[true, false, false, false],
    ]);
    sweepBucket(bucket, versioned, start + 20 * DAY);
    expect(
      bucket.index
        .versionsOf("k")
        .map(({ versionId }) => versionId)
        .slice(1),
    ).toEqual(["three"]);
  });

  it("abort uploads", () => {
    const bucket = bucketWith(
      "<Filter><Prefix>a</Prefix></Filter><AbortIncompleteMultipartUpload><DaysAfterInitiation>2</DaysAfterInitiation></AbortIncompleteMultipartUpload>",
    );
    for (const key of ["a", "b"]) {
      const upload = { id: key, key, initiated: start, headers: {}, metadata: {}, encryption };
      bucket.commit([{ type: "upload", upload: { ...upload, checksumType: "FULL_OBJECT" } }]);
    }
    expect(sweepBucket(bucket, plain, start + DAY)).toBe(0);
    sweepBucket(bucket, plain, start + 4 * DAY);
    expect(bucket.uploads.all().map(({ upload }) => upload.key)).toEqual(["b"]);
  });
});
