import type { QueryExecution } from "@aws-sdk/client-athena";

import type { ResultColumn } from "../results/column-info";
import type { WorkGroupRules } from "./work-group";

/** States of a query, in Athena's words. */
export type QueryState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** A query that was started: what was asked, and what has come of it so far. */
export interface Execution {
  readonly id: string;
  readonly region: string;
  /** Access key of whoever asked: Athena reads the catalog and the objects as its caller. */
  readonly caller: string | undefined;
  readonly text: string;
  readonly parameters: readonly string[];
  readonly database: string | undefined;
  readonly catalog: string | undefined;
  readonly rules: WorkGroupRules;
  readonly submitted: Date;
  readonly abort: AbortController;
  state: QueryState;
  reason?: string;
  /** Athena's error code of a failed query. */
  errorCode?: string;
  started?: Date;
  /** When the tables were found and the engine began. */
  planned?: Date;
  completed?: Date;
  scannedBytes: number;
  resultRows: number;
  columns: readonly ResultColumn[];
  readonly statementType: "DML" | "DDL" | "UTILITY";
  readonly substatementType: string;
  /** Object that the result is put into. */
  readonly outputLocation: string;
  /** Rows that the statement wrote into a table. */
  updateCount: number;
  /** File of the result's rows, which pages are read from. */
  rowsPath?: string;
}

/** What is known of an execution when it is asked for. */
export type AskedExecution = Omit<
  Execution,
  "abort" | "columns" | "resultRows" | "scannedBytes" | "state" | "submitted" | "updateCount"
>;

/** An execution of which nothing has come yet. */
export function newExecution(asked: AskedExecution): Execution {
  return {
    ...asked,
    submitted: new Date(),
    abort: new AbortController(),
    state: "QUEUED",
    scannedBytes: 0,
    resultRows: 0,
    columns: [],
    updateCount: 0,
  };
}

/** An execution as GetQueryExecution shows it; instants are seconds since 1970, as AWS's JSON has them. */
export function describeExecution(execution: Execution): object {
  const { rules, state } = execution;
  const description: Omit<QueryExecution, "Status"> = {
    QueryExecutionId: execution.id,
    Query: execution.text,
    StatementType: execution.statementType,
    SubstatementType: execution.substatementType,
    ResultConfiguration: {
      OutputLocation: execution.outputLocation,
      EncryptionConfiguration: rules.encryption,
      ExpectedBucketOwner: rules.expectedBucketOwner,
      AclConfiguration: rules.acl,
    },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: { Database: execution.database, Catalog: execution.catalog },
    Statistics: statistics(execution),
    WorkGroup: rules.name,
    EngineVersion: {
      SelectedEngineVersion: rules.selectedEngineVersion,
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

/** Categories and types of https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
function athenaError({ reason, errorCode }: Execution) {
  const internal = errorCode === "GENERIC_INTERNAL_ERROR";
  return {
    ErrorCategory: internal ? 1 : 2,
    ErrorType: internal ? 401 : 1006,
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
    TotalExecutionTimeInMillis: +end - +execution.submitted,
    QueryQueueTimeInMillis: +started - +execution.submitted,
    ServicePreProcessingTimeInMillis: 0,
    QueryPlanningTimeInMillis: +planned - +started,
    ServiceProcessingTimeInMillis: 0,
    ResultReuseInformation: { ReusedPreviousResult: false },
  };
}

/** An execution's figures as GetQueryRuntimeStatistics shows them. */
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
