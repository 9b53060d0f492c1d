import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DuckDb } from "../../../local/athena/engine/duckdb-session";
import { toQueryError } from "../../../local/athena/engine/engine-error";
import { LakeReader } from "../../../local/athena/engine/lake-reader";
import { ObjectCache } from "../../../local/athena/engine/sources/objects/object-cache";
import { ParquetFooters } from "../../../local/athena/engine/sources/parquet/parquet-footers";
import { executeQuery } from "../../../local/athena/engine/query-engine";
import { type ResultColumn, resultTypeName } from "../../../local/athena/results/column-info";
import type { ResultRow } from "../../../local/athena/results/result-writer";
import { parseStatement } from "../../../local/athena/sql/statement-parser";
import { runDdl } from "../../../local/athena/statements/run-ddl";
import type { QueryResult, RunOptions } from "./query-result";
import { FakeAws } from "../fake-aws/fake-aws";
import { announcedBackend } from "../trino/announced-backend";
import { runOnTrino } from "../trino/trino-test-engine";

/** The value of `current_timestamp` in all tests. */
export const NOW = new Date("2026-11-23T08:30:15.123Z");

/** The query engine, `trino` in a run of the tests on Trino, else `duckdb`, in a temporary folder that {@link close} removes. */
export class TestEngine {
  readonly folder = mkdtempSync(join(tmpdir(), "athena-"));
  private readonly duckDb = new DuckDb(join(this.folder, "engine"), join(this.folder, "own"));
  private readonly cache = new ObjectCache({
    folder: join(this.folder, "objects"),
    ownFolder: join(this.folder, "own"),
  });

  constructor(readonly aws = new FakeAws()) {}

  async run(sql: string, options: RunOptions = {}): Promise<QueryResult> {
    const backend = announcedBackend();
    const answered = backend && (await runOnTrino(backend, this.aws, sql, options));
    return answered ?? this.runOnDuckDb(sql, options);
  }

  private async runOnDuckDb(sql: string, options: RunOptions): Promise<QueryResult> {
    const outcome = {
      columns: [] as readonly ResultColumn[],
      rows: [] as ResultRow[],
      scannedBytes: 0,
    };
    const statement = parseStatement(sql, options.parameters);
    const context = {
      clients: this.aws.clients,
      reader: new LakeReader(this.aws.clients),
      cache: this.cache,
      footers: new ParquetFooters(),
      duckDb: this.duckDb,
      database: "db",
      now: options.now ?? NOW,
      scanLimit: options.scanLimit,
      signal: new AbortController().signal,
    };
    if (statement.kind !== "query") {
      const result = await runDdl(statement, {
        ...context,
        executionId: "execution",
        resultFolder: "s3://results/",
        enforced: options.enforced === true,
      });
      return { scannedBytes: 0, ...result };
    }
    await executeQuery(statement.query, context, {
      columns: (columns) => {
        outcome.columns = columns;
      },
      rows: (rows) => {
        outcome.rows.push(...rows);
      },
      scanned: (bytes) => {
        outcome.scannedBytes = bytes;
      },
    });
    return outcome;
  }

  /** The error of a query that fails, as Athena reports it. */
  async errorOf(sql: string, options: RunOptions = {}): Promise<string> {
    try {
      await this.run(sql, options);
    } catch (error) {
      return toQueryError(error).message;
    }
    throw new Error(`${sql} did not fail`);
  }

  /** Value and type of each expression, run as one query for speed. */
  async evaluate(
    expressions: readonly string[],
  ): Promise<{ value: string | null; type: string }[]> {
    const { columns, rows } = await this.run(`SELECT ${expressions.join(",\n")}`);
    return columns.map(({ type }, index) => ({
      value: rows[0]?.[index] ?? null,
      type: resultTypeName(type),
    }));
  }

  async close(): Promise<void> {
    await this.duckDb.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
