import { join } from "node:path";

import type { AwsClients } from "../../../local/aws-clients";
import { DuckDb } from "../../../local/athena/engine/duckdb-session";
import { LakeReader } from "../../../local/athena/engine/lake-reader";
import { ObjectCache } from "../../../local/athena/engine/sources/object-cache";
import { ParquetFooters } from "../../../local/athena/engine/sources/parquet-footers";
import type { QueryJob, QueryRunner } from "../../../local/athena/execution/query-runner";
import { classifyStatement } from "../../../local/athena/execution/statement-class";
import { runJob } from "../../../local/athena/execution/run-job";

/** Runs queries in the test's process instead of a query process, so that they can use fake clients. */
export function inProcessRunner(
  folder: string,
  clientsOf: (job: QueryJob) => AwsClients,
): (resultFolder: string) => QueryRunner {
  const ownFolder = join(folder, "own");
  const duckDb = new DuckDb(join(folder, "engine"), ownFolder);
  const cache = new ObjectCache({ folder: join(folder, "objects"), ownFolder });
  const footers = new ParquetFooters();
  return (resultFolder) => ({
    classify: ({ text, parameters }) =>
      Promise.resolve().then(() => classifyStatement(text, parameters)),
    run: (job, planned, signal) => {
      const clients = clientsOf(job);
      const reader = new LakeReader(clients);
      const context = { clients, reader, cache, footers, duckDb, resultFolder };
      return runJob(job, context, planned, signal);
    },
    stop: () => duckDb.close(),
  });
}
