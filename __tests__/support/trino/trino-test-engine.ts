import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PreparedStatements } from "../../../local/athena/prepared-statements";
import type { QueryJob } from "../../../local/athena/execution/query-runner";
import { resultFiles } from "../../../local/athena/results/result-files";
import { type ResultRow, ResultWriter } from "../../../local/athena/results/result-writer";
import { planResolved } from "../../../local/athena/trino/statement-planner";
import { StatementResult } from "../../../local/athena/trino/statement-result";
import { resolveStatement } from "../../../local/athena/trino/statements/resolve-statement";
import { TrinoExecution } from "../../../local/athena/trino/trino-execution";
import type { QueryResult, RunOptions } from "../athena/query-result";
import type { FakeAws } from "../fake-aws/fake-aws";
import { deployFake, readBack } from "./deployed-fake";
import type { TrinoBackend } from "./announced-backend";
import { backendClients } from "./trino-backend";
import { executionSettings } from "../athena/execution-settings";

/**
 * Runs a statement on Trino over a fake's tables.
 *
 * @returns undefined if it is Hive's DDL, which both engines run in the same way
 */
export async function runOnTrino(
  backend: TrinoBackend,
  aws: FakeAws,
  sql: string,
  { parameters = [], scanLimit, enforced = false }: RunOptions,
): Promise<QueryResult | undefined> {
  const statement = resolveStatement(sql, parameters, () => undefined);
  if (statement.route.kind === "hive") return undefined;
  const clients = backendClients(backend);
  await deployFake(aws, clients);
  const folder = mkdtempSync(join(tmpdir(), "trino-"));
  let scannedBytes = 0;
  const control = {
    planned: (bytes: number) => {
      scannedBytes = bytes;
    },
    signal: new AbortController().signal,
  };
  const props = {
    clients: () => clients,
    resultFolder: folder,
    prepared: new PreparedStatements(),
  };
  const job = jobOf(backend, sql, parameters, scanLimit, enforced);
  try {
    const execution = new TrinoExecution(job, statement, backend.connection, props, control);
    const plan = await planResolved(statement, job, execution.planContext, props);
    if (plan === "gateway") return undefined;
    const files = resultFiles(folder, job.id);
    const writer = new ResultWriter(files.object, files.rows, "txt");
    const result = new StatementResult(plan.result, writer);
    await execution.runSteps(plan, result);
    writer.close();
    if (statement.route.kind !== "query" && statement.route.kind !== "explain") {
      await readBack(aws, clients);
    }
    const { columns, updateCount } = result.filled;
    const outcome = { columns, rows: rowsOf(files.rows), scannedBytes, updateCount };
    return outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    clients.destroy();
  }
}

function rowsOf(file: string): ResultRow[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  // Written by ResultWriter: each line is a row.
  return lines.map((line) => JSON.parse(line) as ResultRow);
}

function jobOf(
  { region }: TrinoBackend,
  text: string,
  parameters: readonly string[],
  scanLimit: number | undefined,
  enforced: boolean,
): QueryJob {
  return {
    id: "execution",
    region,
    caller: "local",
    text,
    parameters,
    database: "db",
    submitted: new Date(),
    outputLocation: "s3://results/execution",
    settings: executionSettings({ scanLimit, enforced }),
  };
}
