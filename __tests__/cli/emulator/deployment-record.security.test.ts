import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDeployment, writeDeployment } from "../../../cli/emulator/deployment-record";
import { lakeHome } from "../../../local/home/lake-home";

describe("the record of a deployment", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "deployment-record-"));
  const home = lakeHome({ LAKE_HOME: folder });
  const record = { complete: true, applying: false, deployed: { stack: "abc", state: "def" } };

  beforeEach(() => mkdirSync(home.stateFolder, { recursive: true }));
  afterEach(() => rmSync(home.stateFolder, { recursive: true, force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is read as it was written", () => {
    expect(readDeployment(home)).toBe(undefined);
    writeDeployment(home, record);
    expect(readDeployment(home)).toEqual(record);
  });

  it("is gone with the state that it describes", () => {
    writeDeployment(home, record);
    rmSync(home.stateFolder, { recursive: true });
    expect(readDeployment(home)).toBe(undefined);
  });

  it.each(["{", "[]", '{"complete":true}', '{"complete":true,"applying":false,"other":1}'])(
    "is none if it is damaged: %s",
    (text) => {
      writeFileSync(home.deploymentFile, text);
      expect(readDeployment(home)).toBe(undefined);
    },
  );
});
