import type { WorkGroup } from "@aws-sdk/client-athena";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { AwsRequest } from "../gateway/aws-request";
import type { EmulatorContext } from "../emulator-context";
import { AwsServiceError, type EmulatedService, serveJson } from "../gateway/emulated-service";
import { DuckDb } from "./engine/duckdb-session";
import { catalogOperations } from "./catalog-operations";
import { LakeReader } from "./engine/lake-reader";
import { ObjectCache } from "./engine/object-cache";
import { ParquetFooters } from "./engine/parquet-footers";
import { ReadCache } from "./engine/read-cache";
import { runExecution } from "./execution/execution-runner";
import { ExecutionStore } from "./execution/execution-store";
import {
  describeExecution,
  type Execution,
  newExecution,
  runtimeStatistics,
} from "./execution/query-execution";
import {
  type Input,
  integerField,
  objectField,
  resultConfiguration,
  textField,
  textsField,
} from "./execution/request-fields";
import { resultSet } from "./execution/result-set";
import { findWorkGroup, invalidRequest, workGroupRules } from "./execution/work-group";
import { QueryError } from "./query-error";
import { SavedQueries } from "./saved-queries";
import type { Statement } from "./sql/statement";
import { parseStatement } from "./sql/statement-parser";
import { statementType } from "./statements/run-statement";
import { WorkGroupUpdates } from "./work-group-updates";

const MAX_LISTED = 50;

/** How long a look at a query waits for its end: so who looks again and again learns of it at once, not a pause later. */
const PATIENCE_MS = 200;

/** Athena's queries: the control plane keeps work groups and saved queries, this service runs queries. */
export class QueryService implements EmulatedService {
  readonly service = "athena";
  readonly handle: NonNullable<EmulatedService["handle"]>;

  private readonly executions = new ExecutionStore();
  private readonly readers = new Map<string, LakeReader>();
  private readonly workGroups = new ReadCache<WorkGroup>();
  private readonly cache: ObjectCache;
  private readonly footers = new ParquetFooters();
  private readonly duckDb: DuckDb;
  private readonly folder: string;

  constructor(private readonly context: EmulatorContext) {
    this.folder = join(context.stateFolder, "athena");
    mkdirSync(this.folder, { recursive: true });
    const objectFolder = join(this.folder, "objects");
    this.cache = new ObjectCache({
      folder: objectFolder,
      checksReaders: context.revisionOf === undefined,
    });
    this.duckDb = new DuckDb(join(this.folder, "engine"), objectFolder);
    this.handle = serveJson({
      ...new SavedQueries().operations,
      ...new WorkGroupUpdates(context).operations,
      ...catalogOperations(context),
      StartQueryExecution: (input, request) => this.startExecution(input, request),
      StopQueryExecution: (input) => Promise.resolve(this.stopExecution(input)),
      GetQueryExecution: (input) => this.describe(input),
      BatchGetQueryExecution: (input) => Promise.resolve(this.batchGet(input)),
      ListQueryExecutions: (input, { region }) => Promise.resolve(this.list(input, region)),
      GetQueryResults: (input) => resultSet(this.execution(input), input),
      GetQueryRuntimeStatistics: (input) =>
        Promise.resolve({ QueryRuntimeStatistics: runtimeStatistics(this.execution(input)) }),
    });
  }

  async stop(): Promise<void> {
    await this.executions.stop();
    await this.duckDb.close();
  }

  private async startExecution(
    input: Input,
    { region, accessKeyId: caller }: AwsRequest,
  ): Promise<object> {
    const text = textField(input, "QueryString");
    if (text === undefined || text.trim() === "") throw invalidRequest("Query string is empty.");
    const token = textField(input, "ClientRequestToken");
    const parameters = textsField(input, "ExecutionParameters");
    const context = objectField(input, "QueryExecutionContext");
    const repeated = token === undefined ? undefined : this.executions.byToken(token);
    if (repeated !== undefined) {
      if (repeated.text !== text) throw invalidRequest("Idempotent parameters do not match");
      return { QueryExecutionId: repeated.id };
    }
    const name = textField(input, "WorkGroup") ?? "primary";
    const workGroup = await this.workGroups.read(
      `${region} ${name}`,
      this.context.revisionOf?.("athena"),
      () => findWorkGroup(this.context.clients(region).athena, name),
    );
    const rules = workGroupRules(workGroup, resultConfiguration(input));
    const catalog = textField(context, "Catalog");
    if (catalog !== undefined && catalog.toLowerCase() !== "awsdatacatalog") {
      throw invalidRequest(
        `The data catalog ${catalog} is not supported by the embedded Athena, which knows AwsDataCatalog only.`,
      );
    }
    const statement = parsed(text, parameters);
    const { type, subtype } = statementType(statement);
    const id = randomUUID();
    const execution = newExecution({
      id,
      region,
      caller,
      text,
      parameters,
      database: textField(context, "Database")?.toLowerCase(),
      catalog: catalog?.toLowerCase(),
      rules,
      statementType: type,
      substatementType: subtype,
      outputLocation: rules.outputLocation + id + resultExtension(statement),
    });
    this.executions.add(execution, token, () => this.run(execution, statement));
    return { QueryExecutionId: id };
  }

  private async run(execution: Execution, statement: Statement): Promise<void> {
    if (execution.abort.signal.aborted) return;
    await runExecution(execution, statement, {
      clients: this.context.clients(execution.region, execution.caller),
      reader: this.reader(execution),
      cache: this.cache,
      footers: this.footers,
      duckDb: this.duckDb,
      folder: this.folder,
    });
    const reason = execution.reason === undefined ? "" : `: ${execution.reason}`;
    this.context.log.info("athena", `Query ${execution.id} ${execution.state}${reason}`);
  }

  private reader({ region, caller }: Execution): LakeReader {
    const name = `${region} ${caller}`;
    const reader =
      this.readers.get(name) ??
      new LakeReader(this.context.clients(region, caller), this.context.revisionOf);
    this.readers.set(name, reader);
    return reader;
  }

  private stopExecution(input: Input): object {
    const execution = this.execution(input);
    if (execution.state === "QUEUED") {
      execution.state = "CANCELLED";
      execution.reason = "Query cancelled by user";
      execution.completed = new Date();
    }
    execution.abort.abort();
    return {};
  }

  private async describe(input: Input): Promise<object> {
    const execution = await this.executions.getOnceEnded(idField(input), PATIENCE_MS);
    return { QueryExecution: describeExecution(execution) };
  }

  private execution(input: Input): Execution {
    return this.executions.get(idField(input));
  }

  private batchGet(input: Input): object {
    const ids = textsField(input, "QueryExecutionIds");
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
    const ids = this.executions.list(region, textField(input, "WorkGroup") ?? "primary");
    const size = integerField(input, "MaxResults", { from: 0, to: MAX_LISTED }) ?? MAX_LISTED;
    const start = Number(textField(input, "NextToken") ?? "0");
    return {
      QueryExecutionIds: ids.slice(start, start + size),
      ...(start + size < ids.length ? { NextToken: String(start + size) } : {}),
    };
  }
}

function idField(input: Input): string {
  const id = textField(input, "QueryExecutionId");
  if (id === undefined) throw invalidRequest("QueryExecutionId is required");
  return id;
}

function resultExtension({ kind }: Statement): string {
  if (kind === "query") return ".csv";
  return kind === "createTableAs" ? "" : ".txt";
}

/** A query that is no SQL is refused at once, as on AWS. */
function parsed(text: string, parameters: readonly string[]): Statement {
  try {
    return parseStatement(text, parameters);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new AwsServiceError("InvalidRequestException", error.locatedReason);
  }
}
