import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  ObjectCache,
  type ObjectCacheProps,
} from "../../../../../../local/athena/engine/sources/objects/object-cache";
import { FakeAws } from "../../../../../support/fake-aws/fake-aws";

describe("the cache of objects", () => {
  const folder = mkdtempSync(join(tmpdir(), "object-cache-"));
  const aws = new FakeAws();
  const object = (key: string, etag = "1") => ({ bucket: "lake", key, etag, size: 10 });

  beforeEach(() => {
    aws.calls.length = 0;
    for (const key of ["a", "b", "c"]) aws.objects.set(`lake/${key}`, Buffer.from(key.repeat(10)));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The cache of a process. */
  const cacheIn = (name: string, props: Partial<ObjectCacheProps> = {}, process = "one") =>
    new ObjectCache({
      folder: join(folder, name, "shared"),
      ownFolder: join(folder, name, process),
      ...props,
    });

  const downloads = () => aws.inputs("GetObjectCommand").map(({ Key }) => Key);

  it("downloads an object once, also for concurrent queries", async () => {
    const cache = cacheIn("once");
    const paths = await Promise.all([1, 2].map(() => cache.acquire(aws.clients.s3, object("a"))));
    expect(new Set(paths).size).toBe(1);
    expect(readFileSync(paths[0] ?? "", "utf8")).toBe("aaaaaaaaaa");
    expect(downloads()).toEqual(["a"]);
  });

  it("downloads an object again when it has changed", async () => {
    const cache = cacheIn("changed");
    await cache.acquire(aws.clients.s3, object("a"));
    await cache.acquire(aws.clients.s3, object("a", "2"));
    expect(downloads()).toEqual(["a", "a"]);
  });

  it("evicts the least recently used copies, except those in use", async () => {
    const place = join(folder, "full", "one");
    const cache = cacheIn("full", { capacity: 100, ownCapacity: 20 });
    for (const key of ["a", "b", "c"]) await cache.acquire(aws.clients.s3, object(key));
    await cache.release([object("b")]);
    expect(readdirSync(place)).toHaveLength(2);
    await cache.release([object("a"), object("c")]);
    expect(readdirSync(place)).toHaveLength(2);
  });

  it("shares copies between processes, which may evict what another one is reading", async () => {
    const [one, other] = [
      cacheIn("shared", { capacity: 20 }, "one"),
      cacheIn("shared", { capacity: 20 }, "other"),
    ];
    const read = await one.acquire(aws.clients.s3, object("a"));
    expect(await other.acquire(aws.clients.s3, object("a"))).not.toBe(read);
    expect(downloads()).toEqual(["a"]);
    for (const key of ["b", "c"]) await other.acquire(aws.clients.s3, object(key));
    await other.release(["a", "b", "c"].map((key) => object(key)));
    expect(readdirSync(join(folder, "shared", "shared"))).toHaveLength(2);
    expect(readFileSync(read, "utf8")).toBe("aaaaaaaaaa");
  });

  it("retries an object that could not be downloaded", async () => {
    const cache = cacheIn("missing");
    aws.objects.delete("lake/a");
    await expect(cache.acquire(aws.clients.s3, object("a"))).rejects.toThrow("does not exist");
    aws.objects.set("lake/a", Buffer.from("there"));
    await expect(cache.acquire(aws.clients.s3, object("a"))).resolves.toBeDefined();
  });

  it("reads an object in the file that it is stored in, also when that is removed", async () => {
    const cache = cacheIn("stored");
    const file = join(folder, "content");
    writeFileSync(file, "as stored");
    const path = await cache.acquire(aws.clients.s3, { ...object("a"), file });
    rmSync(file);
    expect(readFileSync(path, "utf8")).toBe("as stored");
    expect(await cache.acquire(aws.clients.s3, { ...object("a"), file })).toBe(path);
    expect(downloads()).toEqual([]);
  });

  it("asks S3 for an object whose file was removed since it was listed", async () => {
    const file = join(folder, "removed");
    const cache = cacheIn("replaced");
    await cache.acquire(aws.clients.s3, { ...object("a"), file });
    expect(aws.inputs("GetObjectCommand").map(({ IfMatch }) => IfMatch)).toEqual(["1"]);
  });

  it("checks the caller's access for each use of a copy if permissions are enforced", async () => {
    const cache = cacheIn("checked", { checksReadAccess: true });
    const path = await cache.acquire(aws.clients.s3, object("a"));
    expect(await cache.acquire(aws.clients.s3, object("a"))).toBe(path);
    expect(aws.inputs("GetObjectCommand").map(({ Range }) => Range)).toEqual([
      undefined,
      "bytes=0-0",
    ]);
    aws.objects.delete("lake/a");
    await expect(cache.acquire(aws.clients.s3, object("a"))).rejects.toThrow("does not exist");
    expect(readFileSync(path, "utf8")).toBe("aaaaaaaaaa");
  });
});
