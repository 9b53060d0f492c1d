import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { AwsClients } from "../../aws-clients";
import type { DuckDb } from "../engine/duckdb-session";
import { engineFault, isInterruption } from "../engine/engine-fault";
import type { ObjectCache } from "../engine/object-cache";
import { runQuery, ScanLimitExceeded } from "../engine/query-engine";
import { ResultWriter } from "../results/result-writer";
import type { Statement } from "../sql/statement";
import type { Execution } from "./query-execution";
import { uploadResult } from "./result-upload";

/** What executions run with. */
export interface RunnerContext {
  clients(region: string): AwsClients;
  readonly cache: ObjectCache;
  readonly duckDb: DuckDb;
  /** Folder of results. */
  readonly folder: string;
}

/** Runs an execution to its end and notes the outcome in it. It never throws: a fault is the outcome. */
export async function runExecution(
  execution: Execution,
  statement: Statement,
  context: RunnerContext,
): Promise<void> {
  execution.state = "RUNNING";
  execution.started = new Date();
  try {
    await runStatement(execution, statement, context);
    execution.state = "SUCCEEDED";
  } catch (error) {
    if (error instanceof ScanLimitExceeded) {
      execution.state = "CANCELLED";
      execution.reason = error.message;
    } else if (execution.abort.signal.aborted || isInterruption(error)) {
      execution.state = "CANCELLED";
      execution.reason = "Query cancelled by user";
    } else {
      const fault = engineFault(error);
      execution.state = "FAILED";
      execution.errorCode = fault.code;
      execution.reason = fault.message;
    }
  }
  execution.completed = new Date();
}

async function runStatement(
  execution: Execution,
  statement: Statement,
  context: RunnerContext,
): Promise<void> {
  const folder = join(context.folder, "results");
  mkdirSync(folder, { recursive: true });
  const objectPath = join(folder, `${execution.id}.csv`);
  const rowsPath = join(folder, `${execution.id}.rows`);
  const clients = context.clients(execution.region);
  const writer = new ResultWriter(objectPath, rowsPath, "csv");
  try {
    await runQuery(
      statement.query,
      {
        clients,
        cache: context.cache,
        duckDb: context.duckDb,
        database: execution.database,
        now: execution.submitted,
        scanLimit: execution.rules.scanLimit,
        signal: execution.abort.signal,
      },
      {
        columns: async (columns) => {
          execution.columns = columns;
          await writer.header(columns.map(({ name }) => name));
        },
        rows: (rows) => writer.write(rows),
        scanned: (bytes) => {
          execution.scannedBytes = bytes;
          execution.planned = new Date();
        },
      },
    );
  } finally {
    await writer.close();
  }
  execution.resultRows = Math.max(0, writer.rowCount - 1);
  execution.rowsPath = rowsPath;
  const location = execution.outputLocation ?? execution.rules.outputLocation;
  await uploadResult(
    clients.s3,
    location,
    objectPath,
    execution.columns,
    execution.rules.encryption,
  );
  rmSync(objectPath, { force: true });
}
