import { countBucket } from "../../../../cli/destroy/buckets/bucket-contents";
import { emptyBucket } from "../../../../cli/destroy/buckets/empty-bucket";
import { VersionedBuckets, versions } from "../support/versioned-buckets";
import type { FakeBucket } from "../support/versioned-buckets";

const own = { bucket: "lake", accountId: "111122223333" };
const marker = { Key: "z", VersionId: "v9" };

function bucketsWith(bucket: Partial<FakeBucket> = {}) {
  const lake = {
    versions: [...versions("a", "b", "c", "d"), marker],
    uploads: [{ Key: "part", UploadId: "u1" }],
    ...bucket,
  };
  const buckets = new VersionedBuckets({ lake });
  return { buckets, lake, s3: buckets.aws.clients.s3 };
}

describe("what a bucket holds", () => {
  it("counts versions, delete markers, bytes and uploads over all pages", async () => {
    const { s3 } = bucketsWith();
    expect(await countBucket(s3, own)).toEqual({
      bucket: "lake",
      versions: 4,
      deleteMarkers: 1,
      bytes: 400,
      uploads: 1,
    });
  });

  it("is nothing where the bucket is destroyed already", async () => {
    const { s3 } = bucketsWith();
    expect(await countBucket(s3, { ...own, bucket: "gone" })).toMatchObject({ versions: 0 });
  });

  it("includes the object lock", async () => {
    const { s3 } = bucketsWith({ retained: [] });
    expect(await countBucket(s3, own)).toMatchObject({ objectLock: "GOVERNANCE for 30 days" });
  });
});

describe("emptying a bucket", () => {
  it("deletes every version and delete marker, and aborts the uploads", async () => {
    const { s3, lake } = bucketsWith();
    const details: string[] = [];
    const emptied = await emptyBucket(s3, own, 5, (detail) => void details.push(detail));
    expect(lake).toMatchObject({ versions: [], uploads: [] });
    expect(emptied).toMatchObject({ versions: 4, deleteMarkers: 1, bytes: 400, uploads: 1 });
    expect(details.at(-1)).toBe("lake: 5 of 5 versions deleted");
  });

  it("reaches no bucket of another account: every call says whose it must be", async () => {
    const { buckets, s3 } = bucketsWith();
    const other = { ...own, accountId: "999999999999" };
    await expect(countBucket(s3, other)).rejects.toThrow("Access Denied");
    await expect(emptyBucket(s3, other, 5, () => undefined)).rejects.toThrow("Access Denied");
    expect(buckets.aws.inputs("DeleteObjectsCommand")).toEqual([]);
    await countBucket(s3, own);
    await emptyBucket(s3, own, 5, () => undefined);
    const owners = buckets.aws.calls.slice(2).map(({ input }) => input.ExpectedBucketOwner);
    expect(new Set(owners)).toEqual(new Set([own.accountId]));
  });

  it("continues where an earlier run was killed", async () => {
    const { buckets, s3, lake } = bucketsWith();
    buckets.remainingCalls = 3;
    await expect(emptyBucket(s3, own, 5, () => undefined)).rejects.toThrow("killed");
    expect(lake.versions).toHaveLength(3);
    buckets.remainingCalls = Infinity;
    await emptyBucket(s3, own, 3, () => undefined);
    expect(lake).toMatchObject({ versions: [], uploads: [] });
  });

  it("deletes all that is not retained, and says what is, how and until when", async () => {
    const { s3, lake } = bucketsWith({ retained: ["v1"] });
    const emptying = emptyBucket(s3, own, 5, () => undefined);
    await expect(emptying).rejects.toMatchObject({
      message: expect.stringContaining(
        "b, version v1: retained in mode GOVERNANCE until 2030-01-01T00:00:00.000Z",
      ) as string,
      advice: expect.stringContaining("s3:BypassGovernanceRetention") as string,
    });
    expect(lake.versions.map(({ VersionId }) => VersionId)).toEqual(["v1"]);
  });
});
