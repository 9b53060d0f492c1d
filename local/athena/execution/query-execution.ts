import type { QueryExecution } from "@aws-sdk/client-athena";

import type { QueryJob, QueryOutcome } from "./query-runner";

/** Athena's QueryExecutionState. */
export type QueryState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** A query execution: the request, its state and its statistics. */
export interface Execution extends QueryJob {
  readonly catalog: string | undefined;
  readonly abort: AbortController;
  state: QueryState;
  reason?: string;
  /** Athena's error code of a failed query. */
  errorCode?: string;
  /** Athena's category of its error. @default - that of the code */
  errorCategory?: 1 | 2 | 3 | undefined;
  started?: Date;
  /** When planning ended. */
  planned?: Date;
  completed?: Date;
  scannedBytes: number;
  resultRows: number;
  readonly statementType: "DML" | "DDL" | "UTILITY";
  readonly substatementType: string;
  /** Rows written to a table. */
  updateCount: number;
  /** Bytes of the local result files. */
  resultBytes: number;
  /** S3 URI of the list of written files. */
  manifestLocation?: string | undefined;
}

/** The part of an execution that is known when it is requested. */
export type RequestedExecution = Omit<
  Execution,
  "abort" | "resultBytes" | "resultRows" | "scannedBytes" | "state" | "submitted" | "updateCount"
>;

/** A queued execution. */
export function newExecution(requested: RequestedExecution): Execution {
  return {
    ...requested,
    submitted: new Date(),
    abort: new AbortController(),
    state: "QUEUED",
    scannedBytes: 0,
    resultRows: 0,
    updateCount: 0,
    resultBytes: 0,
  };
}

/** Records how an execution ended. */
export function recordOutcome(execution: Execution, outcome: QueryOutcome): void {
  execution.state = outcome.state;
  execution.completed = new Date();
  if (outcome.state === "SUCCEEDED") {
    execution.resultRows = outcome.resultRows;
    execution.updateCount = outcome.updateCount;
    execution.resultBytes = outcome.resultBytes;
    execution.manifestLocation = outcome.manifestLocation;
    return;
  }
  execution.reason = outcome.reason;
  if (outcome.state !== "FAILED") return;
  execution.errorCode = outcome.code;
  execution.errorCategory = outcome.category;
}

/** An execution as GetQueryExecution returns it; timestamps are epoch seconds, as in AWS's JSON. */
export function describeExecution(execution: Execution): object {
  const { settings, state } = execution;
  const description: Omit<QueryExecution, "Status"> = {
    QueryExecutionId: execution.id,
    Query: execution.text,
    StatementType: execution.statementType,
    SubstatementType: execution.substatementType,
    ResultConfiguration: {
      OutputLocation: execution.outputLocation,
      EncryptionConfiguration: settings.encryption,
      ExpectedBucketOwner: settings.expectedBucketOwner,
      AclConfiguration: settings.acl,
    },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: { Database: execution.database, Catalog: execution.catalog },
    Statistics: statistics(execution),
    WorkGroup: settings.name,
    EngineVersion: {
      SelectedEngineVersion: settings.selectedEngineVersion,
      EffectiveEngineVersion: "Athena engine version 3",
    },
    ...(execution.parameters.length === 0
      ? {}
      : { ExecutionParameters: [...execution.parameters] }),
  };
  return {
    ...description,
    Status: {
      State: state,
      StateChangeReason: execution.reason,
      SubmissionDateTime: +execution.submitted / 1000,
      ...(execution.completed === undefined
        ? {}
        : { CompletionDateTime: +execution.completed / 1000 }),
      ...(state === "FAILED" ? { AthenaError: athenaError(execution) } : {}),
    },
  };
}

/**
 * Categories and types by error code; other codes are errors of the query.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
const ERROR_TYPES: Readonly<
  Record<string, { readonly category: 1 | 2 | 3; readonly type: number }>
> = {
  GENERIC_INTERNAL_ERROR: { category: 1, type: 401 },
  EXCEEDED_LOCAL_MEMORY_LIMIT: { category: 3, type: 0 },
  EXCEEDED_SPILL_LIMIT: { category: 3, type: 0 },
  EXCEEDED_TIME_LIMIT: { category: 3, type: 206 },
};

/** Types of errors whose code has none of its own, by category. */
const DEFAULT_TYPES = { 1: 401, 2: 1006, 3: 0 } as const;

function athenaError({ reason, errorCode = "", errorCategory }: Execution) {
  const known = Object.hasOwn(ERROR_TYPES, errorCode) ? ERROR_TYPES[errorCode] : undefined;
  const category = known?.category ?? errorCategory ?? 2;
  return {
    ErrorCategory: category,
    ErrorType: known?.type ?? DEFAULT_TYPES[category],
    Retryable: false,
    ErrorMessage: reason,
  };
}

function statistics(execution: Execution): QueryExecution["Statistics"] {
  const end = execution.completed ?? new Date();
  const started = execution.started ?? end;
  const planned = execution.planned ?? started;
  return {
    EngineExecutionTimeInMillis: +end - +started,
    DataScannedInBytes: execution.scannedBytes,
    DataManifestLocation: execution.manifestLocation,
    TotalExecutionTimeInMillis: +end - +execution.submitted,
    QueryQueueTimeInMillis: +started - +execution.submitted,
    ServicePreProcessingTimeInMillis: 0,
    QueryPlanningTimeInMillis: +planned - +started,
    ServiceProcessingTimeInMillis: 0,
    ResultReuseInformation: { ReusedPreviousResult: false },
  };
}

/** An execution's statistics as GetQueryRuntimeStatistics returns them. */
export function runtimeStatistics(execution: Execution): object {
  const timeline = statistics(execution);
  return {
    Timeline: {
      QueryQueueTimeInMillis: timeline?.QueryQueueTimeInMillis,
      QueryPlanningTimeInMillis: timeline?.QueryPlanningTimeInMillis,
      EngineExecutionTimeInMillis: timeline?.EngineExecutionTimeInMillis,
      ServiceProcessingTimeInMillis: timeline?.ServiceProcessingTimeInMillis,
      TotalExecutionTimeInMillis: timeline?.TotalExecutionTimeInMillis,
    },
    Rows: { InputBytes: execution.scannedBytes, OutputRows: execution.resultRows },
  };
}
