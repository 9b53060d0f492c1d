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

/** How a query ends before it has a result. */
export interface Stopping {
  /** Stops the query when aborted, and this process goes on. @default - only Ctrl-C stops it, and this process */
  readonly signal?: AbortSignal | undefined;
  /** Ends the wait for a query that is being stopped, when aborted. @default - it is waited for */
  readonly abandoned?: AbortSignal | undefined;
}

/** A query, its workgroup and its database. */
export interface QueryProps extends Stopping {
  readonly sql: string;
  readonly workGroup: string;
  readonly database: string;
  /** Timeout in milliseconds. @default - the limit of the workgroup */
  readonly timeoutMs?: number | undefined;
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
 * Runs a query through the Athena API and waits for its result. Whatever ends this process stops the query, too.
 *
 * @throws QueryFailedError if the query fails or is stopped
 * @throws UserError after the timeout, or if it is abandoned
 */
export async function runQuery(athena: AthenaClient, props: QueryProps): Promise<QueryResult> {
  const started = startQuery(athena, props);
  let stopping: Promise<unknown> | undefined;
  const stop = async (): Promise<void> => {
    stopping ??= started.then((id) =>
      athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id })),
    );
    await stopping;
  };
  // From the first request on: a query that has no answer yet may run all the same.
  const forget = onInterrupt(stop);
  try {
    const result = started.then((id) => resultOf(athena, id, props));
    return await stoppedBy(props.signal, stop, result);
  } catch (error) {
    if (props.abandoned?.aborted !== true) throw error;
    const id = await started.catch(() => undefined);
    throw abandonedQuery(id);
  } finally {
    forget();
  }
}

async function startQuery(athena: AthenaClient, props: QueryProps): Promise<string | undefined> {
  const command = new StartQueryExecutionCommand({
    QueryString: props.sql,
    WorkGroup: props.workGroup,
    QueryExecutionContext: { Database: props.database },
  });
  return (await athena.send(command, sendingUntil(props.abandoned))).QueryExecutionId;
}

function abandonedQuery(id: string | undefined): UserError {
  if (id === undefined) return new UserError("The query may run: its start had no answer.", "");
  return new UserError(
    `Query ${id} may still run: its end was not waited for.`,
    `Stop it: aws athena stop-query-execution --query-execution-id ${id}`,
  );
}

function sendingUntil(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** Waits for a result; a signal stops the query, which then ends as cancelled. */
async function stoppedBy(
  signal: AbortSignal | undefined,
  stop: () => Promise<void>,
  result: Promise<QueryResult>,
): Promise<QueryResult> {
  if (signal === undefined) return result;
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
    () => readExecution(athena, id, props.abandoned),
    hasEnded,
    POLLING,
    props.timeoutMs === undefined
      ? undefined
      : {
          timeoutMs: props.timeoutMs,
          what: `Query ${id}`,
          advice: "Check the log: npx lake logs",
        },
    props.abandoned,
  );
  const { State: state, StateChangeReason: reason } = execution?.Status ?? {};
  if (execution === undefined || state !== QueryExecutionState.SUCCEEDED) {
    throw new QueryFailedError(
      `The query ${endOf(state)}: ${reason ?? "no reason given"}`,
      `It ran in workgroup ${props.workGroup}, database ${props.database}, as ${id}.`,
    );
  }
  const result = await readResults(athena, id, execution, props);
  return { ...result, queryExecutionId: id ?? "" };
}

/** The state of a query. @param abandoned ends the request @default - none */
export async function readExecution(
  athena: AthenaClient,
  id: string | undefined,
  abandoned?: AbortSignal,
): Promise<QueryExecution | undefined> {
  const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
  return (await athena.send(command, sendingUntil(abandoned))).QueryExecution;
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
export interface ReadingLimits extends Stopping {
  /** Rows after which no further page is read. @default - all */
  readonly maximumRows?: number;
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
  { maximumRows = Infinity, signal, abandoned }: ReadingLimits = {},
): Promise<Omit<QueryResult, "queryExecutionId">> {
  let columns: ColumnInfo[] = [];
  const rows: Row[] = [];
  const pages = paginateGetQueryResults(
    { client: athena },
    { QueryExecutionId: id },
    sendingUntil(abandoned),
  );
  for await (const page of pages) {
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
