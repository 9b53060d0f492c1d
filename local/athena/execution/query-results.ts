import { readFile } from "node:fs/promises";

import type { ColumnInfo } from "@aws-sdk/client-athena";

import type { ResultFiles } from "../results/result-files";
import { readPage } from "../results/result-pages";
import type { Execution } from "./query-execution";
import { type Input, integerField, stringField } from "./request-fields";
import { invalidRequest } from "./work-group";

const MAX_PAGE = 1000;

/**
 * A page of an execution's result, as GetQueryResults returns it. The first row of a SELECT has the column names.
 *
 * @throws AwsServiceError InvalidRequestException if the query has not succeeded, or for an invalid token or size
 */
export async function queryResults(
  execution: Execution,
  files: ResultFiles,
  input: Input,
): Promise<object> {
  const { state } = execution;
  if (state === "QUEUED" || state === "RUNNING") {
    throw invalidRequest(`Query has not yet finished. Current state: ${state}`);
  }
  if (state !== "SUCCEEDED") {
    throw invalidRequest(`Query did not finish successfully. Final query state: ${state}`);
  }
  const size = integerField(input, "MaxResults", { from: 1, to: MAX_PAGE }) ?? MAX_PAGE;
  const { rows, nextOffset } = await readPage(files.rows, offsetOf(execution, input), size).catch(
    (error: unknown) => {
      // A forged token may point into the middle of a row.
      throw isSyntaxError(error) ? invalidToken() : error;
    },
  );
  return {
    UpdateCount: execution.updateCount,
    ResultSet: {
      Rows: rows.map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
      // Written by runJob.
      ResultSetMetadata: JSON.parse(await readFile(files.columns, "utf8")) as {
        readonly ColumnInfo: readonly ColumnInfo[];
      },
    },
    ...(nextOffset === undefined ? {} : { NextToken: token(execution, nextOffset) }),
  };
}

function token({ id }: Execution, offset: number): string {
  return Buffer.from(JSON.stringify([id, offset])).toString("base64");
}

function offsetOf(execution: Execution, input: Input): number {
  const given = stringField(input, "NextToken");
  if (given === undefined) return 0;
  const [, id, offset] =
    /^\["([^"]*)",(\d+)\]$/.exec(Buffer.from(given, "base64").toString()) ?? [];
  if (id !== execution.id) throw invalidToken();
  return Number(offset);
}

function isSyntaxError(error: unknown): boolean {
  return error instanceof Error && error.name === "SyntaxError";
}

function invalidToken(): Error {
  return invalidRequest("NextToken does not belong to this query execution");
}
