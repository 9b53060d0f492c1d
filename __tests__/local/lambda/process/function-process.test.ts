import { spawn } from "node:child_process";
import { join } from "node:path";
import { isAlive } from "../../../../local/processes/signals";
import { invoke, RunningFunctions } from "../support/running-functions";
import { until } from "../../../support/until";

const functions = new RunningFunctions();
beforeAll(() => functions.prepare());
afterEach(() => functions.end());
afterAll(() => functions.remove());

describe("a function's process", () => {
  it("is ended after its timeout, even in an infinite loop", async () => {
    const { process } = await functions.start({
      "index.js": 'exports.handler = async () => { console.log("before"); for (;;); };',
    });
    const begin = Date.now();
    expect(await invoke(process, {}, 200)).toEqual({ kind: "timeout" });
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect(process.usable).toBe(false);
    expect(process.takeLines().map(({ message }) => message)).toEqual([
      expect.stringMatching(/\trequest\tINFO\tbefore$/),
    ]);
  });

  it("returns all output before the response, in order", async () => {
    const { process } = await functions.start({
      "index.js": `
        console.log("loaded");
        exports.handler = async () => {
          for (let i = 0; i < 5000; i++) console.log("line", i, "x".repeat(50));
          console.log("two\\nlines");
          process.stdout.write("raw");
        };`,
    });
    expect(process.takeLines().map(({ message }) => message)).toEqual([
      expect.stringMatching(/\tINFO\tloaded$/),
    ]);
    await invoke(process, {});
    const messages = process.takeLines().map(({ message }) => message);
    expect(messages).toHaveLength(5_002);
    expect(messages[4_999]).toContain("line 4999");
    expect(messages[5_000]).toMatch(/\tINFO\ttwo\nlines$/);
    expect(messages[5_001]).toBe("raw");
  });

  it("does not outlive the emulator, even in an infinite loop", async () => {
    const emulator = spawn(process.execPath, [
      ...["--require", "tsx/cjs", join(__dirname, "emulator-with-function.ts"), functions.folder],
    ]);
    const pid = await new Promise<number>((resolve) => {
      emulator.stdout.setEncoding("utf8").on("data", (text: string) => {
        const found = /INFO\t(\d+)/.exec(text)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
    });
    emulator.kill("SIGKILL");
    await until("the end of the function", () => !isAlive(pid)).finally(() => {
      if (isAlive(pid)) process.kill(pid, "SIGKILL");
    });
  });

  it("ends when it uses too much memory", async () => {
    // Either V8's heap limit or the emulator's memory limit is reached first.
    const { process } = await functions.start({
      "index.js":
        "exports.handler = async () => { const all = []; for (;;) all.push(Array(1e5).fill(all)); };",
    });
    expect(await invoke(process, {}, 15_000)).toEqual({
      kind: "exit",
      code: null,
      signal: expect.stringMatching(/^SIG(ABRT|KILL)$/) as string,
    });
  });
});
