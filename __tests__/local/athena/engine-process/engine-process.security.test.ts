import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";

import { bundleEngine } from "../../../../local/athena/engine-process/engine-bundle";
import { RunningAthena } from "../../../support/athena/running-athena";
import { until } from "../../../support/until";

/** A regular expression with catastrophic backtracking. */
const ENDLESS_MATCH = `SELECT regexp_like('${"a".repeat(60)}!', '^(a+)+$')`;

/** 10^12 rows. */
const ROWS =
  "UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z)";

const LONG_SORT = `SELECT x, y, z FROM ${ROWS} ORDER BY x * y % 7, z`;

const MIB = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), "query-process-"));
const bundle = bundleEngine(folder);

afterAll(() => rmSync(folder, { recursive: true }));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a query that would exhaust the machine", () => {
  const athena = new RunningAthena({ bundle });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it.each([
    ["a regular expression with catastrophic backtracking", ENDLESS_MATCH],
    ["a cross join", `SELECT count(*) FROM ${ROWS} WHERE x * y = z + 0.5`],
    ["a sort that does not fit into memory", LONG_SORT],
    [
      "a user-defined function over all rows",
      `SELECT count(json_extract_scalar('{"a":' || CAST(x AS varchar) || '}', '$.a')) FROM ${ROWS}`,
    ],
    ["a huge result", `SELECT x, y, z FROM ${ROWS}`],
  ])("can be cancelled: %s", async (what, sql) => {
    const id = await athena.query(sql);
    await until("the query to run", async () => (await athena.stateOf(id)) === "RUNNING");
    // Meanwhile the service responds, and other queries run.
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    expect(await athena.stateOf(id)).toBe("RUNNING");
    const asked = performance.now();
    await athena.call("StopQueryExecution", { QueryExecutionId: id });
    expect(await athena.ended(id)).toMatchObject({
      State: "CANCELLED",
      StateChangeReason: "Query cancelled by user",
    });
    process.stdout.write(`${what}: stopped in ${Math.round(performance.now() - asked)} ms\n`);
    expect(await athena.run("SELECT 2")).toMatchObject({ State: "SUCCEEDED" });
  });

  it("fails as on Athena if DuckDB runs out of memory", async () => {
    const failed = await athena.run(`SELECT array_agg(CAST(x AS varchar)) FROM ${ROWS}`);
    expect(failed.StateChangeReason).toBe(
      "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor",
    );
  });

  it("fails with a clear reason if its process is killed, and the next query runs", async () => {
    const ids = new Set(athena.pool?.processIds);
    const id = await athena.query(ENDLESS_MATCH);
    await until("the query to run", async () => (await athena.stateOf(id)) === "RUNNING");
    // A query that was started later has ended, so that this one is being executed.
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    expect(athena.pool?.processIds.length).toBeGreaterThan(0);
    for (const pid of athena.pool?.processIds ?? []) process.kill(pid, "SIGKILL");
    expect(await athena.ended(id)).toMatchObject({
      State: "FAILED",
      StateChangeReason:
        "GENERIC_INTERNAL_ERROR: The query's process was killed by SIGKILL. Run the query again.",
      AthenaError: { ErrorCategory: 1, ErrorType: 401 },
    });
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    expect(athena.pool?.processIds.filter((pid) => ids.has(pid) && isAlive(pid))).toEqual([]);
  });

  it("runs in another process if its own is killed before it accepts the query", async () => {
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    const ids = athena.pool?.processIds ?? [];
    expect(ids.length).toBeGreaterThan(0);
    // A stopped process leaves the query unread.
    for (const pid of ids) process.kill(pid, "SIGSTOP");
    const id = await athena.query("SELECT 3");
    await until("the query to run", async () => (await athena.stateOf(id)) === "RUNNING");
    for (const pid of ids) process.kill(pid, "SIGKILL");
    expect(await athena.ended(id)).toMatchObject({ State: "SUCCEEDED" });
  });
});

describe("queries that never end", () => {
  const athena = new RunningAthena({ bundle });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it("leave a process ready for the next query, which has priority over theirs", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => athena.query(ENDLESS_MATCH)));
    const statesOf = () => Promise.all(ids.map((id) => athena.stateOf(id)));
    await until("the queries to run", async () =>
      (await statesOf()).every((state) => state === "RUNNING"),
    );
    const priorities = () => (athena.pool?.processIds ?? []).map((pid) => getPriority(pid));
    await until("another process", () => priorities().length > ids.length);
    await until("their priority to be the lowest", () => {
      const busy = priorities().filter((niceness) => niceness === 19);
      return busy.length === ids.length;
    });
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    expect(new Set(await statesOf())).toEqual(new Set(["RUNNING"]));
    for (const id of ids) await athena.call("StopQueryExecution", { QueryExecutionId: id });
    for (const id of ids) expect(await athena.ended(id)).toMatchObject({ State: "CANCELLED" });
  });
});

describe.each([
  ["the catalog", "SELECT a FROM d.t", "POST"],
  ["an object to be written", "SELECT 1", "PUT"],
])("a query that waits for %s", (_, sql, stalledMethod) => {
  const athena = new RunningAthena({ bundle, stalledMethod });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it("can be cancelled", async () => {
    const id = await athena.query(sql);
    await until("its request", () => athena.stalledRequests > 0);
    await athena.call("StopQueryExecution", { QueryExecutionId: id });
    expect(await athena.ended(id)).toMatchObject({ State: "CANCELLED" });
  });
});

describe("queries whose processes exceed the memory limit together", () => {
  const athena = new RunningAthena({ bundle, limits: { totalMemoryBytes: 400 * MIB } });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it("lose the one that uses the most", async () => {
    const other = await athena.query(ENDLESS_MATCH);
    // It stays below DuckDB's own limit, where it spills, for as long as the watch needs to see it.
    const greedy = await athena.query(LONG_SORT);
    const failed = await athena.ended(greedy);
    expect(failed.StateChangeReason).toContain(
      "it used the most when all running queries together exceeded the memory limit of 400 MiB",
    );
    expect(await athena.stateOf(other)).toBe("RUNNING");
  });
});

describe.each([
  ["/proc shows", undefined],
  ["the process reports", true],
])("a query whose process exceeds the memory limit, as %s it", (_, reportsMemory) => {
  const athena = new RunningAthena({ bundle, reportsMemory, limits: { memoryBytes: 220 * MIB } });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it("fails as on Athena, and does not affect other queries", async () => {
    await athena.run("SELECT 1");
    const before = athena.pool?.processIds ?? [];
    const greedy = await athena.query(`SELECT max_by(x, y), array_agg(x * y + z) FROM ${ROWS}`);
    const other = await athena.query(ENDLESS_MATCH);
    const failed = await athena.ended(greedy);
    expect(failed).toMatchObject({
      State: "FAILED",
      AthenaError: { ErrorCategory: 3, ErrorType: 0 },
    });
    expect(failed.StateChangeReason).toMatch(
      /^EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor: it exceeded the memory limit of 220 MiB/,
    );
    expect(await athena.stateOf(other)).toBe("RUNNING");
    await athena.call("StopQueryExecution", { QueryExecutionId: other });
    await athena.ended(other);
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
    await until("the end of the processes", () => before.every((pid) => !isAlive(pid)));
  });
});

describe("a query process", () => {
  const athena = new RunningAthena({ bundle, limits: { diskBytes: 20 * MIB } });

  beforeAll(async () => {
    process.env["AWS_SECRET_ACCESS_KEY"] = "the user's own secret";
    await athena.start();
    await athena.run("SELECT 1");
  });
  afterAll(async () => {
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    await athena.stop();
  });

  const onLinux = process.platform === "linux" ? it : it.skip;

  onLinux("has none of the user's environment variables", () => {
    const [pid] = athena.pool?.processIds ?? [];
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

  onLinux(
    "has a lower priority than the endpoint, and is the first to be killed if memory is exhausted",
    () => {
      const [pid] = athena.pool?.processIds ?? [];
      // The 19th field; the second may contain spaces.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      expect(Number(fields[16])).toBe(5);
      expect(readFileSync(`/proc/${pid}/oom_score_adj`, "utf8").trim()).toBe("1000");
    },
  );

  it("fails a query that exceeds the disk limit", async () => {
    const failed = await athena.run(`SELECT x, y, z FROM ${ROWS} ORDER BY x * y % 7, z`);
    expect(failed).toMatchObject({ State: "FAILED", AthenaError: { ErrorCategory: 3 } });
    expect(failed.StateChangeReason).toMatch(
      /^EXCEEDED_SPILL_LIMIT: Query exhausted resources at this scale factor: it exceeded the limit of 20 MiB/,
    );
  });
});

describe("a query that runs for too long", () => {
  const athena = new RunningAthena({ bundle, limits: { timeoutMs: 500 } });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it("times out", async () => {
    const failed = await athena.run(ENDLESS_MATCH);
    expect(failed).toMatchObject({ State: "FAILED", AthenaError: { ErrorType: 206 } });
    expect(failed.StateChangeReason).toContain("EXCEEDED_TIME_LIMIT: Query timeout");
  });
});

describe("a query whose process is never ready", () => {
  const idles = join(folder, "idles.cjs");
  const athena = new RunningAthena({
    bundle: Promise.resolve(idles),
    limits: { startTimeoutMs: 300 },
  });

  beforeAll(() => {
    writeFileSync(idles, 'process.on("message", () => undefined);');
    return athena.start();
  });
  afterAll(() => athena.stop());

  it("fails with a reason that says so", async () => {
    const failed = await athena.run("SELECT 1");
    expect(failed).toMatchObject({
      State: "FAILED",
      StateChangeReason: expect.stringMatching(
        /^GENERIC_INTERNAL_ERROR: The query's process was not ready within 0.3 s\./,
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

  it("leaves no query process behind, even a busy one", async () => {
    const host = spawn(
      process.execPath,
      ["--require", "tsx/cjs", join(__dirname, "emulator-program.ts"), ENDLESS_MATCH],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [line] = (await once(host.stdout.setEncoding("utf8"), "data")) as [string];
    // Printed by emulator-program.ts.
    const started = JSON.parse(line) as { folder: string; processIds: number[] };
    folderOfHost = started.folder;
    expect(started.processIds.filter(isAlive)).not.toEqual([]);
    host.kill("SIGKILL");
    await until("the end of the processes", () => !started.processIds.some(isAlive));
  }, 120_000);
});
