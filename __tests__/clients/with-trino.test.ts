/**
 * @jest-environment <rootDir>/__tests__/support/trino/optional-trino-environment.ts
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { readSqlEngine } from "../../local/lifecycle/sql-engine-state";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { foundTrino } from "../support/trino/found-trino";
import { until } from "../support/until";
import { DbtProject } from "./support/dbt-project";
import { PythonClient } from "./support/python-client";

const START_MS = 900_000;
const TIME_MS = 600_000;
const Bucket = "clients";

/** What the engine `duckdb` refuses of the same project of dbt. */
describe("with the engine trino", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "clients-"));
  let aws: RunningEmulator | undefined;

  beforeAll(async () => {
    const source = foundTrino();
    if (source === undefined) return;
    const logFile = path.join(folder, "trino.log");
    aws = await RunningEmulator.start(false, { trino: { source, memoryMiB: 1536, logFile } });
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket }));
    const { endpointUrl } = aws;
    await until(
      "Trino",
      async () => {
        const status = await readSqlEngine(endpointUrl);
        return status?.engine === "trino" && status.state !== "starting";
      },
      START_MS,
    );
  }, START_MS);

  afterAll(async () => {
    await aws?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    "an incremental model of dbt grows by the rows of each run",
    async () => {
      if (aws === undefined) throw new Error("there is no embedded AWS");
      const project = await DbtProject.copy(await PythonClient.install("dbt"), aws, Bucket);
      try {
        expect(await project.results("seed")).toEqual({ "seed.lake.names": "success" });
        for (let run = 1; run <= 2; run += 1) {
          expect(await project.results("run")).toEqual({
            "model.lake.orders": "success",
            "model.lake.grown": "success",
            "model.lake.recent": "success",
          });
        }
        const counted = await project.run(
          "show",
          "--inline",
          "SELECT count(*) AS rows_of_grown FROM {{ ref('grown') }}",
          "--output",
          "json",
        );
        expect(counted.stdout).toContain('"rows_of_grown": 4');
      } finally {
        await project.remove();
      }
    },
    TIME_MS,
  );
});
