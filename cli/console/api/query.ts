import {
  InvalidRequestException,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { QueryExecution } from "@aws-sdk/client-athena";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { Readable } from "node:stream";
import { UserError } from "../../../errors/user-error";
import { readExecution, readResults } from "../../query/athena-query";
import type { QueryResult } from "../../query/athena-query";
import { cellsOf } from "../../query/formats/result-format";
import type { Target } from "../../target/target";
import { anyTarget } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { StreamedResult } from "../server/streamed-result";
import { flag, text } from "./input";
import type { Input } from "./input";

/**
 * Longest statement that Athena accepts, in bytes; this counts characters.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export const MAXIMUM_SQL_LENGTH = 262_144;
/** Rows that the page shows; the CSV has all. */
const MAXIMUM_ROWS = 1_000;

/** A query, as far as it is. */
export interface QueryView {
  readonly id: string;
  readonly state: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
  /** Why it failed. */
  readonly reason?: string | undefined;
  readonly dataScannedBytes: number;
  readonly milliseconds: number;
  /** Present when it succeeded. */
  readonly result?: Pick<QueryResult, "columns" | "rows"> & { readonly isCut: boolean };
}

/** Answers `startQuery`: starts a statement, or its EXPLAIN. */
export async function startQuery(lake: Lake, input: Input): Promise<{ id: string }> {
  const { clients, names } = await anyTarget(lake);
  const sql = text(input, "sql", MAXIMUM_SQL_LENGTH);
  const { QueryExecutionId: id = "" } = await clients.athena.send(
    new StartQueryExecutionCommand({
      QueryString: flag(input, "plan") ? `EXPLAIN ${sql}` : sql,
      WorkGroup: names.workGroup,
      QueryExecutionContext: { Database: names.database },
    }),
  );
  return { id };
}

/** Answers `query`: the state of a query, with its result when it has one. */
export async function readQuery(lake: Lake, input: Input): Promise<QueryView> {
  const { clients, execution, id } = await executionOf(lake, input);
  const { State: state = "FAILED", StateChangeReason: reason } = execution.Status ?? {};
  const view: QueryView = {
    id,
    state,
    ...(state === "FAILED" || state === "CANCELLED" ? { reason } : {}),
    dataScannedBytes: execution.Statistics?.DataScannedInBytes ?? 0,
    milliseconds: execution.Statistics?.TotalExecutionTimeInMillis ?? 0,
  };
  if (state !== "SUCCEEDED") return view;
  const { columns, rows } = await readResults(clients.athena, id, execution, {
    maximumRows: MAXIMUM_ROWS,
  });
  const isCut = rows.length > MAXIMUM_ROWS;
  const cells = cellsOf({ columns, rows: rows.slice(0, MAXIMUM_ROWS) });
  return { ...view, result: { columns, rows: cells, isCut } };
}

/** Answers `stopQuery`. */
export async function stopQuery(lake: Lake, input: Input): Promise<object> {
  const { clients, id } = await executionOf(lake, input);
  await clients.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  return {};
}

/** Answers `downloadQuery`: the CSV that Athena wrote, with every row. */
export async function downloadQuery(lake: Lake, input: Input): Promise<StreamedResult> {
  const { clients, execution } = await executionOf(lake, input);
  const location = execution.ResultConfiguration?.OutputLocation ?? "";
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+\.(?:csv|txt))$/.exec(location) ?? [];
  if (bucket === undefined) {
    throw new UserError("This statement has no file of rows.", "Download the result of a SELECT.");
  }
  const { Body: body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!(body instanceof Readable)) throw new Error("S3 returned no content");
  return new StreamedResult("text/csv; charset=utf-8", body);
}

/** A query of the lake's workgroup: the credentials may read others, too. */
async function executionOf(
  lake: Lake,
  input: Input,
): Promise<{ clients: Target["clients"]; execution: QueryExecution; id: string }> {
  const { clients, names } = await anyTarget(lake);
  const id = text(input, "id");
  const execution = await readExecution(clients.athena, id).catch((error: unknown) => {
    if (error instanceof InvalidRequestException) return undefined; // Athena's answer to an unknown id
    throw error;
  });
  if (execution?.WorkGroup === names.workGroup) return { clients, execution, id };
  throw new UserError(
    `There is no query ${id} in workgroup ${names.workGroup}.`,
    "Run it again: Athena forgets a query after 45 days.",
  );
}
