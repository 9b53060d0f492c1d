import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endAll, processesOf } from "./leftover-processes";
import { makeRunFolder, removeRunFolder } from "./run-folder";
import tearDown from "./tear-down";

/** A program that prints a line and keeps running. */
const PROGRAM = 'console.log("up"); setInterval(() => {}, 1e6)';

describe("a run of the tests", () => {
  let folder: string;

  beforeEach(() => {
    folder = makeRunFolder();
  });

  afterEach(() => {
    endAll(processesOf(folder));
    removeRunFolder(folder);
  });

  it("has its own folder for temporary files", () => {
    const scratch = mkdtempSync(path.join(tmpdir(), "anything-"));
    rmSync(scratch, { recursive: true });
    expect(path.dirname(scratch)).toBe(process.env["LAKE_TEST_RUN"]);
    expect(path.basename(path.dirname(folder))).toMatch(/^lake-test-run-/);
  });

  it("removes this folder with all files that tests left there", () => {
    writeFileSync(path.join(folder, "left"), "behind");
    removeRunFolder(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it("does so at its end", () => {
    const own = process.env["LAKE_TEST_RUN"];
    process.env["LAKE_TEST_RUN"] = folder;
    try {
      tearDown();
    } finally {
      process.env["LAKE_TEST_RUN"] = own;
    }
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ["whose environment names the folder", (run: string) => ({ args: [], TMPDIR: run })],
    ["whose arguments name the folder", (run: string) => ({ args: [run], TMPDIR: "/" })],
  ])("ends a detached process %s", async (_, settings) => {
    const { args, TMPDIR } = settings(folder);
    const child = spawn(process.execPath, ["-e", PROGRAM, "--", ...args], {
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, TMPDIR },
    });
    child.unref();
    const exited = once(child, "exit");
    await once(child.stdout, "data");
    const found = processesOf(folder);
    expect(found.map(({ pid }) => pid)).toEqual([child.pid]);
    endAll(found);
    expect(await exited).toEqual([null, "SIGKILL"]);
    expect(processesOf(folder)).toEqual([]);
  });

  it("leaves other processes and itself alone", () => {
    expect(processesOf(folder)).toEqual([]);
  });
});
