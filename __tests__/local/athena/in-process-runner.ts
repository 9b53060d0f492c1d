import { join } from "node:path";

import type { AwsClients } from "../../../local/aws-clients";
import { DuckDb } from "../../../local/athena/engine/duckdb-session";
import { LakeReader } from "../../../local/athena/engine/lake-reader";
import { ObjectCache } from "../../../local/athena/engine/sources/objects/object-cache";
import { ParquetFooters } from "../../../local/athena/engine/sources/parquet/parquet-footers";
import type { QueryJob, QueryRunner } from "../../../local/athena/execution/query-runner";
import { classifyStatement } from "../../../local/athena/execution/statement-class";
import type { PreparedStatements } from "../../../local/athena/prepared-statements";
import { TrinoRunner } from "../../../local/athena/trino/trino-runner";
import type { FakeAws } from "../../support/fake-aws/fake-aws";
import { deployFake } from "../../support/trino/deployed-fake";
import { announcedBackend } from "../../support/trino/announced-backend";
import { backendClients } from "../../support/trino/trino-backend";
import { runJob } from "../../../local/athena/execution/run-job";

/**
 * The runner of the engine under test: in a run of the tests on Trino it asks Trino over the fake's tables; the fake
 * keeps workgroups and results.
 */
export function runnerUnderTest(
  folder: string,
  aws: FakeAws,
  clientsOf: (caller: string | undefined) => AwsClients,
): (resultFolder: string, prepared: PreparedStatements) => QueryRunner {
  const inProcess = inProcessRunner(folder, ({ caller }) => clientsOf(caller));
  const backend = announcedBackend();
  if (backend === undefined) return inProcess;
  const { connection } = backend;
  return (resultFolder, prepared) => {
    return new TrinoRunner({
      connect: async () => {
        const clients = backendClients(backend);
        await deployFake(aws, clients);
        clients.destroy();
        return connection;
      },
      connected: () => connection,
      gateway: inProcess(resultFolder),
      clients: (_, caller) => clientsOf(caller),
      resultFolder,
      prepared,
    });
  };
}

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
