import {
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  QueryExecutionState,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { AthenaClient, ColumnInfo, QueryExecution, Row } from "@aws-sdk/client-athena";
import { UserError } from "../../errors/user-error";
import { onInterrupt } from "../terminal/interruption";
import { pollUntil } from "../target/poll";

const POLLING = { firstMs: 10, slowestMs: 1_000 };

/** A query, its workgroup and its database. */
export interface QueryProps {
  readonly sql: string;
  readonly workGroup: string;
  readonly database: string;
  /** Timeout in milliseconds. @default - the limit of the workgroup */
  readonly timeoutMs?: number | undefined;
  /** Stops the query when aborted, and this process goes on. @default - Ctrl-C stops both */
  readonly signal?: AbortSignal | undefined;
}

/** A query that failed or was stopped, with Athena's reason. */
export class QueryFailedError extends UserError {}

/** The result of a query. */
export interface QueryResult {
  readonly queryExecutionId: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values in Athena's text format; null for missing values. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly dataScannedBytes: number;
  readonly executionMilliseconds: number;
}

/**
 * Runs a query through the Athena API and waits for its result.
 *
 * @throws QueryFailedError if the query fails or is stopped
 * @throws UserError after the timeout
 */
export async function runQuery(athena: AthenaClient, props: QueryProps): Promise<QueryResult> {
  const { QueryExecutionId: id } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: props.sql,
      WorkGroup: props.workGroup,
      QueryExecutionContext: { Database: props.database },
    }),
  );
  const stop = async (): Promise<void> => {
    await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  };
  if (props.signal !== undefined) return stoppedBy(props.signal, stop, resultOf(athena, id, props));
  const forget = onInterrupt(stop);
  try {
    return await resultOf(athena, id, props);
  } finally {
    forget();
  }
}

/** Waits for a result; a signal stops the query, which then ends as cancelled. */
async function stoppedBy(
  signal: AbortSignal,
  stop: () => Promise<void>,
  result: Promise<QueryResult>,
): Promise<QueryResult> {
  let onAbort = (): void => undefined;
  // A stop that fails ends the wait, too: the query would go on.
  const stopFailed = new Promise<never>((_, reject) => {
    onAbort = () => void stop().catch(reject);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([result, stopFailed]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Waits for the end of a query, and reads its result. */
async function resultOf(
  athena: AthenaClient,
  id: string | undefined,
  props: QueryProps,
): Promise<QueryResult> {
  const execution = await pollUntil(
    () => readExecution(athena, id),
    hasEnded,
    POLLING,
    props.timeoutMs === undefined
      ? undefined
      : {
          timeoutMs: props.timeoutMs,
          what: `Query ${id}`,
          advice: "Check the log: npx lake logs",
        },
  );
  const { State: state, StateChangeReason: reason } = execution?.Status ?? {};
  if (execution === undefined || state !== QueryExecutionState.SUCCEEDED) {
    throw new QueryFailedError(
      `The query ${endOf(state)}: ${reason ?? "no reason given"}`,
      `It ran in workgroup ${props.workGroup}, database ${props.database}, as ${id}.`,
    );
  }
  const result = await readResults(athena, id, execution, { signal: props.signal });
  return { ...result, queryExecutionId: id ?? "" };
}

/** The state of a query. */
export async function readExecution(
  athena: AthenaClient,
  id: string | undefined,
): Promise<QueryExecution | undefined> {
  return (await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))).QueryExecution;
}

function hasEnded(execution: QueryExecution | undefined): boolean {
  const state = execution?.Status?.State;
  return state !== QueryExecutionState.QUEUED && state !== QueryExecutionState.RUNNING;
}

function endOf(state: string | undefined): string {
  if (state === QueryExecutionState.FAILED) return "failed";
  return state === QueryExecutionState.CANCELLED ? "was cancelled" : "is lost";
}

/** How much of a result is read. */
export interface ReadingLimits {
  /** Rows after which no further page is read. @default - all */
  readonly maximumRows?: number;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The result of a query that succeeded.
 *
 * @throws QueryFailedError if the signal ends it
 */
export async function readResults(
  athena: AthenaClient,
  id: string | undefined,
  execution: QueryExecution,
  { maximumRows = Infinity, signal }: ReadingLimits = {},
): Promise<Omit<QueryResult, "queryExecutionId">> {
  let columns: ColumnInfo[] = [];
  const rows: Row[] = [];
  for await (const page of paginateGetQueryResults({ client: athena }, { QueryExecutionId: id })) {
    columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? columns;
    rows.push(...(page.ResultSet?.Rows ?? []));
    if (signal?.aborted === true) throw new QueryFailedError("The query was cancelled.", "");
    // One more is the row of names.
    if (rows.length > maximumRows + 1) break;
  }
  // The first row of a SELECT repeats the column names; other statements have no such row.
  const data = execution.StatementType === "DML" ? rows.slice(1) : rows;
  return {
    columns: columns.map(({ Name, Type }) => ({ name: Name ?? "", type: Type ?? "" })),
    rows: data.map(({ Data }) => (Data ?? []).map(({ VarCharValue }) => VarCharValue ?? null)),
    dataScannedBytes: execution.Statistics?.DataScannedInBytes ?? 0,
    executionMilliseconds: execution.Statistics?.TotalExecutionTimeInMillis ?? 0,
  };
}
