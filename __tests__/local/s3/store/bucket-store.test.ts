import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { BucketStore } from "../../../../local/s3/store/bucket-store";
import { testFolder } from "../../../toolchain/support/test-folder";

const encryption = { algorithm: "AES256" };
const attributes = { headers: {}, metadata: { filler: "x".repeat(1_500) }, encryption };
const version = (key: string) => ({
  ...{ key, versionId: "null", modified: 0, segments: [], bytes: 0, etag: "e" },
  ...attributes,
});

/** From which on a journal may be rewritten. */
const COMPACTION_BYTES = 1024 * 1024;

describe("the journal of a bucket", () => {
  const folder = testFolder();
  const open = () => new BucketStore(path.join(folder.path, "lake"), "lake");
  const journal = () => path.join(folder.path, "lake", "journal");
  afterEach(() => rmSync(path.join(folder.path, "lake"), { recursive: true, force: true }));

  it("has no change that failed, also if it could not be rewritten", () => {
    const bucket = open();
    bucket.commit([{ type: "put", version: version("a") }]);
    const entryBytes = statSync(journal()).size;
    while (statSync(journal()).size < COMPACTION_BYTES - entryBytes) {
      bucket.commit([{ type: "put", version: version("a") }]);
    }
    // A folder in the place of the draft, in which the journal is written again.
    const draft = `${journal()}.${process.pid}.draft`;
    mkdirSync(draft);
    const outcomes = ["b", "c", "d", "e"].map((key) => {
      try {
        bucket.commit([{ type: "put", version: version(key) }]);
        return [key, true] as const;
      } catch {
        return [key, false] as const;
      }
    });
    rmSync(draft, { recursive: true });
    expect(new Set(outcomes.map(([, isKept]) => isKept))).toEqual(new Set([true, false]));
    for (const each of [bucket, open()]) {
      expect(outcomes.map(([key]) => [key, each.index.latest(key) !== undefined] as const)).toEqual(
        outcomes,
      );
    }
  });

  it("is not rewritten because of the parts of an upload, which are not obsolete", () => {
    const bucket = open();
    const upload = { ...attributes, id: "u", key: "k", initiated: 0 };
    bucket.commit([{ type: "upload", upload: { ...upload, checksumType: "FULL_OBJECT" } }]);
    const part = (number: number) => ({ number, bytes: 1, etag: "e", segments: [], modified: 0 });
    const etag = "e".repeat(1_000);
    const files = new Set<number>();
    for (let number = 1; number <= 1_500; number += 1) {
      bucket.commit([{ type: "part", upload: "u", part: { ...part(number), etag } }]);
      files.add(statSync(journal()).ino);
    }
    expect(statSync(journal()).size).toBeGreaterThan(COMPACTION_BYTES);
    expect(files.size).toBe(1);
  });

  it("gets nothing after the bucket was deleted, so that it does not come back", () => {
    const bucket = open();
    bucket.close();
    rmSync(path.join(folder.path, "lake"), { recursive: true });
    expect(() => bucket.commit([{ type: "put", version: version("a") }])).toThrow(
      "The specified bucket does not exist",
    );
    expect(existsSync(path.join(folder.path, "lake"))).toBe(false);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
