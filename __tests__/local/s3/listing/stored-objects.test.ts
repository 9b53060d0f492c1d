import { readFileSync } from "node:fs";
import path from "node:path";
import { storedPage } from "../../../../local/s3/listing/stored-objects";
import { BucketStore } from "../../../../local/s3/store/bucket-store";
import { ContentWriter } from "../../../../local/s3/store/content-writer";
import type { Segment } from "../../../../local/s3/store/object-version";
import { testFolder } from "../../../toolchain/support/test-folder";

describe("the stored objects of a bucket", () => {
  const folder = testFolder();
  let bucket: BucketStore;
  beforeEach(() => {
    bucket = new BucketStore(path.join(folder.path, "lake"), "lake");
  });

  const content = async (text: string): Promise<readonly Segment[]> => {
    const writer = new ContentWriter(bucket.contents);
    await writer.write(Buffer.from(text));
    return writer.finish();
  };
  const put = (key: string, segments: readonly Segment[], versionId = "null") =>
    bucket.commit([
      {
        type: "put",
        version: {
          ...{ key, versionId, modified: 1_000, segments, etag: "e" },
          bytes: segments.reduce((sum, each) => sum + each.bytes, 0),
          ...{ headers: {}, metadata: {}, encryption: { algorithm: "AES256" } },
        },
      },
    ]);
  const list = (prefix = "", after?: string) =>
    storedPage(bucket, { bucket: "lake", prefix, after });

  it("name the file of the whole content, if it is one", async () => {
    put("t/empty", []);
    put("t/one", await content("one"));
    put("t/two", [...(await content("tw")), ...(await content("o"))]);
    const { objects, isTruncated } = list("t/");
    expect(isTruncated).toBe(false);
    const file = objects[1]?.file ?? "";
    expect(objects).toEqual([
      { key: "t/empty", etag: '"e"', bytes: 0, modified: 1_000 },
      { key: "t/one", etag: '"e"', bytes: 3, modified: 1_000, file },
      { key: "t/two", etag: '"e"', bytes: 3, modified: 1_000 },
    ]);
    expect(readFileSync(file, "utf8")).toBe("one");
  });

  it("are the current ones below a prefix, in the order of their keys", async () => {
    for (const key of ["t/b", "t/a", "u/a", "t"]) put(key, await content(key));
    put("t/a", await content("newer"), "v2");
    bucket.commit([
      { type: "put", version: { key: "t/b", versionId: "v3", modified: 2_000, isMarker: true } },
    ]);
    expect(list("t/").objects.map(({ key, bytes }) => [key, bytes])).toEqual([["t/a", 5]]);
    expect(list().objects.map(({ key }) => key)).toEqual(["t", "t/a", "u/a"]);
  });

  it("are listed page by page, each once", () => {
    for (let number = 0; number < 5_500; number += 1) put(`k${number}`, []);
    const first = list();
    expect(first.isTruncated).toBe(true);
    const second = list("", first.objects.at(-1)?.key);
    expect(second.isTruncated).toBe(false);
    const keys = [...first.objects, ...second.objects].map(({ key }) => key);
    expect(keys).toEqual(Array.from({ length: 5_500 }, (_, number) => `k${number}`).sort());
  });
});
