import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";

import { statusCommand } from "../../../cli/status/status-command";
import { Output } from "../../../cli/terminal/output";

const STOPPED = "The embedded AWS is not running.\nStart it: npx lake up\n";

describe("lake status", () => {
  const home = mkdtempSync(join(tmpdir(), "status-"));
  const { LAKE_HOME } = process.env;

  beforeAll(() => {
    process.env.LAKE_HOME = home;
  });

  afterAll(() => {
    if (LAKE_HOME === undefined) delete process.env.LAKE_HOME;
    else process.env.LAKE_HOME = LAKE_HOME;
    rmSync(home, { recursive: true, force: true });
  });

  it("fails where nothing runs, so that scripts notice", async () => {
    let written = "";
    const stdout = Object.assign(new Writable(), {
      isTTY: false,
      write: (text: string) => {
        written += text;
        return true;
      },
    });
    const { exitCode } = process;
    await statusCommand(new Output({ json: true, stdout }), { env: "local", watch: false });
    const found = process.exitCode;
    process.exitCode = exitCode;
    expect(JSON.parse(written)).toMatchObject({ emulator: { state: "stopped" } });
    expect(found).toBe(1);
  });

  it.each([
    ["with --watch clears a terminal", true, `\x1b[2J\x1b[H${STOPPED}`],
    ["with --watch sends a file or a pipe no control codes", false, STOPPED],
  ])("%s", async (_, isTTY, text) => {
    expect(await firstResult(isTTY)).toBe(text);
  });
});

/** What the command writes up to its first result; the reader goes away then, which ends it. */
async function firstResult(isTTY: boolean): Promise<string> {
  let written = "";
  const stdout = Object.assign(new Writable(), {
    isTTY,
    write: (text: string) => {
      written += text;
      if (text.endsWith("\n")) throw new Error("gone");
    },
  });
  const output = new Output({ stdout });
  await expect(statusCommand(output, { env: "local", watch: true })).rejects.toThrow("gone");
  return written;
}
