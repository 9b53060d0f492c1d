import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { engineFault, isInterruption } from "../engine/engine-fault";
import { type EngineContext, runQuery, ScanLimitExceeded } from "../engine/query-engine";
import { ResultWriter } from "../results/result-writer";
import type { Statement } from "../sql/statement";
import { runDefinition } from "../statements/run-statement";
import type { Execution } from "./query-execution";
import { uploadResult } from "./result-upload";

/** What executions run with. */
export interface RunnerContext extends Pick<
  EngineContext,
  "cache" | "clients" | "duckDb" | "footers" | "reader"
> {
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
  const objectPath = join(folder, `${execution.id}.object`);
  const rowsPath = join(folder, `${execution.id}.rows`);
  const writer = new ResultWriter(objectPath, rowsPath, statement.kind === "query" ? "csv" : "txt");
  try {
    await fillResult(execution, statement, writer, {
      ...context,
      database: execution.database,
      now: execution.submitted,
      scanLimit: execution.rules.scanLimit,
      signal: execution.abort.signal,
    });
  } finally {
    await writer.close();
  }
  execution.rowsPath = rowsPath;
  await uploadResult(
    context.clients.s3,
    execution.outputLocation,
    objectPath,
    execution.columns,
    execution.rules.encryption,
  );
  rmSync(objectPath, { force: true });
}

async function fillResult(
  execution: Execution,
  statement: Statement,
  writer: ResultWriter,
  engine: EngineContext,
): Promise<void> {
  const scanned = (bytes: number) => {
    execution.scannedBytes = bytes;
    execution.planned = new Date();
  };
  if (statement.kind !== "query") {
    const result = await runDefinition(statement, {
      ...engine,
      executionId: execution.id,
      resultFolder: execution.rules.outputLocation,
      enforced: execution.rules.enforced,
    });
    scanned(result.scannedBytes ?? 0);
    execution.columns = result.columns;
    execution.updateCount = result.updateCount ?? 0;
    await writer.write(result.rows);
    execution.resultRows = writer.rowCount;
    return;
  }
  await runQuery(statement.query, engine, {
    columns: async (columns) => {
      execution.columns = columns;
      await writer.header(columns.map(({ name }) => name));
    },
    rows: (rows) => writer.write(rows),
    scanned,
  });
  execution.resultRows = writer.rowCount - 1;
}
