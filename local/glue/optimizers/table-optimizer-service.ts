import { isRecord } from "../../../errors/is-record";
import type { PublishedModels } from "../../api-models/published-models";
import { validateCall } from "../../api-models/validate-call";
import type { AwsReply, AwsRequest } from "../../gateway/aws-request";
import {
  AwsServiceError,
  type EmulatedService,
  type Forward,
  type JsonOperations,
  serveJson,
} from "../../gateway/emulated-service";
import { CatalogCall, type Fields, recordList } from "../catalog/catalog-call";
import { checkOptimizer, invalid, optimizerType } from "./optimizer-rules";
import type { OptimizerType } from "./optimizer-rules";

/** An optimizer of a table. */
export interface KeptOptimizer {
  /** When its table was created: another one of its name has no optimizers. */
  readonly created: unknown;
  readonly region: string;
  readonly databaseName: string;
  readonly tableName: string;
  readonly type: OptimizerType;
  readonly configuration: Fields;
  /** As the API has them, the latest first. */
  readonly runs: readonly Fields[];
}

/** Runs on a page, unless a call asks for fewer. */
const PAGE = 100;

/**
 * The table optimizers of the Data Catalog, which moto lacks: their configurations, and the runs that there were.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-table-optimizers.html
 */
export class TableOptimizerService implements EmulatedService {
  readonly service = "glue";
  readonly handle: (request: AwsRequest, forward: Forward) => Promise<AwsReply | undefined>;

  private readonly operations: JsonOperations = {
    CreateTableOptimizer: (...parts) => this.create(new CatalogCall(...parts)),
    UpdateTableOptimizer: (...parts) => this.update(new CatalogCall(...parts)),
    DeleteTableOptimizer: (...parts) => this.delete(new CatalogCall(...parts)),
    GetTableOptimizer: (...parts) => this.get(new CatalogCall(...parts)),
    BatchGetTableOptimizer: (...parts) => this.getBatch(new CatalogCall(...parts)),
    ListTableOptimizerRuns: (...parts) => this.listRuns(new CatalogCall(...parts)),
  };

  /**
   * @param kept by region, database, table and type
   * @param models AWS's published models
   * @param runner carries the optimizers out
   */
  constructor(
    private readonly kept: Map<string, KeptOptimizer>,
    private readonly models: () => Promise<PublishedModels>,
    private readonly runner: Required<Pick<EmulatedService, "start" | "stop">>,
  ) {
    this.handle = serveJson(this.operations);
  }

  accepts({ operation }: AwsRequest): boolean {
    return Object.hasOwn(this.operations, operation);
  }

  start(): void {
    void this.runner.start();
  }

  async stop(): Promise<void> {
    await this.runner.stop();
  }

  private async create(call: CatalogCall): Promise<object> {
    const { key, optimizer, ...found } = await this.find(call);
    if (optimizer !== undefined) {
      throw new AwsServiceError(
        "AlreadyExistsException",
        `The table ${found.tableName} has an optimizer of the type ${found.type} already.`,
      );
    }
    const { created, region, databaseName, tableName, type } = found;
    const configuration = this.configured(call, found);
    this.kept.set(key, {
      ...{ created, region, databaseName, tableName, type, configuration, runs: [] },
    });
    return {};
  }

  private async update(call: CatalogCall): Promise<object> {
    const { key, optimizer, ...found } = await this.find(call);
    if (optimizer === undefined) throw notFound(found);
    this.kept.set(key, { ...optimizer, configuration: this.configured(call, found) });
    return {};
  }

  private async delete(call: CatalogCall): Promise<object> {
    const { key, optimizer, ...found } = await this.find(call);
    if (optimizer === undefined) throw notFound(found);
    this.kept.delete(key);
    return {};
  }

  private async get(call: CatalogCall): Promise<object> {
    const { optimizer, ...found } = await this.find(call);
    if (optimizer === undefined) throw notFound(found);
    const { CatalogId, DatabaseName, TableName } = call.input;
    return { CatalogId, DatabaseName, TableName, TableOptimizer: described(optimizer) };
  }

  private async listRuns(call: CatalogCall): Promise<object> {
    const { optimizer, ...found } = await this.find(call);
    if (optimizer === undefined) throw notFound(found);
    const { CatalogId, DatabaseName, TableName, MaxResults = PAGE, NextToken = "0" } = call.input;
    const from = Number(NextToken);
    const to = from + Math.min(PAGE, Number(MaxResults));
    if (!Number.isInteger(from) || !(to > from))
      throw invalid("NextToken or MaxResults is invalid");
    return {
      ...{ CatalogId, DatabaseName, TableName },
      TableOptimizerRuns: optimizer.runs.slice(from, to),
      ...(to < optimizer.runs.length ? { NextToken: String(to) } : {}),
    };
  }

  private async getBatch(call: CatalogCall): Promise<object> {
    await this.validate(call);
    const optimizers: object[] = [];
    const failures: object[] = [];
    for (const entry of recordList(call.input["Entries"], "Entries")) {
      const { catalogId, databaseName, tableName, type } = entry;
      try {
        const table = await call.table(tableName, databaseName);
        const optimizer = this.present(keyOf(call.region, entry), table["CreateTime"]);
        if (optimizer === undefined) throw notFound({ tableName, type });
        optimizers.push({
          ...{ catalogId, databaseName, tableName, tableOptimizer: described(optimizer) },
        });
      } catch (error) {
        if (!(error instanceof AwsServiceError)) throw error;
        const { code: ErrorCode, message: ErrorMessage } = error;
        const reason = { error: { ErrorCode, ErrorMessage } };
        failures.push({ ...reason, catalogId, databaseName, tableName, type });
      }
    }
    return { TableOptimizers: optimizers, Failures: failures };
  }

  private async find(call: CatalogCall) {
    await this.validate(call);
    const { DatabaseName: databaseName, TableName: tableName, Type } = call.input;
    const type = optimizerType(Type);
    const table = await call.table(tableName);
    const { Parameters: parameters, StorageDescriptor: storage, CreateTime: created } = table;
    const format = isRecord(parameters) ? String(parameters["table_type"]).toUpperCase() : "";
    if (format !== "ICEBERG")
      throw invalid(`The table ${String(tableName)} is not an Iceberg table`);
    const { region } = call;
    const key = keyOf(region, { databaseName, tableName, type });
    return {
      ...{ key, created, region, type, optimizer: this.present(key, created) },
      databaseName: String(databaseName),
      tableName: String(tableName),
      location: isRecord(storage) ? String(storage["Location"]) : "",
    };
  }

  private configured(
    call: CatalogCall,
    { type, location }: { readonly type: OptimizerType; readonly location: string },
  ): Fields {
    const given = call.input["TableOptimizerConfiguration"];
    const configuration = isRecord(given) ? given : {};
    checkOptimizer(type, configuration, location);
    return configuration;
  }

  private present(key: string, created: unknown): KeptOptimizer | undefined {
    const optimizer = this.kept.get(key);
    return optimizer?.created === created ? optimizer : undefined;
  }

  private async validate({ operation, input }: CatalogCall): Promise<void> {
    const model = (await this.models()).of("glue");
    validateCall(model, { service: "glue", operation, input });
  }
}

function described({ type, configuration, runs: [lastRun] }: KeptOptimizer): object {
  return { type, configuration, ...(lastRun === undefined ? {} : { lastRun }) };
}

function keyOf(region: string, { databaseName, tableName, type }: Fields): string {
  return JSON.stringify([region, databaseName, tableName, type]).toLowerCase();
}

function notFound({ tableName, type }: Fields): AwsServiceError {
  return new AwsServiceError(
    "EntityNotFoundException",
    `The table ${String(tableName)} has no optimizer of the type ${String(type)}.`,
  );
}
