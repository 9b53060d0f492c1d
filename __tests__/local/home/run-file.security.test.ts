import { spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { emulatorState } from "../../../local/lifecycle/emulator-state";
import { InvalidFileError } from "../../../local/home/json-file";
import { lakeHome } from "../../../local/home/lake-home";
import { ownIdentity } from "../../../local/processes/process-identity";
import { readRunFile } from "../../../local/home/run-file";
import { stopEmulator } from "../../../local/lifecycle/stop-emulator";
import { UserError } from "../../../errors/user-error";

describe("an invalid run file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "run-file-"));
  const home = lakeHome({ LAKE_HOME: folder });
  const good = {
    version: 2,
    ...ownIdentity(),
    endpointUrl: "http://127.0.0.1:4566",
    startedAt: "2026-11-28T18:00:00.000Z",
    enforceIam: false,
    controlPlane: ownIdentity(),
  };

  afterEach(() => rmSync(home.runFile, { recursive: true, force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("differs from a valid one", () => {
    writeFileSync(home.runFile, JSON.stringify(good));
    expect({ version: good.version, ...readRunFile(home) }).toEqual(good);
    expect(readRunFile(home)).not.toHaveProperty("version");
  });

  it.each<[string, string]>([
    ["is empty", ""],
    ["was cut", JSON.stringify(good).slice(0, 80)],
    ["is of an older version", JSON.stringify({ ...good, version: undefined })],
    ["is of a newer version", JSON.stringify({ ...good, version: 3 })],
    ["is no object", "[]"],
    ["is null", "null"],
    ["has a text for a number", JSON.stringify({ ...good, pid: "1234" })],
    ["names every process", JSON.stringify({ ...good, pid: -1 })],
    ["names a process group", JSON.stringify({ ...good, pid: 0 })],
    ["names the first process", JSON.stringify({ ...good, pid: 1 })],
    ["leads to AWS", JSON.stringify({ ...good, endpointUrl: "https://s3.amazonaws.com" })],
    [
      "leads elsewhere",
      JSON.stringify({ ...good, endpointUrl: "http://127.0.0.1:1@evil.example" }),
    ],
    ["leads to another host", JSON.stringify({ ...good, endpointUrl: "http://10.0.0.1:4566" })],
    ["leads nowhere", JSON.stringify({ ...good, endpointUrl: undefined })],
    ["has more than it may", JSON.stringify({ ...good, more: true })],
    ["is huge", JSON.stringify({ ...good, commandLine: "x".repeat(70_000) })],
  ])("is rejected in one sentence if it %s", async (_name, content) => {
    writeFileSync(home.runFile, content);
    const rejected = await emulatorState(home).catch((error: unknown) => error);
    expect(rejected).toBeInstanceOf(InvalidFileError);
    expect(rejected).toMatchObject({
      message: expect.stringContaining(home.runFile) as unknown,
      advice: expect.stringContaining("npx lake down") as unknown,
    });
  });

  it.each([
    ["nothing of it is there", "{}", 1],
    ["one value is invalid", JSON.stringify({ ...good, pid: "1234" }), 1],
  ])("is rejected with a single problem if %s", async (_name, content, problems) => {
    writeFileSync(home.runFile, content);
    const error: unknown = await emulatorState(home).catch((error: unknown) => error);
    expect(String(error).match(/\bmust\b/g)).toHaveLength(problems);
    expect(String(error)).not.toContain("\n");
  });

  it("is rejected if it is a link", async () => {
    const elsewhere = path.join(folder, "elsewhere.json");
    writeFileSync(elsewhere, JSON.stringify(good));
    symlinkSync(elsewhere, home.runFile);
    await expect(emulatorState(home)).rejects.toThrow("is a link");
    await stopEmulator(home);
    // The link was removed, not its target.
    expect(existsSync(home.runFile)).toBe(false);
    expect(existsSync(elsewhere)).toBe(true);
  });

  it("is rejected if it is a folder, or a pipe without a writer", async () => {
    mkdirSync(home.runFile);
    await expect(emulatorState(home)).rejects.toThrow("is not a file");
    rmSync(home.runFile, { recursive: true });
    expect(spawnSync("mkfifo", [home.runFile]).status).toBe(0);
    await expect(emulatorState(home)).rejects.toThrow("is not a file");
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  if (asRoot !== it) process.stdout.write("Not run, since this is not root: files of others\n");
  asRoot("is rejected when it is another user's", async () => {
    writeFileSync(home.runFile, JSON.stringify(good));
    chownSync(home.runFile, 65_534, 65_534);
    await expect(emulatorState(home)).rejects.toThrow("belongs to user 65534");
  });

  it("does not prevent `down` from cleaning up", async () => {
    writeFileSync(home.runFile, "{");
    await stopEmulator(home);
    expect(await emulatorState(home)).toEqual({ state: "stopped" });
  });

  it("is a user error", () => {
    expect(new InvalidFileError("message", "advice")).toBeInstanceOf(UserError);
  });
});
