import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chunksOf, readSegments } from "../../../../local/s3/objects/read-segments";
import { ContentFiles } from "../../../../local/s3/store/content-files";
import { until } from "../../../support/until";
import { testFolder } from "../../../toolchain/support/test-folder";

const openFiles = () => readdirSync("/dev/fd").length;

describe("the content of an object in several files", () => {
  const folder = testFolder();
  const sizes = [300_000, 1, 600_000, 100_000];
  const segments = sizes.map((bytes, index) => ({ file: `part-${index}`, bytes }));
  const whole = Buffer.concat(sizes.map((bytes, index) => Buffer.alloc(bytes, 65 + index)));
  const read = (first: number, last: number) =>
    readSegments(new ContentFiles(folder.path), { segments }, { first, last });
  const collect = async (content: AsyncIterable<Buffer>) => {
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  beforeEach(() => {
    segments.forEach(({ file, bytes }, index) => {
      writeFileSync(path.join(folder.path, file), Buffer.alloc(bytes, 65 + index));
    });
  });

  it.each([
    [0, 1_000_000],
    [299_999, 300_000],
    [300_000, 300_001],
    [250_000, 950_000],
  ])("is read from byte %i to %i", async (first, last) => {
    const content = await collect(chunksOf(read(first, last)));
    expect(content.equals(whole.subarray(first, last + 1))).toBe(true);
  });

  it("is read to its end although it was deleted", async () => {
    const content = chunksOf(read(0, whole.length - 1));
    for (const { file } of segments) rmSync(path.join(folder.path, file));
    expect((await collect(content)).equals(whole)).toBe(true);
  });

  it.each([0, 1, 4])(
    "keeps no file open when its reader leaves after %i chunks",
    async (wanted) => {
      const before = openFiles();
      const content = read(0, whole.length - 1);
      const iterator = chunksOf(content)[Symbol.asyncIterator]();
      for (let chunks = 0; chunks < wanted; chunks += 1) await iterator.next();
      if (!Buffer.isBuffer(content)) content.destroy();
      await until("its files are closed", () => openFiles() <= before);
    },
  );

  it("keeps no file open when another one is missing", () => {
    const before = openFiles();
    rmSync(path.join(folder.path, "part-3"));
    expect(() => read(0, whole.length - 1)).toThrow("ENOENT");
    expect(openFiles()).toBe(before);
  });
});
