import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { lockHome } from "../../../local/home/home-lock";
import { lakeHome } from "../../../local/home/lake-home";
import type { LakeHome } from "../../../local/home/lake-home";
import { lakeDraft, replaceLake } from "../../../local/home/replace-lake";

describe("the replacement of a lake", () => {
  let parent: string;
  let home: LakeHome;

  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), "replace-lake-"));
    home = lakeHome({ LAKE_HOME: path.join(parent, "home") });
    make(home.runFolder, "old");
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  function make(folder: string, text: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "lake"), text);
  }
  const found = () => readFileSync(path.join(home.runFolder, "lake"), "utf8");
  const lakes = () => readdirSync(home.folder).filter((name) => name.startsWith("embedded-aws"));

  it("leaves the new one, and nothing of the old", () => {
    make(lakeDraft(home), "new");
    replaceLake(home);
    expect(found()).toBe("new");
    expect(lakes()).toEqual(["embedded-aws"]);
  });

  // What a kill leaves between each two steps.
  it.each([
    ["while the new one was written", [["embedded-aws.7.draft", "half"]], true, "old"],
    ["when the new one was complete", [["embedded-aws.next", "new"]], true, "new"],
    [
      "when the old one had been put aside",
      [
        ["embedded-aws.next", "new"],
        ["embedded-aws.7.deleted", "old"],
      ],
      false,
      "new",
    ],
    ["while the old one was removed", [["embedded-aws.7.deleted", "half"]], true, "old"],
  ] as const)(
    "is finished or undone by the next command if it was killed %s",
    (_, left, isThere, expected) => {
      if (!isThere) rmSync(home.runFolder, { recursive: true });
      for (const [name, text] of left) make(path.join(home.folder, name), text);
      lockHome(home, "lake up")();
      expect(found()).toBe(expected);
      expect(lakes()).toEqual(["embedded-aws"]);
      expect(existsSync(home.lockFile)).toBe(false);
    },
  );
});
