import { mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ContentFiles } from "../../../../local/s3/store/content-files";
import { testFolder } from "../../../toolchain/support/test-folder";

describe("the file of a content", () => {
  const folder = testFolder();
  const mode = (file: string) => statSync(path.join(folder.path, "contents", file)).mode & 0o777;

  it("can be written by nobody, small or large, since queries and snapshots have links to it", async () => {
    mkdirSync(path.join(folder.path, "contents"));
    const contents = new ContentFiles(path.join(folder.path, "contents"));
    const [small, large] = [contents.reserve(), contents.reserve()];
    contents.writeNow(small, [Buffer.from("small")]);
    const handle = await contents.create(large);
    await handle.write("large");
    await handle.close();
    expect([small, large].map(mode)).toEqual([0o400, 0o400]);
    expect(readFileSync(path.join(folder.path, "contents", large), "utf8")).toBe("large");
  });
});
