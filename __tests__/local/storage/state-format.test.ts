import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkStateFormat, writeStateFormat } from "../../../local/storage/state-format";

const WRITER = { project: "0.1.0", moto: "5.2.3", python: "3.12.1" };

describe("the format of a lake's state", () => {
  let folder: string;

  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "state-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = () => path.join(folder, "format.json");
  const check = () => checkStateFormat(folder, WRITER);
  const write = (content: object) => writeFileSync(file(), JSON.stringify(content));

  it("says what wrote it", () => {
    writeStateFormat(folder, { ...WRITER, python: "3.10.2" });
    expect(check()).toEqual({ ...WRITER, python: "3.10.2" });
  });

  it("is not needed by a folder that is missing or has nothing that is kept", () => {
    mkdirSync(path.join(folder, "firehose"));
    expect(check()).toBeUndefined();
    expect(checkStateFormat(path.join(folder, "none"), WRITER)).toBeUndefined();
  });

  it.each([
    [
      "a later format",
      { format: 2, writtenBy: { ...WRITER, project: "9.0.0" }, more: true },
      "has format 2, written by version 9.0.0 of this project; this is version 0.1.0",
      "Use version 9.0.0, or delete the lake with everything in it: npx lake down --delete",
    ],
    [
      "another version of moto",
      { format: 1, writtenBy: { ...WRITER, moto: "5.2.1" } },
      "was written with moto 5.2.1; this is moto 5.2.3, which can't read it",
      "Put moto 5.2.1 first on PATH, or delete",
    ],
    ["a damaged file", { format: "one" }, "does not match the schema", "lake down --delete"],
  ])("refuses %s by name, and keeps it", (_, content, message, advice) => {
    mkdirSync(path.join(folder, "s3"));
    write(content);
    expect(check).toThrow(
      expect.objectContaining({
        name: "UserError",
        message: expect.stringContaining(message) as unknown,
        advice: expect.stringContaining(advice) as unknown,
      }) as Error,
    );
    expect(readdirSync(folder)).toEqual(["format.json", "s3"]);
    expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual(content);
  });

  it("refuses what is kept without a format", () => {
    mkdirSync(path.join(folder, "control-plane"));
    expect(check).toThrow(/has no format\.json, so the version that wrote its control-plane/);
    expect(readdirSync(folder)).toEqual(["control-plane"]);
  });
});
