import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { textLines } from "../../../../../../local/athena/engine/sources/text/text-lines";

describe("the lines of a gzip file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "text-lines-"));

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function linesOf(file: string): Promise<string[]> {
    const object = { bucket: "lake", key: "a.gz", etag: "", size: 0 };
    const lines: string[] = [];
    for await (const line of textLines({ path: file, object }, 0)) lines.push(line);
    return lines;
  }

  it("are read to the end", async () => {
    const file = path.join(folder, "whole");
    writeFileSync(file, gzipSync("a\nb\n"));
    expect(await linesOf(file)).toEqual(["a", "b"]);
  });

  it("fail where the file can't be read", async () => {
    // A folder can be opened, and not read.
    await expect(linesOf(folder)).rejects.toThrow("EISDIR");
    await expect(linesOf(path.join(folder, "absent"))).rejects.toThrow("ENOENT");
  });

  it("fail where the file ends within them", async () => {
    const file = path.join(folder, "cut");
    writeFileSync(file, gzipSync("a\nb\n").subarray(0, -9));
    await expect(linesOf(file)).rejects.toThrow("unexpected end of file");
  });

  it("fail, with the object's place, where the file is not compressed", async () => {
    const file = path.join(folder, "plain");
    writeFileSync(file, "a\nb\n");
    // Trino's error of such a file.
    await expect(linesOf(file)).rejects.toThrow(
      "HIVE_CANNOT_OPEN_SPLIT: Failed to read the gzip file s3://lake/a.gz: incorrect header check",
    );
  });
});
