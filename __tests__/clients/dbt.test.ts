import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { PythonClient } from "./support/python-client";

const INSTALL_MS = 600_000;
const TIME_MS = 300_000;
const Bucket = "dbt";

/** The fields of dbt's `run_results.json` that the test reads. */
interface RunResults {
  readonly results: readonly {
    readonly unique_id: string;
    readonly status: string;
    readonly message: string | null;
  }[];
}

describe("dbt-athena", () => {
  let aws: RunningEmulator;
  let client: PythonClient;
  let project: string;

  beforeAll(async () => {
    client = await PythonClient.install("dbt");
    aws = await RunningEmulator.start();
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket }));
    project = await mkdtemp(path.join(tmpdir(), "dbt-"));
    await cp(path.join(__dirname, "programs/dbt"), project, { recursive: true });
  }, INSTALL_MS);

  afterAll(async () => {
    await aws.stop();
    await rm(project, { recursive: true });
  });

  const dbt = (...args: string[]) =>
    client.run(
      "dbt",
      ["--no-use-colors", ...args, "--project-dir", project, "--profiles-dir", project],
      { ...aws.variables, BUCKET: Bucket },
    );

  /** Runs a command, and returns the message, or the status where it is none, of each node. */
  const results = async (...args: string[]): Promise<Record<string, string>> => {
    const { stdout } = await dbt(...args);
    const file = path.join(project, "target/run_results.json");
    try {
      // dbt's own schema.
      const { results: found } = JSON.parse(await readFile(file, "utf8")) as RunResults;
      return Object.fromEntries(
        found.map(({ unique_id: id, status, message }) => [
          id.split(".").slice(0, 3).join("."),
          status === "error" ? `error: ${message}` : status,
        ]),
      );
    } catch {
      throw new Error(stdout);
    }
  };

  it(
    "connects, loads a seed, builds tables, an incremental one and a view, and tests them",
    async () => {
      const debug = await dbt("debug");
      expect(debug.stdout).toContain("Connection test: [OK connection ok]");
      expect(await results("seed")).toEqual({ "seed.lake.names": "success" });
      const run = {
        "model.lake.orders": "success",
        "model.lake.grown": "success",
        "model.lake.recent": "success",
      };
      expect(await results("run")).toEqual(run);
      expect(await results("test")).toEqual({
        "test.lake.not_null_orders_id": "pass",
        "test.lake.unique_orders_id": "pass",
      });
      // The tables that there are, are replaced; an incremental model inserts, which duckdb leaves to trino.
      const again = await results("run");
      expect(again).toEqual({
        ...run,
        "model.lake.grown": expect.stringContaining(
          "INSERT is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
        ) as unknown,
      });
      expect((await dbt("docs", "generate")).exitCode).toBe(0);
      // dbt's own schema.
      const catalog = JSON.parse(
        await readFile(path.join(project, "target/catalog.json"), "utf8"),
      ) as {
        readonly nodes: Record<string, { readonly columns: Record<string, { type: string }> }>;
      };
      const columns = catalog.nodes["model.lake.orders"]?.columns ?? {};
      expect(Object.entries(columns).map(([name, { type }]) => [name, type])).toEqual([
        ["id", "int"],
        ["name", "string"],
        ["day", "string"],
      ]);
    },
    TIME_MS,
  );
});
