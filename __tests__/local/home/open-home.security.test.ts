import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";
import { checkHome, openHome } from "../../../local/home/open-home";
import { makePrivateFolder, writePrivateFile } from "../../../local/home/private-files";

/** Whether other users have any permission. */
function openToOthers(file: string): string[] {
  const found = lstatSync(file);
  if (found.isSymbolicLink()) return [];
  const below = found.isDirectory() ? readdirSync(file).map((name) => path.join(file, name)) : [];
  const own = (found.mode & 0o077) === 0 ? [] : [`${file} ${(found.mode & 0o777).toString(8)}`];
  return [...own, ...below.flatMap(openToOthers)];
}

describe("the home of an embedded AWS", () => {
  let parent: string;
  let folder: string;
  let umask: number;

  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), "open-home-"));
    folder = path.join(parent, "home");
    umask = process.umask(0);
  });

  afterEach(() => {
    process.umask(umask);
    rmSync(parent, { recursive: true, force: true });
  });

  const home = () => lakeHome({ LAKE_HOME: folder });

  it("is accessible only to its owner, whatever the umask", () => {
    openHome(home());
    makePrivateFolder(path.join(folder, "embedded-aws", "state"));
    writePrivateFile(home().runFile, "{}");
    expect(openToOthers(folder)).toEqual([]);
    expect(statSync(home().runFile).mode & 0o777).toBe(0o600);
  });

  it("is restricted if it was created with wider modes, with everything that this project created in it", () => {
    const folders = ["packages/x", "review", "deploy", "synth", "tools/bin"];
    for (const name of ["embedded-aws/terraform", ...folders]) {
      mkdirSync(path.join(folder, name), { recursive: true, mode: 0o777 });
      writeFileSync(path.join(folder, name, "file"), "", { mode: 0o666 });
    }
    const tool = path.join(folder, "tools", "bin", "tool");
    writeFileSync(tool, "", { mode: 0o755 });
    for (const name of ["emulator.json", "emulator.log", "deployment.json", "lake.lock"]) {
      writeFileSync(path.join(folder, name), "", { mode: 0o644 });
    }
    expect(openToOthers(folder).length).toBeGreaterThan(15);
    openHome(home());
    expect(openToOthers(folder)).toEqual([]);
    expect(statSync(tool).mode & 0o777).toBe(0o700);
  });

  it("stays restricted after an earlier command with a wider umask", () => {
    openHome(home());
    mkdirSync(path.join(folder, "app"), { mode: 0o755 });
    writeFileSync(path.join(folder, "notes"), "the user's", { mode: 0o644 });
    openHome(home());
    expect(openToOthers(folder)).toEqual([`${path.join(folder, "notes")} 644`]);
  });

  it("keeps the modes of the user's own files in a folder of the user, also the second time", () => {
    const theirs = ["app", "packages", "terraform", "synth", "tools", "review", "src"].map((name) =>
      path.join(folder, name),
    );
    for (const name of theirs) {
      mkdirSync(name, { recursive: true, mode: 0o755 });
      writeFileSync(path.join(name, "main.sh"), "", { mode: 0o755 });
    }
    openHome(home());
    writeFileSync(home().logFile, "", { mode: 0o644 });
    openHome(home());
    // Others can't reach them through the folder.
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of theirs) {
      expect(openToOthers(name)).toEqual([`${name} 755`, `${path.join(name, "main.sh")} 755`]);
    }
    expect(openToOthers(home().logFile)).toEqual([]);
  });

  it("does not follow links", () => {
    const elsewhere = path.join(parent, "elsewhere");
    writeFileSync(elsewhere, "", { mode: 0o644 });
    mkdirSync(folder);
    symlinkSync(elsewhere, path.join(folder, "emulator.log"));
    openHome(home());
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
  });

  it("is rejected if it belongs to another user", () => {
    mkdirSync(folder);
    const { uid } = statSync(folder);
    expect(() => checkHome(home(), uid + 1)).toThrow(
      `belongs to user ${uid}, you are user ${uid + 1}`,
    );
    expect(() => checkHome(home(), uid)).not.toThrow();
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  if (asRoot !== it) process.stdout.write("Not run, since this is not root: files of others\n");
  asRoot("is rejected, untouched, also to root when it is another user's", () => {
    mkdirSync(folder);
    chownSync(folder, 65_534, 65_534);
    chmodSync(folder, 0o755);
    expect(() => openHome(home())).toThrow("belongs to user 65534");
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  it.each([
    ["the root", "/"],
    ["the user's own folder", homedir()],
    ["the project", projectFolder],
    ["a folder that all users share", tmpdir()],
  ])("is rejected if it is %s, and its modes do not change", (_, shared) => {
    if (shared === tmpdir()) chmodSync(parent, 0o1777);
    const named = shared === tmpdir() ? parent : shared;
    expect(() => openHome(lakeHome({ LAKE_HOME: named }))).toThrow(/belongs to|another purpose/);
  });

  it("is rejected with advice if its path leads through a file", () => {
    writeFileSync(folder, "");
    expect(() => openHome(lakeHome({ LAKE_HOME: path.join(folder, "home") }))).toThrow(
      /^The home of the embedded AWS, .*, can't be created: E/,
    );
  });

  // In /proc, which only Linux has, Node.js's recursive mkdir never returns.
  it("is rejected at once in a file system that allows no folders", () => {
    const made = process.platform === "linux" ? "/proc/no-such-home/lake" : "/dev/null/lake";
    expect(() => openHome(lakeHome({ LAKE_HOME: made }))).toThrow("can't be created");
  });

  it("is rejected if it is a file", () => {
    writeFileSync(folder, "");
    expect(() => openHome(home())).toThrow("is not a folder");
  });
});
