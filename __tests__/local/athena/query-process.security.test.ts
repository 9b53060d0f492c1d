import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { bundleEngine } from "../../../local/athena/engine-process/engine-bundle";
import { ProcessLake } from "./support/process-lake";

/** A regular expression that takes longer than anyone lives. */
const ENDLESS_MATCH = `SELECT regexp_like('${"a".repeat(60)}!', '^(a+)+$')`;

/** Rows enough for hours of any work on them. */
const ROWS =
  "UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z)";

const MIB = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), "query-process-"));
const bundle = bundleEngine(folder);

afterAll(() => rmSync(folder, { recursive: true }));

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a query that would take the machine", () => {
  const lake = new ProcessLake({ bundle });

  beforeAll(() => lake.start());
  afterAll(() => lake.stop());

  it.each([
    ["a regular expression that backtracks without end", ENDLESS_MATCH],
    ["a product of tables", `SELECT count(*) FROM ${ROWS} WHERE x * y = z + 0.5`],
    ["a sort of more than fits into memory", `SELECT x, y, z FROM ${ROWS} ORDER BY x * y % 7, z`],
    [
      "functions written in JavaScript over all rows",
      `SELECT count(json_extract_scalar('{"a":' || CAST(x AS varchar) || '}', '$.a')) FROM ${ROWS}`,
    ],
    ["a result without end", `SELECT x, y, z FROM ${ROWS}`],
  ])("ends within a second of being stopped: %s", async (what, sql) => {
    const id = await lake.query(sql);
    await until(async () => (await lake.stateOf(id)) === "RUNNING");
    await sleep(200);
    // While it runs the service answers, and other queries run.
    expect(await lake.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    expect(await lake.stateOf(id)).toBe("RUNNING");
    const asked = performance.now();
    await lake.call("StopQueryExecution", { QueryExecutionId: id });
    expect(await lake.ended(id)).toMatchObject({
      State: "CANCELLED",
      StateChangeReason: "Query cancelled by user",
    });
    process.stdout.write(`${what}: stopped in ${Math.round(performance.now() - asked)} ms\n`);
    expect(await lake.run("SELECT 2")).toMatchObject({ State: "SUCCEEDED" });
  });

  it("fails as on Athena where DuckDB has no more memory", async () => {
    const failed = await lake.run(`SELECT array_agg(CAST(x AS varchar)) FROM ${ROWS}`);
    expect(failed.StateChangeReason).toBe(
      "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor",
    );
  });

  it("fails with a clear reason when its process is killed, and the next one runs", async () => {
    const ids = new Set(lake.pool?.processIds);
    const id = await lake.query(ENDLESS_MATCH);
    await until(async () => (await lake.stateOf(id)) === "RUNNING");
    await sleep(200);
    for (const pid of lake.pool?.processIds ?? []) process.kill(pid, "SIGKILL");
    expect(await lake.ended(id)).toMatchObject({
      State: "FAILED",
      StateChangeReason:
        "GENERIC_INTERNAL_ERROR: The process that ran the query was ended by SIGKILL. Run the query again.",
      AthenaError: { ErrorCategory: 1, ErrorType: 401 },
    });
    expect(await lake.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    expect(lake.pool?.processIds.filter((pid) => ids.has(pid) && isAlive(pid))).toEqual([]);
  });
});

describe.each([
  ["the system shows", undefined],
  ["the process reports", true],
])("a query whose process takes more memory than it may, as %s it", (_, reportsMemory) => {
  const lake = new ProcessLake({ bundle, reportsMemory, limits: { memoryBytes: 220 * MIB } });

  beforeAll(() => lake.start());
  afterAll(() => lake.stop());

  it("fails as on Athena, and harms no other", async () => {
    await lake.run("SELECT 1");
    const before = lake.pool?.processIds ?? [];
    const greedy = await lake.query(`SELECT max_by(x, y), array_agg(x * y + z) FROM ${ROWS}`);
    const other = await lake.query(ENDLESS_MATCH);
    const failed = await lake.ended(greedy);
    expect(failed).toMatchObject({
      State: "FAILED",
      AthenaError: { ErrorCategory: 3, ErrorType: 0 },
    });
    expect(failed.StateChangeReason).toMatch(
      /^EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor: it exceeded the memory limit of 220 MiB/,
    );
    expect(await lake.stateOf(other)).toBe("RUNNING");
    await lake.call("StopQueryExecution", { QueryExecutionId: other });
    await lake.ended(other);
    expect(await lake.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    await until(() => before.every((pid) => !isAlive(pid)));
  });
});

describe("a process that runs queries", () => {
  const lake = new ProcessLake({ bundle, limits: { diskBytes: 20 * MIB } });

  beforeAll(async () => {
    process.env["AWS_SECRET_ACCESS_KEY"] = "the user's own secret";
    await lake.start();
    await lake.run("SELECT 1");
  });
  afterAll(async () => {
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    await lake.stop();
  });

  const onLinux = process.platform === "linux" ? it : it.skip;

  onLinux("has nothing of the user's environment", () => {
    const [pid] = lake.pool?.processIds ?? [];
    const names = readFileSync(`/proc/${pid}/environ`, "utf8")
      .split("\0")
      .flatMap((variable) => variable.split("=")[0] || []);
    expect(names.sort()).toEqual([
      "AWS_CONFIG_FILE",
      "AWS_EC2_METADATA_DISABLED",
      "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED",
      "AWS_SHARED_CREDENTIALS_FILE",
      "NODE_CHANNEL_FD",
      "NODE_CHANNEL_SERIALIZATION_MODE",
      "TZ",
    ]);
  });

  onLinux("gives way to the endpoint, and goes first where memory is short", () => {
    const [pid] = lake.pool?.processIds ?? [];
    // The 19th field; the second may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    expect(Number(fields[16])).toBe(5);
    expect(readFileSync(`/proc/${pid}/oom_score_adj`, "utf8").trim()).toBe("1000");
  });

  it("ends a query that takes more of the disk than it may", async () => {
    const failed = await lake.run(`SELECT x, y, z FROM ${ROWS} ORDER BY x * y % 7, z`);
    expect(failed).toMatchObject({ State: "FAILED", AthenaError: { ErrorCategory: 3 } });
    expect(failed.StateChangeReason).toMatch(
      /^EXCEEDED_SPILL_LIMIT: Query exhausted resources at this scale factor: it exceeded the limit of 20 MiB/,
    );
  });
});

describe("a query that runs for too long", () => {
  const lake = new ProcessLake({ bundle, limits: { timeoutMs: 500 } });

  beforeAll(() => lake.start());
  afterAll(() => lake.stop());

  it("is ended", async () => {
    const failed = await lake.run(ENDLESS_MATCH);
    expect(failed).toMatchObject({ State: "FAILED", AthenaError: { ErrorType: 206 } });
    expect(failed.StateChangeReason).toContain("EXCEEDED_TIME_LIMIT: Query timeout");
  });
});

describe("a query whose process is never ready", () => {
  const idles = join(folder, "idles.cjs");
  const lake = new ProcessLake({
    bundle: Promise.resolve(idles),
    limits: { startTimeoutMs: 300 },
  });

  beforeAll(() => {
    writeFileSync(idles, 'process.on("message", () => undefined);');
    return lake.start();
  });
  afterAll(() => lake.stop());

  it("fails with a reason of its own", async () => {
    const failed = await lake.run("SELECT 1");
    expect(failed).toMatchObject({
      State: "FAILED",
      StateChangeReason: expect.stringMatching(
        /^GENERIC_INTERNAL_ERROR: The process for the query was not ready within 0.3 s\./,
      ) as string,
      AthenaError: { ErrorCategory: 1, ErrorType: 401 },
    });
  });
});

describe("an emulator that is killed", () => {
  let folderOfHost: string | undefined;

  afterEach(() => {
    if (folderOfHost !== undefined) rmSync(folderOfHost, { recursive: true, force: true });
  });

  it("leaves no process behind, whatever it is busy with", async () => {
    const host = spawn(
      process.execPath,
      ["--require", "tsx/cjs", join(__dirname, "support", "engine-host.ts"), ENDLESS_MATCH],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [line] = (await once(host.stdout.setEncoding("utf8"), "data")) as [string];
    // Written by the bundle of this test.
    const started = JSON.parse(line) as { folder: string; processIds: number[] };
    folderOfHost = started.folder;
    expect(started.processIds.filter(isAlive)).not.toEqual([]);
    host.kill("SIGKILL");
    await until(() => !started.processIds.some(isAlive));
  }, 60_000);
});
