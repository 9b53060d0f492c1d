import { MAXIMUM_FILE_BYTES, publishFile } from "../../../../cli/console/api/publish";
import { fakeLake } from "../support/fake-lake";

describe("a file of the page", () => {
  it("may be too large, for which there is a command", async () => {
    const { lake } = fakeLake();
    const content = Buffer.alloc(MAXIMUM_FILE_BYTES + 3).toString("base64");
    const input = {
      dataset: "orders",
      name: "a.json",
      content,
      jq: "",
      force: false,
      dryRun: true,
    };
    await expect(publishFile(lake, input)).rejects.toMatchObject({
      status: 413,
      message: "The file is too large for the console.",
    });
  });
});
