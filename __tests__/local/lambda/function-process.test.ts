import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { invoke, RunningFunctions } from "./running-functions";

const functions = new RunningFunctions();
beforeAll(() => functions.prepare());
afterEach(() => functions.end());
afterAll(() => functions.remove());

describe("a function's process", () => {
  it("is ended when time runs out, even in a loop without end", async () => {
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

  it("hands over all output before the answer, in its order", async () => {
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

  it("does not outlive the emulator, even in a loop without end", async () => {
    const taskRoot = join(functions.folder, "orphan");
    mkdirSync(taskRoot);
    writeFileSync(
      join(taskRoot, "index.js"),
      "exports.handler = async () => { console.log(process.pid); for (;;); };",
    );
    const invocation = { kind: "invoke", marker: "m", requestId: "r", event: "{}", deadlineMs: 0 };
    const emulator = spawn(process.execPath, [
      "-e",
      `const child = require("node:child_process").fork(${JSON.stringify(functions.runtimeFile)}, {
         env: { LAMBDA_TASK_ROOT: ${JSON.stringify(taskRoot)}, _HANDLER: "index.handler" },
       });
       child.once("message", () => child.send(${JSON.stringify(invocation)}));
       child.send({ kind: "init", marker: "m" });`,
    ]);
    emulator.stdout.setEncoding("utf8");
    const pid = await new Promise<number>((resolve) => {
      emulator.stdout.on("data", (text: string) => {
        const found = /INFO\t(\d+)/.exec(text)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
    });
    // Both hold the stream, so it ends with the last of them.
    const ended = once(emulator.stdout, "end").then(() => "ended");
    emulator.kill("SIGKILL");
    const outcome = await Promise.race([ended, sleep(5_000, "survived", { ref: false })]);
    if (outcome === "survived") process.kill(pid, "SIGKILL");
    expect(outcome).toBe("ended");
  });

  it("ends when it uses too much memory", async () => {
    const { process } = await functions.start({
      "index.js":
        "exports.handler = async () => { const all = []; for (;;) all.push(Array(1e5).fill(all)); };",
    });
    expect(await invoke(process, {}, 15_000)).toEqual({
      kind: "exit",
      code: null,
      signal: "SIGABRT",
    });
  });
});
