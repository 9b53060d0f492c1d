import { mkdirSync } from "node:fs";

import type { EngineContext } from "../engine/engine-context";
import { toQueryError, isInterruption } from "../engine/engine-error";
import { executeQuery, ScanLimitExceededError } from "../engine/query-engine";
import type { ResultColumn } from "../results/column-info";
import { removeResult, type ResultFiles, resultFiles } from "../results/result-files";
import { ResultWriter } from "../results/result-writer";
import type { Statement } from "../sql/statement";
import { parseStatement } from "../sql/statement-parser";
import { runDdl } from "../statements/run-ddl";
import { CANCELLED_BY_USER, type QueryJob, type QueryOutcome } from "./query-runner";
import { type FilledResult, storeResult } from "./store-result";

/** What all queries of a process have in common. */
export interface JobContext extends Pick<
  EngineContext,
  "cache" | "clients" | "duckDb" | "footers" | "reader"
> {
  /** Folder of the result files. */
  readonly resultFolder: string;
}

/** Runs a query and uploads its result. Never rejects: a failure is an outcome. */
export async function runJob(
  job: QueryJob,
  context: JobContext,
  planned: (scannedBytes: number) => void,
  signal: AbortSignal,
): Promise<QueryOutcome> {
  mkdirSync(context.resultFolder, { recursive: true });
  const files = resultFiles(context.resultFolder, job.id);
  try {
    const statement = parseStatement(job.text, job.parameters);
    const run = { job, statement, context, files, planned, signal };
    return await runStatement(run);
  } catch (error) {
    await removeResult(files);
    if (error instanceof ScanLimitExceededError)
      return { state: "CANCELLED", reason: error.message };
    if (signal.aborted || isInterruption(error)) return CANCELLED_BY_USER;
    const { code, message: reason } = toQueryError(error);
    return { state: "FAILED", code, reason };
  }
}

interface Run {
  readonly job: QueryJob;
  readonly statement: Statement;
  readonly context: JobContext;
  readonly files: ResultFiles;
  readonly planned: (scannedBytes: number) => void;
  readonly signal: AbortSignal;
}

async function runStatement(run: Run): Promise<QueryOutcome> {
  const { job, statement, context, files } = run;
  const writer = new ResultWriter(
    files.object,
    files.rows,
    statement.kind === "query" ? "csv" : "txt",
  );
  let filled: FilledResult;
  try {
    filled = await fillResult(run, writer);
  } finally {
    writer.close();
  }
  return storeResult(job, context.clients.s3, files, filled);
}

async function fillResult(
  { job, statement, context, planned, signal }: Run,
  writer: ResultWriter,
): Promise<FilledResult> {
  const engine: EngineContext = {
    ...context,
    database: job.database,
    now: job.submitted,
    scanLimit: job.settings.scanLimit,
    signal,
  };
  if (statement.kind !== "query") {
    const {
      columns,
      rows,
      updateCount = 0,
      scannedBytes = 0,
      writtenFiles,
    } = await runDdl(statement, {
      ...engine,
      executionId: job.id,
      resultFolder: job.settings.outputLocation,
      enforced: job.settings.enforced,
    });
    planned(scannedBytes);
    writer.write(rows);
    return { columns, resultRows: writer.rowCount, updateCount, writtenFiles };
  }
  let columns: readonly ResultColumn[] = [];
  await executeQuery(statement.query, engine, {
    columns: (found) => {
      columns = found;
      writer.header(found.map(({ name }) => name));
    },
    rows: (rows) => writer.write(rows),
    scanned: planned,
  });
  return { columns, resultRows: writer.rowCount - 1, updateCount: 0 };
}
