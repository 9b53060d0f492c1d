import { appendFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { logsCommand } from "../../../cli/emulator/logs-command";
import { Output } from "../../../cli/terminal/output";
import { collectedOutput } from "../support/collected-output";

describe("lake logs", () => {
  const home = mkdtempSync(path.join(tmpdir(), "logs-"));
  const log = path.join(home, "emulator.log");
  const { LAKE_HOME } = process.env;

  beforeEach(() => {
    process.env.LAKE_HOME = home;
    writeFileSync(log, "one\ntwo\nthree\n");
  });

  afterAll(() => {
    if (LAKE_HOME === undefined) delete process.env.LAKE_HOME;
    else process.env.LAKE_HOME = LAKE_HOME;
  });

  it("prints the newest lines", async () => {
    const { output, text } = collectedOutput();
    await logsCommand(output, { lines: 2, follow: false });
    expect(text()).toBe("two\nthree\n");
  });

  it("prints a document of an empty log with --json", async () => {
    writeFileSync(log, "");
    const { output, text } = collectedOutput(true);
    await logsCommand(output, { lines: 2, follow: false });
    expect(JSON.parse(text())).toEqual({ lines: [] });
  });

  it("goes on with --follow, after a new start too", async () => {
    let written = "";
    const stdout = Object.assign(new Writable(), {
      write: (text: string) => {
        written += text;
        if (text === "three\n") appendFileSync(log, "four\n");
        if (text === "four\n") writeFileSync(log, "again\n");
        // The reader goes away.
        if (text === "again\n") throw new Error("gone");
        return true;
      },
    });
    const output = new Output({ stdout });
    await expect(logsCommand(output, { lines: 1, follow: true })).rejects.toThrow("gone");
    expect(written).toBe("three\nfour\nagain\n");
  });
});
