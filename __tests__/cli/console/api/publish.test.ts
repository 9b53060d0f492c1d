import { gzipSync } from "node:zlib";
import {
  MAXIMUM_CONTENT_BYTES,
  MAXIMUM_FILE_BYTES,
  publishFile,
} from "../../../../cli/console/api/publish";
import type { PublishView } from "../../../../cli/console/api/publish";
import { fakeLake } from "../support/fake-lake";

const publish = (
  name: string,
  content: Buffer | string,
  changes: object = {},
): Promise<PublishView> => {
  const { lake } = fakeLake();
  const input = {
    dataset: "orders",
    name,
    content: Buffer.from(content).toString("base64"),
    jq: "",
    force: false,
    dryRun: true,
    ...changes,
  };
  return publishFile(lake, input);
};

describe("a file of the page", () => {
  it("may be too large, for which there is a command", async () => {
    const content = Buffer.alloc(MAXIMUM_FILE_BYTES + 3);
    await expect(publish("a.json", content)).rejects.toMatchObject({
      status: 413,
      message: "The file is too large for the console.",
    });
  });

  it("may be compressed, whatever its name is", async () => {
    const summary = { summary: { records: 2 } };
    expect(await publish("a.csv.gz", gzipSync("a,b\n1,x\n2,y\n"))).toMatchObject(summary);
    expect(await publish("a.json", gzipSync('{"a":1}\n{"a":2}'))).toMatchObject(summary);
    expect(await publish("a.json.gz", '{"a":1}\n{"a":2}')).toMatchObject(summary);
  });

  it("does not fill the memory with what a small one becomes", async () => {
    const bomb = gzipSync(Buffer.alloc(MAXIMUM_CONTENT_BYTES + 1, " "));
    expect(bomb.length).toBeLessThan(MAXIMUM_FILE_BYTES / 10);
    await expect(publish("a.json.gz", bomb)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(/^a\.json\.gz .*content has more than 67 MB/) as string,
    });
  });

  it.each([true, false])("may be nested too deeply to be read (dry run: %s)", async (dryRun) => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const content of [deep, `{"a":${deep}}`, `{"a":1}\n{"a":${deep}}`]) {
      for (const jq of ["", "."]) {
        await expect(publish("a.json", content, { dryRun, jq })).rejects.toMatchObject({
          name: "UserError",
          message: expect.stringContaining("nested in more than 1000 levels") as string,
        });
      }
    }
  });
});
