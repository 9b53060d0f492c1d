import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findTestTerraform, testBinary } from "../../support/emulator/test-binary";
import recorded from "../../support/terraform/recorded-differences.json";
import { recordDifferences } from "../../support/terraform/record-differences";

describe("the program of the applied tests", () => {
  const tools = mkdtempSync(path.join(tmpdir(), "tools-"));
  afterAll(() => rmSync(tools, { recursive: true }));

  it("does what was recorded of it, from which the page about OpenTofu has its table", async () => {
    const command = await findTestTerraform(tools);
    expect(recordDifferences(command)).toEqual(recorded[testBinary]);
  });
});
