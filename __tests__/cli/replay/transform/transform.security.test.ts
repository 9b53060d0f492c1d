import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unaccounted } from "../../../../cli/replay/run/replay-totals";
import { Transform } from "../../../../cli/replay/transform/transform";
import type { TransformLimits } from "../../../../cli/replay/transform/transform";
import { isAlive } from "../../../../local/processes/signals";
import { projectFolder } from "../../../../local/home/lake-home";
import { startProcess } from "../../../support/emulator/lake-command";
import { Lake, numbered } from "../support/replayed-lake";
import { until } from "../../../support/until";

const RECORDS = 8;
/** The record at which a transform misbehaves: the second of its batch of three. */
const BAD = 4;

describe("a transform", () => {
  let folder: string;
  const loaded: Transform[] = [];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "transform-"));
  });

  afterEach(async () => {
    await Promise.all(loaded.splice(0).map((transform) => transform.close()));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function write(body: string): string {
    const file = path.join(folder, `${randomUUID()}.mjs`);
    writeFileSync(file, `export default (event, context) => { ${body}; return event; };`);
    return file;
  }

  async function load(body: string, limits: TransformLimits = {}): Promise<Transform> {
    const transform = await Transform.load(write(body), limits);
    loaded.push(transform);
    return transform;
  }

  /** The lake after a run with a transform that does this at one record. */
  async function runWith(what: string, limits: TransformLimits = {}) {
    const lake = new Lake();
    lake.fail(numbered(RECORDS));
    const transform = await load(`if (event.id === ${BAD}) { ${what} }`, limits);
    const result = await lake.run({
      transform,
      signal: limits.signal ?? new AbortController().signal,
    });
    return { lake, result };
  }

  /** The next run, with a transform that behaves, sends each of the others exactly once. */
  async function expectTheRestIn(lake: Lake): Promise<void> {
    const next = await lake.run({ transform: await load("") });
    expect(next).toMatchObject({ repeated: 0, totals: { read: RECORDS, failed: 0 } });
    const ids = lake.sent.map((data) => (JSON.parse(data) as { id: number }).id);
    expect(ids.sort((one, other) => one - other)).toEqual(numbered(RECORDS).map(({ id }) => id));
  }

  it.each([
    ["loops", "for (;;);", "did not end within 2 s"],
    ["never settles", "return new Promise(() => {});", "did not end within 2 s"],
    ["ends the process with success", "process.exit(0);", "exited with code 0"],
    [
      "kills the process",
      "process.kill(process.pid, 'SIGKILL'); for (;;);",
      "was killed by SIGKILL",
    ],
    [
      "closes the channel",
      "process.getBuiltinModule('node:fs').closeSync(3); return new Promise(() => {});",
      "was killed by SIGKILL",
    ],
    [
      "throws in a timer",
      "setTimeout(() => { throw new Error('boom'); }); return new Promise(() => {});",
      "failed outside of a call: boom",
    ],
    [
      "leaves a rejection unhandled",
      "setTimeout(() => Promise.reject(new Error('boom'))); return new Promise(() => {});",
      "failed outside of a call: boom",
    ],
    [
      "fills the memory outside of the heap",
      "const all = []; for (;;) all.push(Buffer.alloc(2 ** 20, 1));",
      "used more than 256 MiB of memory",
    ],
    [
      "fills the heap",
      "const all = []; for (;;) all.push(Array.from({ length: 1_000 }, () => ({})));",
      "used more than 256 MiB of memory",
    ],
  ])("that %s ends the run, with totals that name the record", async (_, what, reason) => {
    // A busy machine takes a while to fill the memory.
    const recordMs = reason.includes("within 2 s") ? 2_000 : 60_000;
    const { lake, result } = await runWith(what, { recordMs, memoryMiB: 256 });
    // The current batch was sent; the record and all after it remain.
    expect(result.totals).toMatchObject({ read: BAD + 1, sent: BAD, failed: 1 });
    expect(unaccounted(result.totals)).toBe(0);
    expect(result.stoppedBy).toMatchObject({
      name: "UserError",
      message: expect.stringContaining(`The transform ${reason}`) as string,
      advice: expect.stringContaining("remains for the next run") as string,
    });
    expect(result.stoppedBy?.message).toMatch(new RegExp(`with errors/orders/.*#${BAD}\\.$`));
    expect(result.reasons).toEqual([
      expect.objectContaining({ first: expect.stringMatching(`#${BAD}$`) as string }),
    ]);
    await expectTheRestIn(lake);
  });

  it("that throws fails the record, which is named, and the run continues", async () => {
    const { lake, result } = await runWith("throw new Error('no way');");
    expect(result.totals).toMatchObject({ read: RECORDS, sent: RECORDS - 1, failed: 1 });
    expect(result.reasons).toEqual([
      {
        outcome: "failed",
        reason: "The transform failed: no way",
        records: 1,
        first: expect.stringMatching(`#${BAD}$`) as string,
      },
    ]);
    await expectTheRestIn(lake);
  });

  it("that writes responses of its own into the channel does not affect other records", async () => {
    const { lake, result } = await runWith(`
      const forged = JSON.stringify({ reply: "data", id: ${BAD + 100}, data: '{"id":"forged"}' });
      process.getBuiltinModule("node:fs").writeSync(3, forged + "\\n");`);
    expect(result.totals).toMatchObject({ read: RECORDS, sent: RECORDS, failed: 0 });
    const ids = lake.sent.map((data) => (JSON.parse(data) as { id: unknown }).id);
    expect(ids).toEqual(numbered(RECORDS).map(({ id }) => id));
  });

  it.each([
    ["text", "out of place"],
    ["JSON of another form", '{"hello":1}'],
    ["an incomplete response", '{"reply":"data","id":1}'],
  ])("that writes %s into its channel ends the run with one clear error", async (_, line) => {
    const { lake, result } = await runWith(`
      process.getBuiltinModule("node:fs").writeSync(3, ${JSON.stringify(`${line}\n`)});
      return new Promise(() => {});`);
    expect(result.totals).toMatchObject({ read: BAD + 1, sent: BAD, failed: 1 });
    expect(result.stoppedBy?.message).toContain(
      `The transform wrote to file descriptor 3, which is reserved for its responses: ${line} with errors/orders/`,
    );
    await expectTheRestIn(lake);
  });

  it("that throws a value that is no error and can't be shown fails the record", async () => {
    const { result } = await runWith("throw { toString() { throw 1; } };");
    expect(result.totals).toMatchObject({ read: RECORDS, failed: 1 });
  });

  it("that ends the process after its last record ends the run with an error", async () => {
    const lake = new Lake();
    lake.fail(numbered(1));
    const transform = await load("setTimeout(() => process.exit(0), 50)");
    const result = await lake.run({
      transform: {
        fingerprint: "1",
        assertRunning: () => transform.assertRunning(),
        apply: async (record) => {
          const transformed = await transform.apply(record);
          await until("the end of the process", () => !runs(transform));
          return transformed;
        },
      },
    });
    expect(result.totals).toMatchObject({ read: 1, sent: 1 });
    expect(result.stoppedBy?.message).toContain("exited with code 0 after its last record");
  });

  it("that loops is stopped by Ctrl-C at once, and the next run continues", async () => {
    const stop = new AbortController();
    const started = path.join(folder, "started");
    const lake = new Lake();
    lake.fail(numbered(RECORDS));
    const transform = await load(
      `if (event.id === ${BAD}) { require("node:fs").writeFileSync(${JSON.stringify(started)}, "yes"); for (;;); }`.replace(
        'require("node:fs")',
        'process.getBuiltinModule("node:fs")',
      ),
      { recordMs: 600_000, signal: stop.signal },
    );
    const running = lake.run({ transform, signal: stop.signal });
    await written(started);
    stop.abort();
    const result = await running;
    expect(result).toMatchObject({
      interrupted: true,
      totals: { read: BAD, sent: BAD, failed: 0 },
    });
    expect(result.stoppedBy).toBeUndefined();
    expect(unaccounted(result.totals)).toBe(0);
    await expectTheRestIn(lake);
  });

  it.each([
    ["loops while it is loaded", "for (;;);", 300, "was interrupted"],
    ["ends the process while it is loaded", "process.exit(0);", 60_000, "exited with code 0"],
  ])("that %s is rejected before anything is sent", async (_, source, abortMs, reason) => {
    const file = path.join(folder, `${randomUUID()}.mjs`);
    writeFileSync(file, `${source} export default (event) => event;`);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), abortMs);
    await expect(Transform.load(file, { signal: stop.signal })).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(`can't be loaded: it ${reason}`) as string,
      advice: expect.stringMatching(/^Nothing was sent/) as string,
    });
    clearTimeout(timer);
  });

  it("that loops does not outlive a run that was killed, and prints nothing among its results", async () => {
    const pidFile = path.join(folder, "pid");
    const file = write(
      `console.log("noise"); process.getBuiltinModule("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;);`,
    );
    const program = `
      const { Transform } = require(${JSON.stringify(path.join(projectFolder, "cli/replay/transform/transform.ts"))});
      const record = { id: "1", place: "p", data: Buffer.from("{}"), arrival: new Date(), writtenAt: new Date() };
      Transform.load(${JSON.stringify(file)}).then((transform) => transform.apply(record));`;
    const { process: run, ended } = startProcess(
      process.execPath,
      ["--require", "tsx/cjs", "-e", program],
      {},
    );
    const pid = Number(await written(pidFile));
    run.kill("SIGKILL");
    await until("the end of the transform", () => !isRunning(pid));
    expect(await ended).toMatchObject({ stdout: "", stderr: "noise\n" });
  });
});

function runs(transform: Transform): boolean {
  try {
    transform.assertRunning();
    return true;
  } catch {
    return false;
  }
}

/** What a transform writes into a file, once it is there. */
async function written(file: string): Promise<string> {
  let text = "";
  await until(`the transform to write ${file}`, () => {
    text = existsSync(file) ? readFileSync(file, "utf8") : "";
    return text !== "";
  });
  return text;
}

/** Where nobody asks how an orphan ended, it stays as a zombie. */
function isRunning(pid: number): boolean {
  try {
    return isAlive(pid) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return isAlive(pid) && process.platform !== "linux";
  }
}
