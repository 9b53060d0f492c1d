import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { WorkGroup } from "@aws-sdk/client-athena";

import type { EmulatorContext } from "../emulator-context";
import type { AwsRequest } from "../gateway/aws-request";
import { type EmulatedService, serveJson } from "../gateway/emulated-service";
import { catalogOperations } from "./catalog-operations";
import { dataCatalogOperations } from "./data-catalogs";
import { EnginePool, type EnginePoolProps } from "./engine-process/engine-pool";
import { RevisionCache } from "./engine/sources/revision-cache";
import { listPage } from "./execution/list-page";
import { ExecutionStore } from "./execution/store/execution-store";
import {
  describeExecution,
  recordOutcome,
  type Execution,
  runtimeStatistics,
} from "./execution/query-execution";
import { CANCELLED_BY_USER, type QueryRunner } from "./execution/query-runner";
import {
  type Input,
  requiredField,
  resultConfiguration,
  stringField,
  stringListField,
} from "./execution/request-fields";
import { queryResults } from "./execution/query-results";
import { RunQueue } from "./execution/run-queue";
import { createExecution, parseStartRequest, type StartRequest } from "./execution/start-request";
import type { StatementClass } from "./execution/statement-class";
import { findWorkGroup, invalidRequest, resolveExecutionSettings } from "./execution/work-group";
import { PreparedStatements } from "./prepared-statements";
import { QueryError } from "./query-error";
import { removeResult, type ResultFiles, resultFiles } from "./results/result-files";
import { SavedQueries } from "./saved-queries";
import { openMap } from "../storage/durable-map";
import type { SqlEngineStatus } from "./trino/server/engine-settings";
import type { TrinoServer } from "./trino/server/trino-server";
import { TrinoRunner } from "./trino/trino-runner";
import { WorkGroupUpdates } from "./work-group-updates";

/** Ids of one BatchGetQueryExecution: https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html */
const MAX_BATCH = 50;

/** Ids of one ListQueryExecutions: https://docs.aws.amazon.com/athena/latest/APIReference/API_ListQueryExecutions.html */
const LIST_SIZE = { from: 0, to: 50 } as const;

/** How long GetQueryExecution waits for the end of a query, so that a client that polls sees it without delay. */
const LONG_POLL_MS = 200;

/** What the engines need. */
export interface SqlEngineProps extends Pick<EnginePoolProps, "storedPage"> {
  /** The server of the engine `trino`. @default - the engine is `duckdb` */
  readonly trino?: TrinoServer | undefined;
}

/** Athena's API of queries; moto keeps the workgroups and saved queries. */
export class QueryService implements EmulatedService {
  readonly service = "athena";
  readonly handle: NonNullable<EmulatedService["handle"]>;

  private readonly executions: ExecutionStore;
  private readonly workGroups = new RevisionCache<WorkGroup>();
  private readonly runner: QueryRunner;
  private readonly resultFolder: string;

  /**
   * @param createRunner creates the query runner, which writes result files to the folder. @default - an EnginePool
   */
  constructor(
    private readonly context: EmulatorContext,
    createRunner?: (resultFolder: string, prepared: PreparedStatements) => QueryRunner,
    private readonly engine: SqlEngineProps = {},
  ) {
    const { stateFolder } = context;
    const prepared = new PreparedStatements(openMap(stateFolder, "athena", "prepared-statements"));
    this.resultFolder = join(context.stateFolder, "athena", "results");
    mkdirSync(this.resultFolder, { recursive: true });
    this.runner = createRunner?.(this.resultFolder, prepared) ?? this.createRunner(prepared);
    this.executions = new ExecutionStore(
      (execution) => void removeResult(this.files(execution)),
      undefined,
      new RunQueue(() => this.runner.hasRoom?.() ?? true),
      openMap(stateFolder, "athena", "executions"),
    );
    this.handle = serveJson({
      ...new SavedQueries(openMap(stateFolder, "athena", "deleted-queries")).operations,
      ...prepared.operations,
      ...new WorkGroupUpdates(context, openMap(stateFolder, "athena", "workgroup-states"))
        .operations,
      ...catalogOperations(context),
      ...dataCatalogOperations,
      StartQueryExecution: (input, request) => this.startExecution(input, request),
      StopQueryExecution: (input) => Promise.resolve(this.stopExecution(input)),
      GetQueryExecution: (input) => this.describe(input),
      BatchGetQueryExecution: (input) => Promise.resolve(this.batchGet(input)),
      ListQueryExecutions: (input, { region }) => Promise.resolve(this.list(input, region)),
      GetQueryResults: (input) => {
        const execution = this.execution(input);
        return queryResults(execution, this.files(execution), input);
      },
      GetQueryRuntimeStatistics: (input) =>
        Promise.resolve({ QueryRuntimeStatistics: runtimeStatistics(this.execution(input)) }),
    });
  }

  start(): void {
    this.runner.start?.();
  }

  /** State of the engine that answers queries. */
  engineStatus(): SqlEngineStatus {
    return this.engine.trino?.status() ?? { engine: "duckdb" };
  }

  async stop(): Promise<void> {
    await Promise.all([this.executions.stop(), this.runner.stop()]);
  }

  private createRunner(prepared: PreparedStatements): QueryRunner {
    const { context, resultFolder } = this;
    const { trino, storedPage } = this.engine;
    const folder = join(context.scratchFolder, "athena");
    const gateway = new EnginePool({ folder, resultFolder, context, storedPage });
    if (trino === undefined) return gateway;
    return new TrinoRunner({
      gateway,
      prepared,
      resultFolder,
      clients: (region, caller) => context.clients(region, caller),
      connect: (region) => trino.connect(region),
      connected: (region) => trino.connected(region),
      start: () => trino.start(),
      stop: () => trino.stop(),
    });
  }

  private async startExecution(input: Input, request: AwsRequest): Promise<object> {
    const start = parseStartRequest(input);
    const { text, token, workGroup: name } = start;
    const repeated = token === undefined ? undefined : this.executions.findByToken(token);
    if (repeated !== undefined) {
      if (repeated.text !== text) throw invalidRequest("Idempotent parameters do not match");
      return { QueryExecutionId: repeated.id };
    }
    const workGroup = await this.workGroups.read(
      `${request.region} ${name}`,
      this.context.revisionOf?.("athena"),
      () => findWorkGroup(this.context.clients(request.region).athena, name),
    );
    const settings = resolveExecutionSettings(workGroup, resultConfiguration(input));
    const statement = await this.classify(start, request);
    const execution = createExecution(start, statement, settings, request);
    this.executions.add(execution, token, () => this.run(execution));
    return { QueryExecutionId: execution.id };
  }

  /** A syntax error is rejected immediately, as on AWS. */
  private async classify(
    { text, parameters, workGroup }: StartRequest,
    { region }: AwsRequest,
  ): Promise<StatementClass> {
    try {
      return await this.runner.classify({ text, parameters, region, workGroup });
    } catch (error) {
      throw error instanceof QueryError
        ? invalidRequest(error.locatedReason, "MALFORMED_QUERY")
        : error;
    }
  }

  private async run(execution: Execution): Promise<void> {
    if (execution.abort.signal.aborted) return;
    execution.state = "RUNNING";
    execution.started = new Date();
    const planned = (scannedBytes: number) => {
      execution.scannedBytes = scannedBytes;
      execution.planned ??= new Date();
    };
    recordOutcome(execution, await this.runner.run(execution, planned, execution.abort.signal));
    const reason = execution.reason === undefined ? "" : `: ${execution.reason}`;
    this.context.log.info("athena", `Query ${execution.id} ${execution.state}${reason}`);
  }

  private stopExecution(input: Input): object {
    const execution = this.execution(input);
    if (execution.state === "QUEUED") recordOutcome(execution, CANCELLED_BY_USER);
    execution.abort.abort();
    return {};
  }

  private async describe(input: Input): Promise<object> {
    const execution = await this.executions.waitForEnd(idField(input), LONG_POLL_MS);
    return { QueryExecution: describeExecution(execution) };
  }

  private execution(input: Input): Execution {
    return this.executions.get(idField(input));
  }

  private files({ id }: Execution): ResultFiles {
    return resultFiles(this.resultFolder, id);
  }

  private batchGet(input: Input): object {
    const ids = stringListField(input, "QueryExecutionIds");
    if (ids.length > MAX_BATCH) {
      throw invalidRequest(`QueryExecutionIds may be ${MAX_BATCH} at most, got ${ids.length}`);
    }
    const found = ids.flatMap((id) => this.executions.find(id) ?? []);
    const missing = ids.filter((id) => this.executions.find(id) === undefined);
    return {
      QueryExecutions: found.map(describeExecution),
      UnprocessedQueryExecutionIds: missing.map((id) => ({
        QueryExecutionId: id,
        ErrorCode: "INVALID_INPUT",
        ErrorMessage: `QueryExecution ${id} was not found`,
      })),
    };
  }

  private list(input: Input, region: string): object {
    const workGroup = stringField(input, "WorkGroup") ?? "primary";
    return listPage(input, "QueryExecutionIds", this.executions.list(region, workGroup), LIST_SIZE);
  }
}

function idField(input: Input): string {
  return requiredField(input, "QueryExecutionId");
}
