import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBudget } from "../../../../local/lambda/invocation/event-budget";
import { isAlive } from "../../../../local/processes/signals";
import { ControlPlane, payloadOf } from "../support/control-plane";
import { invoke, payloadOf as endOf, RunningFunctions } from "../support/running-functions";
import { until } from "../../../support/until";

const plane = new ControlPlane();
const functions = new RunningFunctions();
beforeAll(async () => {
  await Promise.all([plane.start([1, 1]), functions.prepare()]);
});
afterEach(() => functions.end());
afterAll(async () => {
  functions.remove();
  await plane.stop();
});

const unconfined = { confined: false };

const end = (pids: readonly number[]) =>
  until("the end of the processes", () => !pids.some(isAlive));

/** Code with which a function starts others, prints their process ids, and goes on when all of them are printed. */
const STARTS_CHILDREN = `
  const { spawn } = require("node:child_process");
  const printed = [];
  for (let i = 0; i < 3; i++) {
    const child = spawn("/bin/sh", ["-c", "sleep 300 3>&- & echo $!; echo printed >&3; exec 3>&-; wait"], {
      stdio: ["ignore", "inherit", "ignore", "pipe"],
    });
    printed.push(new Promise((done) => child.stdio[3].once("data", done)));
    console.log("child", child.pid);
  }
  await Promise.all(printed);`;

const pidsIn = (messages: readonly string[]): number[] =>
  messages.flatMap((message) => /(?:^|child )(\d+)$/.exec(message)?.[1] ?? []).map(Number);

describe("the memory of a function", () => {
  it.each([
    ["buffers", "const all = []; for (;;) all.push(Buffer.alloc(5e6, 1));"],
    ["its heap", "const all = []; for (;;) all.push({ all, text: 'x'.repeat(9) });"],
  ])("ends it when it is exceeded by %s, with Lambda's error", async (what, body) => {
    const name = `memory-${what.replace(/ /g, "-")}`;
    await plane.deploy(name, `if (event.good) return "good"; ${body}`, { Timeout: 60 });
    const answer = await plane.invoke(name, {}, { LogType: "Tail" });
    expect(payloadOf(answer)).toEqual({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: Runtime exited with error: signal: (killed|aborted)$/,
      ) as string,
    });
    const log = Buffer.from(answer.LogResult ?? "", "base64").toString();
    expect(log).toMatch(/Memory Size: 128 MB\tMax Memory Used: (1[0-2]\d) MB/);
    expect(payloadOf(await plane.invoke(name, { good: true }))).toBe("good");
  });
});

describe("the time of a function", () => {
  it("ends the processes that it started as well", async () => {
    const source = `exports.handler = async () => { ${STARTS_CHILDREN} for (;;); };`;
    const { process: running } = await functions.start(
      { "index.js": source },
      "index.handler",
      {},
      unconfined,
    );
    expect(await invoke(running, {}, 5_000)).toEqual({ kind: "timeout" });
    const pids = pidsIn(running.takeLines().map(({ message }) => message));
    expect(pids).toHaveLength(6);
    await end(pids);
  });

  it("ends processes that keep starting others", async () => {
    // Each generation starts two more; a few generations are enough.
    const bomb =
      "bomb() { [ $1 -gt 5 ] && exec sleep 300; bomb $(($1+1)) & bomb $(($1+1)) & wait; }; bomb 0";
    const source = `exports.handler = async (event) => {
      require("node:child_process").spawn("/bin/sh", ["-c", event.bomb], { stdio: "ignore" });
      for (;;);
    };`;
    const { process: running } = await functions.start(
      { "index.js": source },
      "index.handler",
      { MARK: "bomb-of-this-test" },
      unconfined,
    );
    const ended = invoke(running, { bomb }, 5_000);
    if (process.platform === "linux") await until("processes", () => marked().length > 10);
    expect(await ended).toEqual({ kind: "timeout" });
    await until("the end of the processes", () => marked().length === 0);
  });

  it("ends what a function leaves behind when it exits", async () => {
    const source = `exports.handler = async () => { ${STARTS_CHILDREN} process.exit(1); };`;
    const { process: running } = await functions.start(
      { "index.js": source },
      "index.handler",
      {},
      unconfined,
    );
    expect(await invoke(running, {})).toMatchObject({ kind: "exit", code: 1 });
    const pids = pidsIn(running.takeLines().map(({ message }) => message));
    expect(pids).toHaveLength(6);
    await end(pids);
  });

  it("ends when the emulator is killed, as do the processes that it started", async () => {
    const folder = mkdtempSync(join(tmpdir(), "killed-emulator-"));
    mkdirSync(folder, { recursive: true });
    const emulator = spawn(process.execPath, [
      ...["--require", "tsx/cjs", join(__dirname, "emulator-with-function.ts")],
      ...[folder, `${STARTS_CHILDREN} console.log("child", process.pid); for (;;);`],
    ]);
    const lines: string[] = [];
    emulator.stdout.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").map((line) => line.trim()));
    });
    try {
      await until("the children", () => pidsIn(lines).length >= 7);
      emulator.kill("SIGKILL");
      expect(pidsIn(lines)).toHaveLength(7);
      await end(pidsIn(lines));
    } finally {
      for (const pid of pidsIn(lines).filter(isAlive)) process.kill(pid, "SIGKILL");
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the output of a function", () => {
  setFlagsFromString("--expose-gc");
  // The function that the flag adds to new contexts.
  /** With eighteen processes for two processors the event loop beat three times in 3 s. */
  const PRINTS_FOR_MS = 10_000;
  const collectGarbage = runInNewContext("gc") as () => void;
  /** What is kept: how much garbage waits to be collected depends on how busy the machine is. */
  const heapMiB = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };

  it.each([
    ["lines without end", 'for (;;) await print("line\\n".repeat(10_000));'],
    ["one line without end", 'for (;;) await print("x".repeat(65_536));'],
  ])("takes bounded memory of the emulator when it prints %s", async (_, body) => {
    const source = `
      const print = (text) => new Promise((done) => process.stdout.write(text, done));
      exports.handler = async () => { ${body} };`;
    const { process: running } = await functions.start({ "index.js": source });
    const before = heapMiB();
    const ended = invoke(running, {}, PRINTS_FOR_MS);
    let most = 0;
    let beats = 0;
    const beat = setInterval(() => {
      beats++;
      most = Math.max(most, heapMiB() - before);
    }, 100);
    expect(await ended).toEqual({ kind: "timeout" });
    clearInterval(beat);
    process.stdout.write(
      `heap grew by ${most.toFixed(0)} MiB, ${beats} beats in ${PRINTS_FOR_MS / 1_000} s\n`,
    );
    expect(most).toBeLessThan(100);
    // A blocked event loop beats once, at the end; on a busy machine it beats rarely.
    expect(beats).toBeGreaterThan(3);
    const kept = running.takeLines();
    expect(kept.reduce((sum, { message }) => sum + message.length, 0)).toBeLessThan(17 * 2 ** 20);
  });

  it("reports how much was dropped", async () => {
    await plane.deploy(
      "floods",
      'for (let i = 0; i < 300; i++) console.log("x".repeat(100_000));',
      {
        Timeout: 30,
      },
    );
    const { LogResult } = await plane.invoke("floods", {}, { LogType: "Tail" });
    const log = Buffer.from(LogResult ?? "", "base64").toString();
    const lines = log.split("\n").map((line) => line.slice(0, 100));
    expect(lines).toContainEqual(
      expect.stringMatching(/^\[embedded AWS\] \d+ more lines were dropped/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^END RequestId/));
  });

  it("does not block an invocation when it is closed", async () => {
    const source =
      'exports.handler = async () => { require("node:fs").closeSync(1); require("node:fs").closeSync(2); return 1; };';
    const { process: running } = await functions.start({ "index.js": source });
    expect(endOf(await invoke(running, {}))).toBe(1);
  });
});

describe("the response of a function", () => {
  it.each([
    ["cyclic", "const a = {}; a.a = a; return a;", "Unable to stringify response body"],
    ["a BigInt", "return 1n;", "Unable to stringify response body"],
    ["hostile to JSON", "return { toJSON() { throw 1; } };", "Unable to stringify response body"],
    ["7 MB", 'return "x".repeat(7e6);', "Response payload size exceeded maximum"],
    ["7 MB of quotes", "return '\"'.repeat(7e6);", "Response payload size exceeded maximum"],
    ["an error of 7 MB", 'throw new Error("x".repeat(7e6));', "Response payload size exceeded"],
  ])("is Lambda's error if it is %s", async (what, body, message) => {
    const name = `answers-${what.replace(/\W/g, "-")}`;
    await plane.deploy(name, body, { Timeout: 20, MemorySize: 512 });
    const answer = await plane.invoke(name);
    expect(answer.FunctionError).toBe("Unhandled");
    const { errorMessage } = payloadOf(answer) as { errorMessage: string };
    expect(errorMessage).toContain(message);
  });

  /** Writes to the channel of a function's process. */
  const forge = (bytes: string) => `
    const fs = require("node:fs");
    const frame = (text) => {
      const header = Buffer.alloc(4);
      header.writeUInt32BE(Buffer.byteLength(text));
      return Buffer.concat([header, Buffer.from(text)]);
    };
    exports.handler = async () => { fs.writeSync(3, ${bytes}); await new Promise(() => setTimeout(() => {}, 1e6)); };`;

  it.each([
    ["garbage", 'Buffer.from("garbage that is no message\\n")'],
    ["a length without end", "Buffer.from([255, 255, 255, 255, 1])"],
    ["what is no JSON", 'frame("{")'],
    ["null", 'frame("null")'],
    ["a handle of Node.js's own channel", 'frame(JSON.stringify({ cmd: "NODE_HANDLE_ACK" }))'],
    ["an answer without marker", 'frame(JSON.stringify({ kind: "success", payload: "1" }))'],
    [
      "an error that is none",
      'frame(JSON.stringify({ kind: "failure", marker: "m", maxMemoryKiB: 1, fatal: true, error: 1 }))',
    ],
  ])("ends the function if it forges %s", async (_, bytes) => {
    const { process: running } = await functions.start({ "index.js": forge(bytes) });
    expect(await invoke(running, {}, 10_000)).toMatchObject({ kind: "exit", signal: "SIGKILL" });
    expect(running.usable).toBe(false);
  });

  it("is ignored with another marker", async () => {
    const bytes =
      'frame(JSON.stringify({ kind: "success", marker: "other", maxMemoryKiB: 1, payload: "1" }))';
    const { process: running } = await functions.start({ "index.js": forge(bytes) });
    expect(await invoke(running, {}, 500)).toEqual({ kind: "timeout" });
  });

  it("leaves no Node.js channel in the process", async () => {
    const source =
      "exports.handler = async () => [typeof process.send, typeof process.channel, process.connected ?? null];";
    const { process: running } = await functions.start({ "index.js": source });
    expect(endOf(await invoke(running, {}))).toEqual(["undefined", "undefined", null]);
  });
});

describe("what a function and its callers store", () => {
  it("is bounded in /tmp", async () => {
    const source = `exports.handler = async () => {
      const fs = require("node:fs");
      for (let i = 0; ; i++) {
        fs.writeFileSync("/tmp/" + i, Buffer.alloc(1e6, 1));
        await new Promise((done) => setTimeout(done, 20));
      }
    };`;
    const { process: running } = await functions.start(
      { "index.js": source },
      "index.handler",
      {},
      {
        ephemeralStorageMiB: 20,
      },
    );
    expect(await invoke(running, {}, 15_000)).toMatchObject({ kind: "exit", signal: "SIGKILL" });
  });

  it("is bounded while events wait", () => {
    const budget = new EventBudget(1_000_000);
    const give = [budget.take("x".repeat(400_000)), budget.take("x".repeat(400_000))];
    expect(() => budget.take("x".repeat(400_000))).toThrow("Rate Exceeded.");
    give[0]?.();
    budget.take("x".repeat(400_000));
  });

  it("has no invocation type that only JavaScript knows", async () => {
    await plane.deploy("typed", "return 1;");
    // Not in the types, as the SDK would not send it.
    const InvocationType = "constructor" as "Event";
    await expect(plane.invoke("typed", {}, { InvocationType })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });
});

/** Processes with the mark in their environment; none where there is no /proc. */
function marked(): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => environmentOf(pid).includes("MARK=bomb-of-this-test"));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}
