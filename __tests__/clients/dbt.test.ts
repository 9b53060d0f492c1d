import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { DbtProject } from "./support/dbt-project";
import { INSTALL_MS, PythonClient } from "./support/python-client";

const TIME_MS = 600_000;
const Bucket = "dbt";

describe("dbt-athena", () => {
  let aws: RunningEmulator;
  let project: DbtProject;

  beforeAll(async () => {
    const client = await PythonClient.install("dbt");
    aws = await RunningEmulator.start();
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket }));
    project = await DbtProject.copy(client, aws, Bucket);
  }, INSTALL_MS);

  afterAll(async () => {
    await aws.stop();
    await project.remove();
  });

  it(
    "connects, loads a seed, builds tables, an incremental one and a view, and tests them",
    async () => {
      const debug = await project.run("debug");
      expect(debug.stdout).toContain("Connection test: [OK connection ok]");
      expect(await project.results("seed")).toEqual({ "seed.lake.names": "success" });
      const built = {
        "model.lake.orders": "success",
        "model.lake.grown": "success",
        "model.lake.recent": "success",
      };
      expect(await project.results("run")).toEqual(built);
      expect(await project.results("test")).toEqual({
        "test.lake.not_null_orders_id": "pass",
        "test.lake.unique_orders_id": "pass",
      });
      // The tables that there are, are replaced; an incremental model inserts, which duckdb leaves to trino.
      expect(await project.results("run")).toEqual({
        ...built,
        "model.lake.grown": expect.stringContaining(
          "INSERT is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
        ) as unknown,
      });
      expect((await project.run("docs", "generate")).exitCode).toBe(0);
      expect(await project.columns("orders")).toEqual([
        ["id", "int"],
        ["name", "string"],
        ["day", "string"],
      ]);
    },
    TIME_MS,
  );
});
